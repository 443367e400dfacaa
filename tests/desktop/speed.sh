#!/bin/bash
# SPDX-License-Identifier: MIT
# From the truth to the notification on the screen, at default settings.
# shellcheck source=tests/lib/desktop.sh
. "$(dirname "$0")/../lib/desktop.sh"

SESSIONS=10
GAP=1.1 # never so many at once that they become one

desktop_up speed
agent_down
agent_up
desk_session alpha
for ((i = 0; i < SESSIONS; i++)); do
	truth_up $i
	[ $i = 0 ] || desk_tmux new-window -t alpha:
	desk_type alpha:$i "$EAM_TMP/bin/claude --truth $(truth_file $i)"
done
desk_window elsewhere sleep 1000
need "the sessions wait" wait_for 20 frames_wait "$frames" claude $SESSIONS

# late SESSION: how long after the truth its notification came, in ms; nothing where it did not.
late() {
	local since at
	since=$(truth_at "$1" waiting)
	at=$(notified_at "$notifications" ".body | contains(\"alpha:$1.0\")" "$since")
	[ -z "$at" ] || say $((at - since))
}

since=$(now_ms)
desk_type alpha:0 3
for ((i = 1; i < SESSIONS; i++)); do
	desk_type alpha:$i 6
	sleep $GAP
done
for ((i = 0; i < SESSIONS; i++)); do
	wait_for 8 truth_is $i waiting
done
sleep 2
for ((i = 1; i < SESSIONS; i++)); do
	late $i
done | sort -n >"$EAM_TMP/late"
count=$(wc -l <"$EAM_TMP/late")
nth() { sed -n "$(((count * $1 + 99) / 100))p" "$EAM_TMP/late"; }
check "a turn of three seconds is not worth telling" test -z "$(late 0)"
check "every longer one is told" test "$count" = $((SESSIONS - 1))
say "# truth to screen, ms, $count turns: min $(nth 1), median $(nth 50), p90 $(nth 90), max $(nth 100)"
check "each within two seconds" test "$(nth 100)" -le "$PROMISE_MS"
finish_run
