#!/bin/bash
# SPDX-License-Identifier: MIT
# From the notification to the very pane, with the keyboard: the notification's own action.
# shellcheck source=tests/lib/desktop.sh
. "$(dirname "$0")/../lib/desktop.sh"

desktop_up click
desk_session alpha
alpha=$REPLY
desk_tmux split-window -t alpha:
desk_tmux select-pane -t alpha:0.0
claude_in alpha
desk_tmux new-window -t alpha:
desk_in swaymsg -q workspace 2
desk_window elsewhere sleep 1000
elsewhere=$REPLY

pane() { desk_tmux display-message -p -t alpha: '#{window_index}.#{pane_index}'; }
arrived() { [ "$(desk_focused)" = "$alpha" ] && [ "$(pane)" = 0.0 ]; }

desk_tmux send-keys -t alpha:0.0 -l 2
desk_tmux send-keys -t alpha:0.0 Enter
need "a turn is announced" wait_for 8 notifications_count_is 1
desk_tmux select-pane -t alpha:0.1
desk_tmux select-window -t alpha:1
need "the user is elsewhere" test "$(desk_focused) $(pane)" = "$elsewhere 1.0"
desk_in timeout 5 swaync-client -op
desk_in timeout 10 wtype -s 500 -k Return
invoked() { jq -es 'any(.call == "ActionInvoked")' "$notifications" >/dev/null; }
need "the key invokes the action" wait_for 3 invoked
check "which goes to the window and the pane" wait_for 3 arrived
check "and the notification is gone" wait_for 3 notifications_count_is 0
finish_run
