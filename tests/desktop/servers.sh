#!/bin/bash
# SPDX-License-Identifier: MIT
# Other notification servers take SwayNC's place, and each other's.
# shellcheck disable=SC2154
# shellcheck source=tests/lib/desktop.sh
. "$(dirname "$0")/../lib/desktop.sh"

# What its user's click on the latest is called there.
declare -A click=([mako]="makoctl invoke" [dunst]="dunstctl action 0")
for command in "${!click[@]}"; do
	command -v "$command" >/dev/null || skip_all "$command is not installed"
done
desktop_up servers
desk_session alpha
alpha=$REPLY
claude_in alpha --declare state
desk_window elsewhere sleep 1000
elsewhere=$REPLY

title='.summary == "Claude Code finished"'
turn() {
	desk_focus "$elsewhere"
	since=$(now_ms)
	desk_type alpha: 2
	wait_for 8 notified "$notifications" "$title" "$since"
}
shown_since() { notifications_of "$notifications" "$1" | jq -s "map(select($title)) | length"; }
closed_since() { jq -es "any(.call == \"NotificationClosed\" and .at >= $1)" "$notifications" >/dev/null; }

need "SwayNC shows a turn" turn
old=swaync
for server in mako dunst; do
	pid=$(pgrep -x -U "$DESK" "$old")
	since=$(now_ms)
	kill -KILL "$pid"
	wait_for 5 process_gone "$pid"
	exec_desk_in "$server" >>"$EAM_TMP/desk-$DESK/log" 2>&1 &
	at_end "end_process $!"
	check "$server in the place of $old shows it again" wait_for 6 notified "$notifications" \
		"$title" "$since"
	sleep 1
	check "once" test "$(shown_since "$since")" = 1
	since=$(now_ms)
	read -ra words <<<"${click[$server]}"
	desk_in timeout 5 "${words[@]}"
	check "a click there goes to the session" wait_for 3 desk_focused_is "$alpha"
	check "and takes it off the screen" wait_for 3 closed_since "$since"
	need "another turn is told" turn
	since=$(now_ms)
	desk_focus "$alpha"
	check "and withdrawn when it is seen" wait_for 3 closed_since "$since"
	need "and a third" turn
	old=$server
done
finish_run
