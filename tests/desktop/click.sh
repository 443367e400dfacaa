#!/bin/bash
# SPDX-License-Identifier: MIT
# From the notification to the very pane: by the keyboard, by a click on the text, by the button.
# And where there is no such place any more, or several may be meant.
# shellcheck source=tests/lib/desktop.sh
. "$(dirname "$0")/../lib/desktop.sh"

# Where SwayNC shows the newest notification: its text, its one button.
declare -A top=([text]="1030 48" [button]="1030 114")
# The right one of two below more text.
right="1149 124"

[ -x "$EAM_BUILD/tests/pointer/click" ] ||
	skip_all "built without a pointer; install libwayland-dev and libwayland-bin, and build again"
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
invoked_since() {
	jq -es "any(.call == \"ActionInvoked\" and .at >= $1)" "$notifications" >/dev/null
}

# click_at "X Y": a pointer that has just come may not be heard the first time.
click_at() {
	local from x y
	read -r x y <<<"$1"
	from=$(now_ms)
	desk_click "$x" "$y"
	wait_for 2 invoked_since "$from" || desk_click "$x" "$y"
}

# turn_elsewhere: the session ends a turn while its user is in another workspace, window and pane.
turn_elsewhere() {
	desk_focus "$elsewhere"
	desk_tmux send-keys -t alpha:0.0 -l 2
	desk_tmux send-keys -t alpha:0.0 Enter
	wait_for 8 notifications_count_is 1
	desk_tmux select-pane -t alpha:0.1
	desk_tmux select-window -t alpha:1
	sleep 0.5 # for SwayNC to have slid it in
	[ "$(desk_focused) $(pane)" = "$elsewhere 1.0" ]
}

need "a turn is announced, its user elsewhere" turn_elsewhere
since=$(now_ms)
desk_in timeout 5 swaync-client -op
desk_in timeout 10 wtype -s 500 -k Return
need "the key invokes the action" wait_for 3 invoked_since "$since"
check "which goes to the workspace, the window and the pane" wait_for 3 arrived
check "and the notification is gone" wait_for 3 notifications_count_is 0
desk_in timeout 5 swaync-client -cp

for place in text button; do
	need "another turn is announced" turn_elsewhere
	since=$(now_ms)
	click_at "${top[$place]}"
	need "a click on the $place invokes the action" wait_for 3 invoked_since "$since"
	check "which goes to the workspace, the window and the pane" wait_for 3 arrived
	check "and the notification is gone" wait_for 3 notifications_count_is 0
done

need "a turn is announced before its agent is killed" turn_elsewhere
agent_kill
agent_up --config "$EAM_TMP/agent.conf"
wait_for 4 status_says claude '.place == "found"'
since=$(now_ms)
click_at "${top[text]}"
need "a click on what it left is heard by the next" wait_for 3 invoked_since "$since"
check "which goes there" wait_for 3 arrived
check "and takes it off the screen" wait_for 3 notifications_count_is 0

need "a turn is announced before its window goes" turn_elsewhere
desk_tmux detach-client -s alpha
sleep 0.5
since=$(now_ms)
click_at "${top[button]}"
check "a click then says why it goes nowhere" wait_for 3 notified "$notifications" \
	'.body | contains("Claude Code\nalpha:0.0\nNo window shows its tmux session")' "$since"
check "and the user stays where he is" test "$(desk_focused)" = "$elsewhere"
desk_shot failure
desk_in timeout 5 swaync-client -C

# Two windows of one process, opened while nobody watched.
agent_down
exec_desk_in foot --server="$EAM_TMP/desk-$DESK/tmux/foot" >>"$EAM_TMP/desk-$DESK/log" 2>&1 &
at_end "end_process $!"
wait_for 5 test -S "$EAM_TMP/desk-$DESK/tmux/foot"
truth_up twin
desk_in swaymsg -q workspace 3
for twin in one two; do
	exec_desk_in footclient --server-socket="$EAM_TMP/desk-$DESK/tmux/foot" --app-id=$twin \
		--title="window $twin" -- bash -c "until [ -e $EAM_TMP/go ]; do sleep 0.1; done
		[ $twin = one ] || exec $EAM_TMP/bin/codex --truth $(truth_file twin) \
			--declare state -e 'work 1500; approve; loop'; sleep 1000" &
	at_end "end_process $!"
	need "a window $twin" wait_for 5 desk_has_window $twin
done
desk_focus "$elsewhere"
agent_up --config "$EAM_TMP/agent.conf"
since=$(now_ms)
touch "$EAM_TMP/go"
need "an approval in one of two windows is announced" wait_for 8 notified "$notifications" \
	'.summary == "Codex needs approval"' "$since"
sleep 0.5
click_at "${top[button]}"
need "a click asks which window is meant" wait_for 3 notified "$notifications" \
	'.summary == "Which window shows Codex?"' "$since"
sleep 0.7
desk_shot choice
check "and goes nowhere by itself" test "$(desk_focused)" = "$elsewhere"
click_at "$right"
check "the window that is chosen is gone to" wait_for 3 desk_focused_is \
	"$(desk_container two)"
check "nothing is left on the screen" wait_for 3 notifications_count_is 0
finish_run
