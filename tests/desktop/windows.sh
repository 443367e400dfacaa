#!/bin/bash
# SPDX-License-Identifier: MIT
# Which window: with tmux and without, two panes in one window, detached and attached elsewhere.
# shellcheck source=tests/lib/desktop.sh
. "$(dirname "$0")/../lib/desktop.sh"

desktop_up windows
desk_session alpha
alpha=$REPLY
claude_in alpha
truth_up plain
desk_window plain "$EAM_TMP/bin/codex" --truth "$(truth_file plain)" -e \
	'silent 1500; work 4000; prompt; loop'
plain=$REPLY
desk_window elsewhere sleep 1000

check "a session right in a terminal window has its badge there" badge_is "$plain" \
	'.state == "working" and .source == "codex"'
check "apart from the one in tmux" badge_is "$alpha" '.source == "claude-code"'
check "and rings when it waits" wait_for 8 badge_says "$plain" "$is_bell"

desk_tmux split-window -t alpha:
truth_up second
desk_type alpha: "$EAM_TMP/bin/claude --truth $(truth_file second)"
wait_for 5 truth_is second waiting
sleep 1
desk_type alpha:0.1 3
check "two in one window: one works, the window works" wait_for 4 badge_says "$alpha" "$is_working"
check "with one badge" badge_valid "$alpha"
wait_for 5 truth_is second waiting
check "both wait, it rings" wait_for 4 badge_says "$alpha" "$is_bell"
desk_type alpha:0.1 "0 exit"
check "one ends, the other's badge stays" wait_for 4 badge_is "$alpha" "$is_stopped"

desk_tmux detach-client -s alpha
check "detached, it is in no window" wait_for 4 badge_gone "$alpha"
desk_window again tmux -f /dev/null attach-session -t alpha
check "attached in another, its badge is there" wait_for 4 badge_says "$REPLY" \
	'.source == "claude-code"'
finish_run
