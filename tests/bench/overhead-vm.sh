#!/bin/bash
# SPDX-License-Identifier: MIT
# What others pay on a real kernel that lets the tty probe in. Emulated, so that only ratios of what
# never reaches a program of the kernel mean much:  overhead-vm.sh RELEASE
here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=tests/lib/common.sh
. "$here/../lib/common.sh"
# shellcheck source=tests/vm/boot.sh
. "$here/../vm/boot.sh"

# A compiler and its headers, for the parallel compile.
copy_compiler() {
	local parts
	mapfile -t parts < <(
		type -P gcc as xargs
		gcc -print-prog-name=cc1
		gcc -print-file-name=liblto_plugin.so
	)
	guest_copy "$1" "${parts[@]}"
	dpkg --listfiles libc6-dev linux-libc-dev | grep '^/usr/include/.*\.h$' | xargs cp --parents -t "$1"
	cp -r --parents "$(gcc -print-file-name=include)" "$1"
}

prepare() {
	mkdir -p "$1/eam/build/tests/bench"
	cp "$EAM_BUILD/tests/bench/load" "$1/eam/build/tests/bench"
	cp -r "$EAM_SOURCE"/{bpf,collector,proto} "$1/eam"
	cp -r "$EAM_SOURCE/tests/bench" "$1/eam/tests"
	copy_compiler "$1"
}

boot_needs
start_run overhead
boot "$1" "EAM_ROUNDS=${EAM_ROUNDS:-5} EAM_SECONDS=0.5 EAM_COPIES=2 EAM_SLOW=3" bench/overhead.py prepare || exit 1
