# SPDX-License-Identifier: MIT
# shellcheck shell=bash disable=SC2034
# The Debian packages that building and testing need. Only missing ones are installed.

packages_build=(gcc libc6-dev clang llvm meson ninja-build pkg-config bpftool libbpf-dev libelf-dev
	zlib1g-dev libjansson-dev libglib2.0-dev libnotify-dev libwayland-dev libwayland-bin linux-libc-dev)
packages_desktop=(sway sway-notification-center foot foot-terminfo tmux grim wtype jq socat
	inotify-tools libnotify-bin libglib2.0-bin dbus dbus-user-session fonts-dejavu-core procps
	util-linux librsvg2-common python3-jsonschema)
packages_test=(git python3 kmod alacritty kitty libegl1 libgl1 libgl1-mesa-dri xwayland xterm
	libfaketime bpftrace mako-notifier dunst waybar i3blocks clang-format clang-tidy cppcheck shellcheck gcovr valgrind
	gcc-aarch64-linux-gnu libc6-dev-arm64-cross bsdutils expect zsh fish
	fuzzel screen dtach dropbear-bin iproute2 openssh-client bubblewrap firejail podman crun uidmap i3-wm
	xvfb x11-utils)
# Units, man pages, Nix files; other kernels, and a whole machine to install into.
packages_machines=(systemd scdoc nix-bin binutils qemu-system-x86 qemu-system-arm busybox-static cpio mmdebstrap
	e2fsprogs)

packages_missing() {
	local package
	for package; do
		dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q ' installed$' ||
			printf '%s\n' "$package"
	done
}

# packages_install PACKAGE...
packages_install() {
	local missing
	if ! command -v apt-get >/dev/null; then
		say "packages: this is no Debian; what is missing has to be installed by hand: $*"
		return
	fi
	mapfile -t missing < <(packages_missing "$@")
	[ ${#missing[@]} -gt 0 ] || return 0
	say "packages: installing ${missing[*]}"
	if ! packages_apt update ||
		! packages_apt install --yes --no-install-recommends "${missing[@]}"; then
		fail "cannot install packages, see above; install them by hand: ${missing[*]}"
	fi
}

# Quiet, unless it fails.
packages_apt() {
	local log status=0
	log=$(DEBIAN_FRONTEND=noninteractive apt-get -qq "$@" </dev/null 2>&1) || status=$?
	[ "$status" = 0 ] || printf '%s\n' "$log" >&2
	return "$status"
}
