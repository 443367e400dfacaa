# SPDX-License-Identifier: MIT
# shellcheck shell=bash
# A guest with one of Debian's kernels, and in it one program of the tests.
# shellcheck source=tests/vm/kernel.sh
. "$(dirname "${BASH_SOURCE[0]}")/kernel.sh"
# shellcheck source=tests/vm/guest.sh
. "$(dirname "${BASH_SOURCE[0]}")/guest.sh"

BOOT_S=300
BOOT_TOOLS=(cpio busybox apt-get)
declare -A BOOT_BOARD=([x86_64]='-cpu max' [aarch64]='-M virt -cpu cortex-a72')
declare -A BOOT_CONSOLE=([x86_64]=ttyS0 [aarch64]=ttyAMA0)

boot_needs() {
	local tool tools=("qemu-system-$EAM_MACHINE" "${BOOT_TOOLS[@]}")
	! foreign || tools+=("$EAM_MACHINE-linux-gnu-ld")
	for tool in "${tools[@]}"; do
		command -v "$tool" >/dev/null || skip_all "needs $tool"
	done
}

boot_is_up() { grep -q '^# guest: .* is up' "$log"; }

boot_decided() { boot_is_up || process_gone "$1"; }

# The guest's clock counts instructions, a nanosecond each, and jumps where it would idle: how busy the
# host is changes nothing, and nobody waits for what only sleeps. But it stands still while the guest is
# suspended.
BOOT_CLOCK=(-icount "shift=0,sleep=off" -rtc "clock=vm")

# boot_once ENVIRONMENT PROGRAM: the guest's serial line, shown as it comes and kept in $log. One
# processor: with several the emulation races where the kernel patches its own code, as it does to
# attach a program.
boot_once() {
	local board console filter qemu
	read -ra board <<<"${BOOT_BOARD[$EAM_MACHINE]}"
	: >"$log"
	exec {console}> >(sed -u -E 's/\r//g; /^(ok|not ok|#) /! s/^/# /' | tee "$log")
	filter=$!
	"qemu-system-$EAM_MACHINE" "${board[@]}" -accel tcg,thread=single "${BOOT_CLOCK[@]}" -smp 1 \
		-m 1536 -nodefaults -no-user-config -display none -no-reboot \
		-serial stdio -kernel "$kernel" -initrd "$EAM_TMP/initramfs" \
		-append "console=${BOOT_CONSOLE[$EAM_MACHINE]} quiet panic=-1 $1 -- $2" \
		</dev/null 1>&"$console" 2>"$EAM_TMP/errors" &
	qemu=$!
	exec {console}>&-
	at_end "end_process $qemu"
	wait_for "$BOOT_S" boot_decided "$qemu" || end_process "$qemu"
	wait "$qemu" || :
	wait "$filter" || :
	boot_is_up
}

# boot RELEASE ENVIRONMENT PROGRAM [PREPARE]: PREPARE ROOT adds to the guest's file system. PROGRAM
# is a file of the tests and its arguments. Whether it succeeded.
boot() {
	local kernel log=$EAM_TMP/log
	kernel=$(kernel_get "$1") || skip_all "no kernel of $1 to be had, see above"
	guest_pack "$EAM_TMP/initramfs" "${4:-:}"
	# One that dies before user space died of the emulation, not of what is tested.
	boot_once "$2" "$3" || {
		say "# no user space; once more"
		boot_once "$2" "$3"
	} || {
		sed 's/^/# /' "$EAM_TMP/errors"
		say "Bail out! the kernel of $1 does not reach user space"
		exit 1
	}
	grep -q '^# guest: status' "$log" || say "Bail out! the guest ended before its program did"
	grep -q '^# guest: status 0$' "$log"
}
