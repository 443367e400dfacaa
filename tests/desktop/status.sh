#!/bin/bash
# SPDX-License-Identifier: MIT
# What an agent writes down about itself decides, at once and once; and all is told without it.
# shellcheck source=tests/lib/desktop.sh
. "$(dirname "$0")/../lib/desktop.sh"

LATE_MS=500 # after it was so, on a busy machine; the collector takes a second

desktop_up status
config=$EAM_TMP/agent.conf
watched=$EAM_TMP/watched
sessions_watch "$watched"
desk_session alpha
desk_session beta
desk_type beta: "export CLAUDE_CONFIG_DIR=$(desk_tmux_directory)/elsewhere"
claude_in alpha --status
desk_window elsewhere sleep 1000 # nobody looks

# told NAME-CONDITION SINCE-MS: when the agent told of such a session first.
told() {
	jq -rs "first(.[] | select(.at >= $2 and (.session | $1)) | .at) // empty" "$watched"
}
is_told() { [ -n "$(told "$1" "$2")" ]; }

# told_at_once WHAT SINCE-MS CONDITION: by the file, and long before the collector can.
told_at_once() {
	local late
	wait_for 4 is_told "$3" "$2" || :
	late=$(($(told "$3" "$2") - $2))
	say "# $1: $late ms after it was so"
	[ "$late" -ge -50 ] && [ "$late" -le "$LATE_MS" ]
}
by_file='.reason == "status-file"'

# one_card SINCE-MS CONDITION: that, and after the collector has caught up still nothing else.
one_card() {
	wait_for 4 notified "$notifications" "$2" "$1" || return
	wait_for 4 frames_say "$frames" claude '.state == "waiting"'
	sleep 1
	[ "$(notifications_of "$notifications" "$1" | wc -l)" = 1 ]
}

# turn SESSION LINE: types it, and waits for the work to begin and end.
turn() {
	desk_type "$1:" "$2"
	wait_for 3 truth_is "$1" working
	wait_for 9 truth_is "$1" waiting
	since=$(truth_at "$1" waiting)
}

turn alpha 3
check "a begin is told at once" told_at_once begin "$(truth_at alpha working)" \
	".state == \"working\" and $by_file"
check "an end is told at once" told_at_once end "$since" \
	".state == \"waiting\" and .kind == \"finished\" and $by_file"
check "the end by one card" one_card "$since" '.summary == "Claude Code finished"'

turn alpha "2 approve"
check "an approval that stands still is told at once" told_at_once approval "$since" \
	".kind == \"attention\" and $by_file"
check "the approval by one card" one_card "$since" '.summary == "Claude Code needs approval"'
desk_tmux send-keys -t alpha: y
wait_for 4 truth_is alpha waiting idle
since=$(now_ms)
turn alpha "2 question"
check "so is a question" one_card "$since" '.summary == "Claude Code needs approval"'
desk_tmux send-keys -t alpha: y
wait_for 4 truth_is alpha waiting idle

turn alpha "2 shell"
check "a command that goes on is on the card" one_card "$since" \
	'.summary == "Claude Code finished" and
	(.body | endswith("\nA command still runs in the background"))'
check "and on the bus" status_says claude '.background == true'
sleep 0.5
desk_shot status-shell

desk_type alpha: crash
wait_for 4 truth_is alpha exited
check "a file that stays behind keeps nobody alive" wait_for 3 is_told '.state == "exited"' 0

claude_in beta --status
sleep 1 # what is typed before it has rested belongs to its start
turn beta 3
check "the folder may be another" told_at_once end "$since" \
	".state == \"waiting\" and .kind == \"finished\" and $by_file"

printf '[notifications]\nmin-turn-ms=1000\n[sessions]\nstatus-files=false\n' >"$config"
not_by_file() { status_says claude '.reason != "status-file"'; }
check "a setting switches it off" wait_for 3 not_by_file
# The collector, which knows no end of a turn that soon, shall have seen the one before.
wait_for 4 frames_say "$frames" claude '.state == "waiting" and .kind_reason'
turn beta 3
check "the end is told without it" wait_for 3 is_told '.state == "waiting" and .reason == "quiet"' \
	"$since"
check "the end without it by one card" one_card "$since" '.summary | test("^Claude Code")'
printf '[notifications]\nmin-turn-ms=1000\n' >"$config"
by_file_again() { status_says claude "$by_file"; }
check "and on again" wait_for 3 by_file_again
finish_run
