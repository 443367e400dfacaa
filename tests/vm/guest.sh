# SPDX-License-Identifier: MIT
# shellcheck shell=bash
# The guest's whole system: an initramfs of this machine's own programs, the build and the tests.

GUEST_PROGRAMS=(bash bpftrace cat env python3 setpriv sh sleep socat unshare)

# guest_copy ROOT FILE...: files, to the same place, with the libraries they need.
guest_copy() {
	local root=$1
	shift
	{
		printf '%s\n' "$@"
		ldd "$@" 2>/dev/null | grep -oE '/[^ ]+\.so[^ ]*' | grep -v ':$'
	} | sort -u | xargs cp -L --parents -t "$root"
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

guest_project() {
	local here=$1/eam
	mkdir -p "$here"/build/{agent,collector,tests/stand-in} "$here/tests"
	guest_copy "$1" "$EAM_BUILD/collector/ebpf-ai-monitor-collector" \
		"$EAM_BUILD/agent/ebpf-ai-monitor-agent" "$EAM_BUILD/tests/stand-in/stand-in"
	mv "$1/$EAM_BUILD"/agent/* "$here/build/agent"
	mv "$1/$EAM_BUILD"/collector/* "$here/build/collector"
	mv "$1/$EAM_BUILD"/tests/stand-in/* "$here/build/tests/stand-in"
	cp -r "$EAM_SOURCE"/tests/{crosscheck.bt,root,traces,vm} "$here/tests"
	cp "$EAM_SOURCE/tests/vm/init" "$1/init"
}

# guest_pack FILE PREPARE
guest_pack() {
	local root=$EAM_TMP/guest
	mkdir -p "$root"/{dev,etc,proc,run,sys,tmp,usr/{bin,sbin,lib,lib64}}
	ln -s usr/bin usr/sbin usr/lib usr/lib64 "$root"
	chmod 1777 "$root/tmp"
	# Every Debian has these users; the tests' processes run as two of them.
	cp /usr/share/base-passwd/passwd.master "$root/etc/passwd"
	cp /usr/share/base-passwd/group.master "$root/etc/group"
	guest_programs "$root" && guest_python "$root" && guest_project "$root" && "$2" "$root" &&
		(cd "$root" && find . | cpio --create --format newc --quiet >"$1") && rm -r "$root"
}
