#!/bin/bash
# SPDX-License-Identifier: MIT
# The life of a notification: what it says of itself, one for each session, other panes of the same
# window, a notification server that goes and comes back.
# shellcheck source=tests/lib/desktop.sh
. "$(dirname "$0")/../lib/desktop.sh"

desktop_up life
calls_watch
desk_session alpha
alpha=$REPLY
claude_in alpha --declare state
desk_window elsewhere sleep 1000
elsewhere=$REPLY

desk_type alpha: 2
need "a turn is announced" wait_for 8 notifications_count_is 1
check "by the program's desktop entry" wait_for 3 hint desktop-entry '"ebpf-ai-monitor"$'
check "under a category" wait_for 3 hint category '"im.received"$'
check "at normal urgency" wait_for 3 hint urgency 'byte 1$'
check "with its agent's icon" wait_for 3 hint image-path "claude-code.svg\"$"
sleep 0.7
desk_shot finished
desk_type alpha: 2
check "the next turn withdraws it" wait_for 4 notifications_count_is 0
check "and brings another" wait_for 6 notifications_count_is 1
desk_type alpha: "2 approve"
wait_for 5 truth_is alpha waiting approval
check "an approval has one too" wait_for 6 notified "$notifications" '.summary | test("approval")'
check "and is the only one" wait_for 3 notifications_count_is 1
check "which is critical" wait_for 3 hint urgency 'byte 2$'
sleep 0.7
desk_shot attention

since=$(now_ms)
old=$(pgrep -x -U "$DESK" swaync)
kill -KILL "$old"
wait_for 5 process_gone "$old"
exec_desk_in swaync >/dev/null 2>&1 &
at_end "end_process $!"
check "a notification server that comes back shows it again" wait_for 6 notified \
	"$notifications" '.summary | test("approval")' "$since"
sleep 1
check "once" test "$(notifications_of "$notifications" "$since" | wc -l)" = 1
check "and only it" wait_for 3 notifications_count_is 1
desk_tmux send-keys -t alpha: y
check "the answer withdraws it there too" wait_for 5 notifications_count_is 0
wait_for 6 truth_is alpha waiting idle
desk_type alpha: 2
check "and the next turn is told" wait_for 6 notifications_count_is 1

desk_focus "$alpha"
check "which is withdrawn when it is seen" wait_for 3 notifications_count_is 0
desk_tmux split-window -t alpha:
desk_type alpha:0.0 2
wait_for 3 truth_is alpha working
wait_for 5 truth_is alpha waiting
check "a turn in another pane of the window that is looked at is told" wait_for 4 \
	notifications_count_is 1
desk_tmux select-pane -t alpha:0.0
desk_tmux send-keys -t alpha:0.0 -l 2
check "and withdrawn when that pane is gone to" wait_for 4 notifications_count_is 0

desk_focus "$elsewhere"
desk_type alpha:0.0 " crash"
check "a death is told" wait_for 6 notified "$notifications" '.summary | test("died")'
check "as an error" wait_for 3 hint category '"im.error"$'
check "at normal urgency" wait_for 3 hint urgency 'byte 1$'
sleep 0.7
desk_shot died
desk_focus "$alpha"
check "and withdrawn when it is seen" wait_for 3 notifications_count_is 0
finish_run
