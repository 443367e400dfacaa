#!/bin/bash
# SPDX-License-Identifier: MIT
# What can happen, happens in the middle of turns, in an order that a seed gives: each turn is told,
# once, and at the end all is as at the start.
#   EAM_FAULTS=ROUNDS EAM_SEED=NUMBER tests/desktop/faults.sh      (some five seconds a round)
# shellcheck disable=SC2154
# shellcheck source=tests/lib/desktop.sh
. "$(dirname "$0")/../lib/desktop.sh"

rounds=${EAM_FAULTS:-9}
RANDOM=${EAM_SEED:-17}
every=(collector_dies agent_dies both_die server_dies window_dies folder_goes folder_is_link
	folder_is_full folder_is_read_only collector_waits)

desktop_up faults
runtime=$(user_runtime "$DESK")
desk_session alpha
alpha=$REPLY
desk_session beta
claude_in alpha
codex_in beta --declare state
desk_window elsewhere sleep 1000
elsewhere=$REPLY

agent_again() { agent_up --config "$EAM_TMP/agent.conf"; }
pause() { sleep "0.$((RANDOM % 10))"; }

collector_dies() {
	collector_kill
	pause
	collector_up
}
agent_dies() {
	agent_kill
	pause
	agent_again
}
both_die() {
	collector_kill
	agent_kill
	pause
	collector_up
	agent_again
}
server_dies() {
	local old
	old=$(pgrep -x -U "$DESK" swaync)
	kill -KILL "$old"
	wait_for 5 process_gone "$old"
	desk_run swaync
}
# The session goes on, and is shown by another window then.
window_dies() {
	desk_in swaymsg -q "[con_id=$alpha] kill"
	wait_for 5 desk_lacks_window alpha || return
	desk_window alpha tmux -f /dev/null attach-session -t alpha
	alpha=$REPLY
	desk_focus "$elsewhere"
}
folder_goes() { rm -r "$(badge_directory)"; }
folder_is_link() {
	rm -rf "$(badge_directory)"
	desk_in mkdir -p "$runtime/other"
	desk_in ln -s other "$(badge_directory)"
}
folder_is_full() {
	folder_over size=4k
	dd if=/dev/zero of="$(badge_directory)/.all" bs=4k count=1 2>/dev/null || :
	sleep 2
	umount "$(badge_directory)"
}
folder_is_read_only() {
	folder_over ro
	sleep 2
	umount "$(badge_directory)"
}
folder_over() {
	desk_in mkdir -p "$(badge_directory)"
	mount -t tmpfs -o "$1,uid=$(id -u "$DESK"),mode=755" none "$(badge_directory)"
	at_end "umount $(badge_directory) 2>/dev/null"
}
# What the kernel tells it while it cannot listen is still there afterwards.
collector_waits() {
	kill -STOP "$collector_pid"
	sleep 1
	kill -CONT "$collector_pid"
}

descriptors() { find "/proc/$1/fd" -maxdepth 1 -type l 2>/dev/null | wc -l || :; }
resident_kb() { awk '$1 == "RssAnon:" { print $2 }' "/proc/$1/status"; }

cards_since() { notifications_of "$notifications" "$1" | jq -s "[.[] | select(.summary | test(\"Claude\"))] | length"; }
told_once() { [ "$(cards_since "$1")" = 1 ]; }
at_rest() {
	frames_say "$frames" claude '.state == "waiting"' && status_says claude '.state == "waiting"'
}
# A fault may have shown the card of the turn again; a new server shows what the old one had.
turn_with() {
	local fault=$1 since
	desk_type alpha: 3
	wait_for 3 truth_is alpha working && wait_for 4 badge_says "$alpha" "$is_working" || return
	since=$(now_ms)
	pause
	"$fault"
	wait_for 6 truth_is alpha waiting && wait_for 5 at_rest || return
	wait_for 6 badge_says "$alpha" "$is_stopped" && badge_valid "$alpha" || return
	wait_for 6 told_once "$since"
}

turn_with pause || :
before=("$(descriptors "$collector_pid")" "$(descriptors "${agent_pid[$DESK]}")"
	"$(resident_kb "${agent_pid[$DESK]}")")
for ((round = 0; round < rounds; round++)); do
	((round % ${#every[@]})) || mapfile -t order < <(printf '%s\n' "${every[@]}" |
		awk -v seed="$RANDOM" 'BEGIN { srand(seed) } { print rand(), $0 }' | sort | cut -d ' ' -f 2)
	fault=${order[round % ${#every[@]}]}
	check "a turn is told once, and on its badge, when ${fault//_/ }" turn_with "$fault"
done
check "one more turn is told" turn_with pause
only_two() { [ "$(find -L "$(badge_directory)" -name '*.json' | wc -l)" -le 2 ]; }
check "no badge is left over" only_two
check "nor a file half written" test -z "$(find -L "$(badge_directory)" -name '*.tmp*')"
bounded() {
	local after=("$(descriptors "$collector_pid")" "$(descriptors "${agent_pid[$DESK]}")"
		"$(resident_kb "${agent_pid[$DESK]}")")
	say "# descriptors of collector and agent, KiB of the agent: ${before[*]}, then ${after[*]}"
	[ "${after[0]}" -le $((before[0] + 1)) ] && [ "${after[1]}" -le $((before[1] + 1)) ] &&
		[ "${after[2]}" -le $((before[2] + 1024)) ]
}
check "both hold as much as at the start" bounded
desk_type alpha: "0 exit"
desk_type beta: "0 exit"
no_badges() { [ -z "$(find -L "$(badge_directory)" -name '*.json')" ]; }
check "and nothing stays when the sessions end" wait_for 5 no_badges
finish_run
