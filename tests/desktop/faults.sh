#!/bin/bash
# SPDX-License-Identifier: MIT
# What can happen, happens in the middle of turns, in an order that a seed gives: each turn is told,
# once, and at the end all is as at the start.
#   EAM_FAULTS=ROUNDS EAM_SEED=NUMBER tests/desktop/faults.sh [FAULT...]     (some seven seconds a round)
# shellcheck disable=SC2154
# shellcheck source=tests/lib/desktop.sh
. "$(dirname "$0")/../lib/desktop.sh"

every=(collector_dies agent_dies both_die server_dies window_dies terminal_dies folder_goes folder_is_link
	folder_is_full folder_is_read_only collector_waits ring_overflows collector_lacks_descriptors
	agent_lacks_descriptors bus_dies sway_dies tmux_dies)
[ $# = 0 ] || every=("$@")
rounds=${EAM_FAULTS:-${#every[@]}}
RANDOM=${EAM_SEED:-17}
# Seconds that the turn takes, where that is not over before most turns are.
declare -A takes=([server_dies]=5 [bus_dies]=8 [sway_dies]=8)

desktop_up faults
runtime=$(user_runtime "$DESK")

sessions_up() {
	desk_session alpha
	alpha=$REPLY
	desk_session beta
	claude_in alpha
	codex_in beta --declare state
}
elsewhere_up() {
	desk_window elsewhere sleep 10000
	elsewhere=$REPLY
}
# attach NAME: a window that shows that session of tmux; $REPLY.
attach() { desk_window "$1" tmux -f /dev/null attach-session -t "$1"; }
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
	alpha_again
}
terminal_dies() {
	kill -KILL "$(desk_tree | jq ".. | objects | select(.id? == $alpha) | .pid")"
	alpha_again
}
alpha_again() {
	wait_for 5 desk_lacks_window alpha || return
	attach alpha
	alpha=$REPLY
	desk_focus "$elsewhere"
}
folder_goes() { rm -r "$(badge_directory)"; }
folder_is_link() {
	rm -rf "$(badge_directory)" "$runtime/other"
	desk_in mkdir -p "$runtime/other"
	desk_in ln -s other "$(badge_directory)"
}
# Where badges are, and what the agent remembers.
folder_is_full() {
	local folder
	for folder in "$(badge_directory)" "$runtime/ebpf-ai-monitor"; do
		over "$folder" size=4k
		dd if=/dev/zero of="$folder/.all" bs=4k count=1 2>/dev/null || :
	done
	folders_again
}
folder_is_read_only() {
	over "$(badge_directory)" ro
	over "$runtime/ebpf-ai-monitor" ro
	folders_again
}
# over FOLDER OPTION: nothing of before comes back with the folder.
over() {
	desk_in mkdir -p "$1"
	rm -f "$1"/*.json
	mount -t tmpfs -o "$2,uid=$(id -u "$DESK"),mode=755" none "$1"
	at_end "umount $1 2>/dev/null"
}
folders_again() {
	sleep 2
	umount "$(badge_directory)" "$runtime/ebpf-ai-monitor"
}
# What the kernel tells it while it cannot listen is still there afterwards,
collector_waits() {
	kill -STOP "$collector_pid"
	sleep 1
	kill -CONT "$collector_pid"
}
# unless it was too much: of a process on a terminal.
install -m 644 "$EAM_SOURCE/tests/root/renames.py" "$EAM_TMP/renames"
ring_overflows() {
	kill -STOP "$collector_pid"
	as_user "$DESK" script -qc "python3 $EAM_TMP/renames 1.5" /dev/null >/dev/null </dev/null
	kill -CONT "$collector_pid"
}
# lacks_descriptors PID COMMAND...: during it no more than those that it has.
lacks_descriptors() {
	local pid=$1 limit
	shift
	limit=$(limit_of "$pid" --output SOFT --noheadings --raw --nofile)
	limit_of "$pid" --nofile="$(descriptors_of "$pid"):"
	"$@"
	limit_of "$pid" --nofile="$limit:"
}
# limit_of PID OPTION...: as the user that the process is of; root may lack the right to.
limit_of() {
	local pid=$1 uid gid
	shift
	uid=$(awk '$1 == "Uid:" { print $2 }' "/proc/$pid/status")
	gid=$(awk '$1 == "Gid:" { print $2 }' "/proc/$pid/status")
	setpriv --reuid "$uid" --regid "$gid" --clear-groups prlimit --pid "$pid" "$@"
}
collector_lacks_descriptors() { lacks_descriptors "$collector_pid" connect_in_vain; }
connect_in_vain() { timeout 2 socat -u "UNIX-CONNECT:$EAM_SOCKET,type=5" - >/dev/null || :; }
# Also when the turn is to be told. GLib ends a program that then makes a call which waits, as one
# that the server is asked by may be under way: its service manager starts it again.
agent_lacks_descriptors() {
	lacks_descriptors "${agent_pid[$DESK]}" wait_for 10 over_for 2 || :
	! process_gone "${agent_pid[$DESK]}" || agent_again
}
over_for() { truth_is alpha waiting && sleep "$1"; }
bus_dies() {
	desk_bus_again KILL
	notifications=$EAM_TMP/notifications-$round
	notifications_watch "$notifications"
	desk_has_server || desk_run swaync
}
desk_has_server() { pgrep -x -U "$DESK" swaync >/dev/null; }
# As when its user logs in again: tmux has gone on.
sway_dies() {
	desk_sway_again KILL
	elsewhere_up
	attach beta
	attach alpha
	alpha=$REPLY
	desk_focus "$elsewhere"
}

# By name, how many; but shells, by one of which Sway starts what the test starts otherwise later.
processes() { user_processes "$DESK" | xargs -I{} cat /proc/{}/comm 2>/dev/null | grep -vx sh | sort | uniq -c; }

cards_since() { notifications_of "$notifications" "$1" | jq -s "[.[] | select(.summary | test(\"Claude\"))] | length"; }
told() { [ "$(cards_since "$since")" = "$1" ]; }
at_rest() {
	frames_say "$frames" claude '.state == "waiting"' && status_says claude '.state == "waiting"'
}
begin_turn() {
	desk_type alpha: "$1"
	wait_for 3 truth_is alpha working && wait_for 4 badge_says "$alpha" "$is_working"
}
# A fault may have shown the card of the turn again; a new server shows what the old one had.
since=
turn_with() {
	local fault=$1
	[ -z "$since" ] || told 1 || return # the one before
	begin_turn "${takes[$fault]:-3}" || return
	since=$(now_ms)
	pause
	"$fault"
	wait_for 10 truth_is alpha waiting && wait_for 5 at_rest || return
	wait_for 6 badge_says "$alpha" "$is_stopped" && badge_valid "$alpha" || return
	wait_for 6 told 1
}
no_badges() { [ -z "$(find -L "$(badge_directory)" -name '*.json')" ]; }
# With it the sessions end, by no accident of theirs. Others take their place.
tmux_dies() {
	local server
	begin_turn 30 || return
	server=$(desk_tmux display-message -p '#{pid}')
	since=$(now_ms)
	kill -KILL "$server"
	wait_for 6 no_badges && wait_for 3 desk_lacks_window alpha && wait_for 3 desk_lacks_window beta || return
	sleep 1
	told 0 || return
	since=
	sessions_up
	desk_focus "$elsewhere"
	turn_with pause
}
check_with() {
	case $1 in
	tmux_dies) check "nothing is told of sessions that end because tmux dies, and a turn of the next is" tmux_dies ;;
	*) check "a turn is told once, and on its badge, when ${1//_/ }" turn_with "$1" ;;
	esac
}

# shuffle SEED: all of them, in $order. A subshell's RANDOM would be another one.
shuffle() {
	mapfile -t order < <(printf '%s\n' "${every[@]}" |
		awk -v seed="$1" 'BEGIN { srand(seed) } { print rand(), $0 }' | sort | cut -d ' ' -f 2)
}

sessions_up
elsewhere_up
turn_with pause || :
held() {
	descriptors_of "$1"
	memory_of "$1"
}
held_by_both() { held "$collector_pid" && held "${agent_pid[$DESK]}"; }
mapfile -t before < <(held_by_both)
processes >"$EAM_TMP/processes"
for ((round = 0; round < rounds; round++)); do
	((round % ${#every[@]})) || shuffle "$RANDOM"
	check_with "${order[round % ${#every[@]}]}"
done
check "one more turn is told" turn_with pause
say "# the collector's ring was full $(grep -c 'had no room for' "$EAM_TMP/collector.log" || :) times"
only_two() { [ "$(find -L "$(badge_directory)" -name '*.json' | wc -l)" -le 2 ]; }
check "no badge is left over" only_two
check "nor a file half written" test -z "$(find -L "$(badge_directory)" -name '*.tmp*')"
no_others() { processes | diff "$EAM_TMP/processes" -; }
check "nor a process" wait_for 5 no_others
# What an allocator keeps differs a little from start to start.
bounded() {
	mapfile -t after < <(held_by_both)
	say "# descriptors and KiB of the collector, then of the agent: ${before[*]}, at the end ${after[*]}"
	[ "${after[0]}" -le $((before[0] + 1)) ] && [ "${after[1]}" -le $((before[1] + 256)) ] &&
		[ "${after[2]}" -le $((before[2] + 1)) ] && [ "${after[3]}" -le $((before[3] + 512)) ]
}
check "both hold as much as at the start" bounded
desk_type alpha: "0 exit"
desk_type beta: "0 exit"
check "and nothing stays when the sessions end" wait_for 5 no_badges
finish_run
