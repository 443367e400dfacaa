# SPDX-License-Identifier: MIT
# shellcheck shell=bash
# What Debian's mirrors have of a release for the guest's architecture, kept for a week in $EAM_KERNELS.

EAM_KERNELS=${EAM_KERNELS:-$EAM_BUILD/kernels}
EAM_MACHINE=${EAM_MACHINE:-x86_64}
DEBIAN_KEYS=/usr/share/keyrings/debian-archive-keyring.gpg
declare -A DEBIAN_WORDS=([x86_64]=amd64 [aarch64]=arm64)
DEBIAN_ARCHITECTURE=${DEBIAN_WORDS[$EAM_MACHINE]}

# debian_suites RELEASE: archive and suite, a line each; newest is whichever of several is ahead.
debian_suites() {
	case $1 in
	newest) say debian sid debian trixie-backports ;;
	*) say debian "$1" debian-security "$1-security" ;;
	esac | tr ' ' '\n' | paste -d ' ' - -
}

# debian_sources RELEASE: an apt source list, of the mirrors this machine has itself.
debian_sources() {
	local archive suite uri
	while read -r archive suite; do
		uri=$(cat /etc/apt/sources.list /etc/apt/sources.list.d/* 2>/dev/null |
			grep -oE "https?://[^ ]+/$archive/?( |$)" | head -n 1) || :
		[ -z "$uri" ] || say "deb [signed-by=$DEBIAN_KEYS] $uri $suite main"
	done < <(debian_suites "$1")
}

# debian_apt apt-get|apt-cache ...: of a machine of its own, where nothing is installed.
debian_apt() {
	"$1" -qq -o Dir::Etc::SourceList="$DEBIAN_APT/sources.list" -o Dir::Etc::SourceParts=/dev/null \
		-o Dir::State::Lists="$DEBIAN_APT/lists" -o Dir::Cache="$DEBIAN_APT/cache" \
		-o Dir::State::Status="$DEBIAN_APT/status" -o APT::Architecture="$DEBIAN_ARCHITECTURE" \
		-o APT::Architectures="$DEBIAN_ARCHITECTURE" \
		-o Acquire::Languages=none -o APT::Sandbox::User=root "${@:2}"
}

# debian_open RELEASE: from now on debian_apt knows what is in it.
debian_open() {
	DEBIAN_APT=$EAM_TMP/apt
	mkdir -p "$DEBIAN_APT"/{lists/partial,cache/archives/partial,unpacked}
	: >"$DEBIAN_APT/status"
	debian_sources "$1" >"$DEBIAN_APT/sources.list"
	[ -s "$DEBIAN_APT/sources.list" ] || { say "no mirror of Debian in /etc/apt" && return 1; }
	debian_apt apt-get update
}

# debian_kept NAME COMMAND...: the file NAME of a release, which COMMAND... FILE makes; anew, too, where the
# script that asks for it has changed. Without the network an old one does.
debian_kept() {
	local file=$EAM_KERNELS/$1-$DEBIAN_ARCHITECTURE lock
	mkdir -p "$EAM_KERNELS"
	exec {lock}>"$EAM_KERNELS/.lock"
	flock "$lock"
	if [ -z "$(find "$file" -maxdepth 0 -mtime -7 -newer "${BASH_SOURCE[1]}" 2>/dev/null)" ]; then
		"${@:2}" "$file" >&2 || [ -e "$file" ] || return 1
	fi
	exec {lock}>&-
	say "$file"
}
