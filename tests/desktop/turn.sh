#!/bin/bash
# SPDX-License-Identifier: MIT
# A turn, an approval, a turn that is looked at: from the terminal to the screen.
# shellcheck source=tests/lib/desktop.sh
. "$(dirname "$0")/../lib/desktop.sh"

desktop_up turn
desk_session alpha
alpha=$REPLY
desk_session beta
beta=$REPLY
claude_in alpha
codex_in beta --declare state
desk_window elsewhere sleep 1000 # neither is looked at

bar=$(desk_tmux_directory)/bar
# shellcheck disable=SC2016
desk_run sh -c 'exec "$0" bar >"$1"' "$EAM_TMP/bin/ebpf-ai-monitor" "$bar"
bar_is() { [[ $(tail -n 1 "$bar") == *"$1"* ]]; }

finished='.type == "session" and .name == "claude" and .state == "waiting" and .kind == "finished"'
blocked='.type == "session" and .state == "waiting" and .kind == "attention"'

turn_works() {
	desk_type alpha: "$1"
	wait_for 3 truth_is alpha working
	wait_for 3 frames_say "$frames" claude '.state == "working"'
	in_time "working on the socket" "$(truth_at alpha working)" \
		"$(frames_at "$frames" '.state? == "working" and .name == "claude"' \
			"$(truth_at alpha working)")"
}

need "work shows on the socket" turn_works 4
check "and on the badge of its window" badge_is "$alpha" "$is_working"
check "and in a bar" wait_for 2 bar_is "… 1"
check "the badge has the agent's icon" badge_says "$alpha" '.source == "claude-code"'
wait_for 6 truth_is alpha waiting
check "its end is told in time" told_in_time "$(truth_at alpha waiting)" "$alpha" "$finished" \
	'.summary | test("Claude")'
check "the badge rings" badge_is "$alpha" "$is_bell"
check "the notification is there" wait_for 2 notifications_count_is 1
check "and is the only one so far" test "$(notifications_of "$notifications" 0 | wc -l)" = 1

need "the next turn works" turn_works "2 approve blink"
check "which withdraws the notification" wait_for 2 notifications_count_is 0
check "and shows on the badge" badge_is "$alpha" "$is_working"
wait_for 4 truth_is alpha waiting approval
since=$(truth_at alpha waiting approval)
check "an approval that blinks is told in time" told_in_time "$since" "$alpha" "$blocked" \
	'.summary | test("approval")'
check "a bar shows it" wait_for 2 bar_is "‼ alpha"
check "the badge rings for it" badge_is "$alpha" "$is_bell"
desk_tmux send-keys -t alpha: y
check "the answer withdraws it" wait_for 3 notifications_count_is 0

desk_type beta: "2 approve"
wait_for 4 truth_is beta waiting approval
since=$(truth_at beta waiting approval)
check "a declared approval is told in time" told_in_time "$since" "$beta" \
	"$blocked and .reason == \"declared\"" '.summary | test("Codex.*approval")'
check "on the badge of its own window" badge_is "$beta" "$is_bell and .source == \"codex\""
desk_tmux send-keys -t beta: y

desk_focus "$alpha"
wait_for 5 truth_is alpha waiting
since=$(now_ms)
turn_works 2 >/dev/null
wait_for 5 truth_is alpha waiting
wait_for 4 frames_say "$frames" claude '.state == "waiting"'
sleep 1
not_announced() { ! notified "$notifications" '.summary | test("Claude")' "$since"; }
check "a turn that was looked at is not announced" not_announced
at_rest() { badge_gone "$alpha" || badge_is "$alpha" '.needs_attention == false'; }
check "nor does its badge ring" at_rest
check "readers never saw half a badge" badges_atomic "$badges"
finish_run
