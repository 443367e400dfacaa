# SPDX-License-Identifier: MIT
# shellcheck shell=bash
# The guest's whole system: an initramfs of this machine's own programs, or of Debian's for another
# architecture, the build and the tests.
# shellcheck source=tests/vm/foreign.sh
. "$(dirname "${BASH_SOURCE[0]}")/foreign.sh"

GUEST_PROGRAMS=(bash bpftool bpftrace cat env python3 setpriv sh sleep socat unshare)
GUEST_BUILT=(agent/ebpf-ai-monitor-agent collector/ebpf-ai-monitor-collector tests/stand-in/stand-in)

# guest_libraries ROOT FILE...: what they need, to the same place.
guest_libraries() {
	ldd "${@:2}" 2>/dev/null | grep -oE '/[^ ]+\.so[^ ]*' | grep -v ':$' | sort -u |
		xargs cp -L --parents -t "$1"
}

# guest_copy ROOT FILE...: files, to the same place, with the libraries they need.
guest_copy() {
	cp -L --parents -t "$@"
	guest_libraries "$@"
}

guest_programs() {
	local programs
	mapfile -t programs < <(PATH=/usr/bin:/usr/sbin:/bin:/sbin type -P "${GUEST_PROGRAMS[@]}")
	guest_copy "$1" "${programs[@]}"
	# Static, and so the first and last to run.
	cp -L "$(type -P busybox)" "$1/usr/bin/busybox"
}

guest_python() {
	local library
	library=$(/usr/bin/python3 -c 'import sysconfig; print(sysconfig.get_path("stdlib"))')
	tar -C / --exclude 'config-*' -cf - "${library#/}" | tar -C "$1" -xf -
	# A thread that ends itself loads libgcc by its name.
	guest_copy "$1" "$library"/lib-dynload/*.so \
		"$(ldconfig -p | sed -n 's/.*libgcc_s.*x86-64.* => //p' | head -n 1)"
}

# guest_project ROOT BUILD
guest_project() {
	local here=$1/eam
	mkdir -p "$here"/{build,tests}
	(cd "$2" && cp --parents -t "$here/build" "${GUEST_BUILT[@]}")
	cp -r "$EAM_SOURCE"/tests/{crosscheck.bt,root,traces,vm} "$here/tests"
	cp "$EAM_SOURCE/SECURITY.md" "$here"
	cp "$EAM_SOURCE/tests/vm/init" "$1/init"
}

# guest_native ROOT: the system of a guest that is a machine as this one.
guest_native() {
	mkdir -p "$1"/{dev,etc,proc,run,sys,tmp,usr/{bin,sbin,lib,lib64}}
	ln -s usr/bin usr/sbin usr/lib usr/lib64 "$1"
	guest_programs "$1" && guest_python "$1" &&
		guest_libraries "$1" "${GUEST_BUILT[@]/#/$EAM_BUILD/}"
}

# guest_pack FILE PREPARE
guest_pack() {
	local root=$EAM_TMP/guest build=$EAM_BUILD system=guest_native
	! foreign || system=foreign_guest build=$EAM_BUILD/$EAM_MACHINE
	mkdir "$root" && "$system" "$root" || return
	chmod 1777 "$root/tmp"
	# Every Debian has these users; the tests' processes run as two of them.
	cp /usr/share/base-passwd/passwd.master "$root/etc/passwd"
	cp /usr/share/base-passwd/group.master "$root/etc/group"
	guest_project "$root" "$build" && "$2" "$root" &&
		(cd "$root" && find . | cpio --create --format newc --quiet >"$1") && rm -r "$root"
}
