# SPDX-License-Identifier: MIT
# shellcheck shell=bash
# A guest of another architecture than this machine's: Debian's packages for it, and the project built
# against them.
# shellcheck source=tests/lib/build.sh
. "$(dirname "${BASH_SOURCE[0]}")/../lib/build.sh"

FOREIGN_RELEASE=trixie
FOREIGN_PACKAGES=(base-files bash bpftool bpftrace busybox-static coreutils dash python3 socat util-linux
	libc6-dev libgcc-14-dev libbpf-dev libjansson-dev libglib2.0-dev libnotify-dev)
# Only for building, or read by nobody.
FOREIGN_LEFT_OUT=(--exclude=./usr/include --exclude=./usr/lib/gcc --exclude=./usr/share --exclude='*.a')

foreign() { [ "$EAM_MACHINE" != "$(uname -m)" ]; }

# foreign_download ROOT
foreign_download() {
	local package root=$1.new
	rm -rf "$root"
	mkdir -p "$root"
	debian_open "$FOREIGN_RELEASE" &&
		debian_apt apt-get install --yes --no-install-recommends --download-only "${FOREIGN_PACKAGES[@]}" ||
		return
	for package in "$DEBIAN_APT"/cache/archives/*.deb; do
		dpkg-deb -x "$package" "$root" || return
	done
	rm -rf "$1" && mv "$root" "$1" && touch "$1"
}

# foreign_machine ROOT: what meson has to know of it.
foreign_machine() {
	local libraries=$1/usr/lib/$EAM_MACHINE-linux-gnu
	cat <<-END
		[binaries]
		c = ['clang', '--target=$EAM_MACHINE-linux-gnu', '--sysroot=$1']
		ar = 'ar'
		pkgconfig = 'pkg-config'
		[properties]
		sys_root = '$1'
		pkg_config_libdir = '$libraries/pkgconfig:$1/usr/share/pkgconfig'
		[host_machine]
		system = 'linux'
		cpu_family = '$EAM_MACHINE'
		cpu = '$EAM_MACHINE'
		endian = 'little'
	END
}

# foreign_build ROOT: what runs in the guest.
foreign_build() {
	local EAM_BUILD=$EAM_BUILD/$EAM_MACHINE
	local build_targets=("${GUEST_BUILT[@]}")
	foreign_machine "$1" >"$1/cross.ini"
	build_project --cross-file "$1/cross.ini" -Dman-pages=disabled
}

# foreign_guest ROOT: the system, and the project built in $EAM_BUILD/$EAM_MACHINE.
foreign_guest() {
	local lock root
	mkdir -p "$EAM_KERNELS"
	exec {lock}>"$EAM_KERNELS/.lock-$EAM_MACHINE"
	flock "$lock"
	root=$(debian_kept "$FOREIGN_RELEASE-root" foreign_download) ||
		skip_all "no Debian for $EAM_MACHINE to be had, see above"
	foreign_build "$root" &&
		tar -C "$root" "${FOREIGN_LEFT_OUT[@]}" -cf - . | tar -C "$1" -xf -
	exec {lock}>&-
}
