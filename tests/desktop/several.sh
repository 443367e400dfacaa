#!/bin/bash
# SPDX-License-Identifier: MIT
# Several sessions in one window: one badge, which shows what needs its user most.
# shellcheck source=tests/lib/desktop.sh
. "$(dirname "$0")/../lib/desktop.sh"

desktop_up several gemini
desk_session alpha
alpha=$REPLY
desk_tmux split-window -t alpha:
desk_tmux split-window -t alpha:
desk_window elsewhere sleep 1000
python3 "$EAM_SOURCE/tests/lib/read_badges.py" --watch "$(badge_directory)" >"$EAM_TMP/reader" &
reader=$!
at_end "end_process $reader"

# in_pane NUMBER NAME [OPTION...]: the stand-in, its truth under its own name.
in_pane() {
	local pane=$1 name=$2
	shift 2
	truth_up "$name"
	desk_type "alpha:0.$pane" "$EAM_TMP/bin/$name --truth $(truth_file "$name") $*"
	wait_for 10 frames_say "$frames" "$name" '.state == "waiting"' || fail "no $name in pane $pane"
}
in_pane 0 claude
in_pane 1 codex --declare state
in_pane 2 gemini --declare state

status_is() {
	[ "$(status_json | jq -r 'sort_by(.name) | map(.name + " " + .state +
		(if .kind == "attention" then "!" else "" end)) | join(", ")')" = "$1" ]
}
shows() { wait_for 4 badge_says "$alpha" "$1" && badge_valid "$alpha"; }

desk_type alpha:0.2 2
wait_for 4 truth_is gemini working
desk_type alpha:0.0 14
check "one works: the window works" shows "$is_working"
wait_for 6 truth_is gemini waiting
check "working goes before finished" wait_for 3 status_is "claude working, codex waiting, gemini waiting"
check "on the badge" shows "$is_working and .source == \"claude-code\""
desk_type alpha:0.1 "1 approve"
wait_for 4 truth_is codex waiting approval
check "attention goes before working" shows "$is_bell and .source == \"codex\""
check "status has all three" status_is "claude working, codex waiting!, gemini waiting"
check "there is one badge" test "$(ls "$(badge_directory)")" = "$alpha.json"
desk_tmux send-keys -t alpha:0.1 y
check "answered: working again" shows "$is_working"
wait_for 6 truth_is codex waiting
wait_for 14 truth_is claude waiting
check "all have finished: it rings" shows "$is_bell"
check "for each stop" wait_for 3 badge_says "$alpha" '.count >= 3'
desk_type alpha:0.0 "0 exit"
check "one ends: status has the others" wait_for 3 status_is "codex waiting, gemini waiting"
check "the badge too" shows "$is_bell and .source != \"claude-code\""

end_process "$reader"
check "the strictest reader never tripped" test ! -s "$EAM_TMP/reader"
[ ! -s "$EAM_TMP/reader" ] || sed 's/^/# /' "$EAM_TMP/reader"
finish_run
