# SPDX-License-Identifier: MIT
# shellcheck shell=bash
# Real Debian kernels by release. Their exact names leave the mirror with each update, so the newest
# of a release is asked for.
# shellcheck source=tests/vm/debian.sh
. "$(dirname "${BASH_SOURCE[0]}")/debian.sh"

# kernel_depends PACKAGE[=VERSION]: the packages of the same kernel it asks for.
kernel_depends() {
	debian_apt apt-cache show "$1" | sed -n 's/^Depends: //p' | head -n 1 | tr ',|' '\n' |
		awk '$1 ~ /^linux-(image|binary)-[0-9]/ { print $1 }'
}

# kernel_package: the one its newest kernel is in; from 7.x on linux-image is empty.
kernel_package() {
	local meta=linux-image-cloud-$DEBIAN_ARCHITECTURE version image binary
	version=$(debian_apt apt-cache madison "$meta" | awk '{ print $3 }' | sort -V | tail -n 1)
	[ -n "$version" ] || return 1
	image=$(kernel_depends "$meta=$version")
	binary=$(kernel_depends "$image" | grep binary) || :
	say "${binary:-$image}"
}

# kernel_download RELEASE FILE
kernel_download() {
	local package
	debian_open "$1" &&
		package=$(kernel_package) && [ -n "$package" ] &&
		(cd "$DEBIAN_APT" && debian_apt apt-get download "$package") &&
		dpkg-deb -x "$DEBIAN_APT"/linux-*.deb "$DEBIAN_APT/unpacked" &&
		find "$DEBIAN_APT/unpacked" -name 'vmlinuz*' -type f -exec cp {} "$2.new" \; &&
		mv "$2.new" "$2"
}

# kernel_get RELEASE: the file of its kernel.
kernel_get() { debian_kept "$1" kernel_download "$1"; }
