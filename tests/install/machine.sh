# SPDX-License-Identifier: MIT
# shellcheck shell=bash
# A whole Debian machine: kernel, systemd as its first process, Sway, SwayNC and tmux. Made once,
# kept for a week in $EAM_MACHINE, and never written to.

EAM_MACHINE=${EAM_MACHINE:-$EAM_BUILD/machine}
MACHINE_SUITE=${MACHINE_SUITE:-bookworm}
MACHINE_PACKAGES=(linux-image-cloud-amd64 initramfs-tools kmod systemd systemd-sysv dbus
	dbus-user-session libpam-systemd procps sway sway-notification-center foot foot-terminfo tmux
	libglib2.0-bin jq socat fonts-dejavu-core libbpf1 libelf1 libjansson4
	libnotify4)

machine_mirror() {
	local uri
	uri=$(cat /etc/apt/sources.list /etc/apt/sources.list.d/* 2>/dev/null |
		grep -oE 'https?://[^ ]+/debian/?( |$)' | head -n 1) || :
	[ -n "$uri" ] || fail "no mirror of Debian in /etc/apt: the machine is made from one"
	say "$uri"
}

# What the initial file system needs to find the disk, and no more.
machine_initramfs() {
	install -d "$1/etc/initramfs-tools/conf.d" "$1/usr/share/initramfs-tools/modules.d"
	say MODULES=list >"$1/etc/initramfs-tools/conf.d/machine"
	printf '%s\n' virtio_pci virtio_blk ext4 >"$1/usr/share/initramfs-tools/modules.d/machine"
}

machine_bootstrap() {
	local root=$1 path options=()
	for path in doc locale man; do
		options+=("--dpkgopt=path-exclude=/usr/share/$path/*")
	done
	machine_initramfs "$EAM_TMP/initramfs"
	mmdebstrap --quiet --variant=minbase --aptopt='Apt::Install-Recommends "false"' \
		"${options[@]}" --include="$(IFS=, && say "${MACHINE_PACKAGES[*]}")" \
		--essential-hook="cp -r '$EAM_TMP/initramfs/.' \"\$1\"" \
		"$MACHINE_SUITE" "$root" "deb $(machine_mirror) $MACHINE_SUITE main"
}

# tester is logged in from the start, as with linger; what is on the second disk runs at boot.
machine_configure() {
	chroot "$1" useradd --uid 1500 --create-home --shell /bin/bash tester
	install -d "$1/var/lib/systemd/linger"
	touch "$1/var/lib/systemd/linger/tester"
	cp -r "$EAM_SOURCE/tests/install/root/." "$1"
}

machine_make() {
	local root=$EAM_TMP/root
	install -d "$EAM_MACHINE"
	machine_bootstrap "$root" && machine_configure "$root" &&
		cp -L "$root"/boot/vmlinuz-* "$EAM_MACHINE/kernel" &&
		cp -L "$root"/boot/initrd.img-* "$EAM_MACHINE/initramfs" &&
		truncate -s 2G "$EAM_MACHINE/disk.new" &&
		mke2fs -q -t ext4 -F -d "$root" "$EAM_MACHINE/disk.new" &&
		mv "$EAM_MACHINE/disk.new" "$EAM_MACHINE/disk" && rm -rf --one-file-system "$root"
}

# machine_get: makes it where it is missing, older than a week, or older than what it is made from.
machine_get() {
	if [ -z "$(find "$EAM_MACHINE/disk" -mtime -7 2>/dev/null)" ] ||
		[ -n "$(find "$EAM_SOURCE"/tests/install/{machine.sh,root} -newer "$EAM_MACHINE/disk")" ]; then
		machine_make
	fi
}

# machine_start PAYLOAD [QEMU-OPTION...]: its console on stdout. Does not return.
machine_start() {
	local payload=$1
	shift
	exec qemu-system-x86_64 "$@" -cpu max -m 2048 -nodefaults -no-user-config -display none \
		-no-reboot -serial stdio -kernel "$EAM_MACHINE/kernel" -initrd "$EAM_MACHINE/initramfs" \
		-drive "file=$EAM_MACHINE/disk,if=virtio,format=raw,snapshot=on" \
		-drive "file=$payload,if=virtio,format=raw,readonly=on" \
		-append "console=ttyS0 root=/dev/vda rw quiet panic=-1 net.ifnames=0 systemd.show_status=0 systemd.mask=serial-getty@ttyS0.service"
}
