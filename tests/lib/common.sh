# SPDX-License-Identifier: MIT
# shellcheck shell=bash
# What every test script shares: a directory for the run, cleaning up, waiting, results.
set -euo pipefail

EAM_SOURCE=${EAM_SOURCE:-$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)}
EAM_BUILD=${EAM_BUILD:-$EAM_SOURCE/build-tests}
PATH=$PATH:/usr/sbin:/sbin

at_end_commands=()
checks=0
failures=0

# at_end COMMAND: runs when the script ends, however it ends; the latest first.
at_end() { at_end_commands+=("$1"); }

run_at_end() {
	local status=$? i
	trap '' INT TERM HUP
	trap - EXIT ERR
	set +e
	for ((i = ${#at_end_commands[@]} - 1; i >= 0; i--)); do
		eval "${at_end_commands[i]}"
	done
	exit "$status"
}

say() { printf '%s\n' "$*"; }

# fail WHAT WHY WHAT-TO-DO: one line, and the end.
fail() {
	printf '%s: %s\n' "$(basename "$0")" "$*" >&2
	exit 1
}

# Something this machine cannot do. An error where everything must run. (TAP's way to skip all.)
skip_all() {
	[ -z "${EAM_MUST_RUN:-}" ] || fail "must run here, but: $*"
	say "1..0 # SKIP $*"
	exit 0
}

need_root() { [ "$(id -u)" = 0 ] || skip_all "needs root; run it with sudo"; }

# The directory of this run. Users of the tests read it, so it lies outside of anyone's home.
start_run() {
	trap run_at_end EXIT
	set -E
	trap 'bail_out "$LINENO" "$BASH_COMMAND"' ERR
	trap 'exit 130' INT
	trap 'exit 143' TERM HUP
	EAM_TMP=$(mktemp -d "/tmp/eam-$1.XXXXXX")
	chmod 755 "$EAM_TMP"
	at_end "rm -rf --one-file-system $EAM_TMP"
}

# An unforeseen failure of a command says where, once.
bail_out() {
	trap - ERR
	say "Bail out! line $1: $2" >&2
	show_state >&2 || :
}

now_ms() { printf '%s\n' $((${EPOCHREALTIME/[.,]/} / 1000)); }

# wait_for SECONDS COMMAND...: true as soon as COMMAND is, false when the time is over.
wait_for() {
	local end=$(($(now_ms) + $1 * 1000))
	shift
	until "$@"; do
		[ "$(now_ms)" -lt "$end" ] || return 1
		sleep 0.1
	done
}

# end_process PID [SECONDS]: asks, waits, insists. For children of this script and others.
end_process() {
	kill -TERM "$1" 2>/dev/null || return 0
	wait_for "${2:-5}" process_gone "$1" || kill -KILL "$1" 2>/dev/null || :
	wait "$1" 2>/dev/null || :
}

# A process whose parent has not taken notice of its end has ended.
process_gone() {
	local state
	state=$(sed 's/.*) \(.\).*/\1/' "/proc/$1/stat" 2>/dev/null) || return 0
	[ -z "$state" ] || [ "$state" = Z ]
}

# check NAME COMMAND...: one named case. A failure is shown and counted, and the script goes on.
check() {
	local name=$1
	shift
	checks=$((checks + 1))
	if "$@"; then
		say "ok $checks - $name"
	else
		failures=$((failures + 1))
		say "not ok $checks - $name"
		say "# not true: $*"
		show_state || :
	fi
}

# need NAME COMMAND...: the same, where the rest makes no sense after a failure.
need() {
	local before=$failures
	check "$@"
	[ "$failures" = "$before" ] || finish_run
}

# A suite says more about itself here when a check fails.
show_state() { :; }

finish_run() {
	say "1..$checks"
	[ "$failures" = 0 ] || exit 1
	exit 0
}
