# SPDX-License-Identifier: MIT
# shellcheck shell=bash
# Real Debian kernels by release. Their exact names leave the mirror with each update, so the newest
# of a release is asked for and then kept for a week, in $EAM_KERNELS.

EAM_KERNELS=${EAM_KERNELS:-$EAM_BUILD/kernels}
KERNEL_META=linux-image-cloud-amd64
KERNEL_KEYS=/usr/share/keyrings/debian-archive-keyring.gpg

# kernel_suites RELEASE: archive and suite, a line each; newest is whichever of several is ahead.
kernel_suites() {
	case $1 in
	newest) say debian sid debian trixie-backports ;;
	*) say debian "$1" debian-security "$1-security" ;;
	esac | tr ' ' '\n' | paste -d ' ' - -
}

# kernel_sources RELEASE: an apt source list, of the mirrors this machine has itself.
kernel_sources() {
	local archive suite uri
	while read -r archive suite; do
		uri=$(cat /etc/apt/sources.list /etc/apt/sources.list.d/* 2>/dev/null |
			grep -oE "https?://[^ ]+/$archive/?( |$)" | head -n 1) || :
		[ -z "$uri" ] || say "deb [signed-by=$KERNEL_KEYS] $uri $suite main"
	done < <(kernel_suites "$1")
}

# kernel_apt apt-get|apt-cache ...: with lists of its own, the system's are left alone.
kernel_apt() {
	"$1" -qq -o Dir::Etc::SourceList="$KERNEL_APT/sources.list" -o Dir::Etc::SourceParts=/dev/null \
		-o Dir::State::Lists="$KERNEL_APT/lists" -o Dir::Cache="$KERNEL_APT/cache" \
		-o Acquire::Languages=none -o APT::Sandbox::User=root "${@:2}"
}

# kernel_depends PACKAGE[=VERSION]: the packages of the same kernel it asks for.
kernel_depends() {
	kernel_apt apt-cache show "$1" | sed -n 's/^Depends: //p' | head -n 1 | tr ',|' '\n' |
		awk '$1 ~ /^linux-(image|binary)-[0-9]/ { print $1 }'
}

# kernel_package RELEASE: the package its newest kernel is in; from 7.x on linux-image is empty.
kernel_package() {
	local version image binary
	version=$(kernel_apt apt-cache madison "$KERNEL_META" | awk '{ print $3 }' | sort -V | tail -n 1)
	[ -n "$version" ] || return 1
	image=$(kernel_depends "$KERNEL_META=$version")
	binary=$(kernel_depends "$image" | grep binary) || :
	say "${binary:-$image}"
}

# kernel_download RELEASE FILE
kernel_download() {
	local package
	KERNEL_APT=$EAM_TMP/apt
	mkdir -p "$KERNEL_APT"/{lists/partial,cache/archives/partial,unpacked}
	kernel_sources "$1" >"$KERNEL_APT/sources.list"
	[ -s "$KERNEL_APT/sources.list" ] || { say "no mirror of Debian in /etc/apt" && return 1; }
	kernel_apt apt-get update &&
		package=$(kernel_package "$1") && [ -n "$package" ] &&
		(cd "$KERNEL_APT" && kernel_apt apt-get download "$package") &&
		dpkg-deb -x "$KERNEL_APT"/linux-*.deb "$KERNEL_APT/unpacked" &&
		mkdir -p "$EAM_KERNELS" &&
		find "$KERNEL_APT/unpacked" -name 'vmlinuz*' -type f -exec cp {} "$2.new" \; &&
		mv "$2.new" "$2"
}

# kernel_get RELEASE: the file of its kernel. Without the network an old one does.
kernel_get() {
	local file=$EAM_KERNELS/$1 lock
	mkdir -p "$EAM_KERNELS"
	exec {lock}>"$EAM_KERNELS/.lock"
	flock "$lock"
	if [ -z "$(find "$file" -mtime -7 2>/dev/null)" ]; then
		kernel_download "$1" "$file" >&2 || [ -e "$file" ] || return 1
	fi
	exec {lock}>&-
	say "$file"
}
