#!/bin/bash
# SPDX-License-Identifier: MIT
# Which window, as Sway has it: floating, in the scratchpad, of XWayland; another Sway.
# shellcheck disable=SC2034,SC2154
# shellcheck source=tests/lib/desktop.sh
. "$(dirname "$0")/../lib/desktop.sh"

for command in Xwayland xterm; do
	command -v "$command" >/dev/null || skip_all "$command is not installed"
done
desktop_up sway
desk_session alpha
alpha=$REPLY
claude_in alpha
desk_window elsewhere sleep 1000
elsewhere=$REPLY
need "tiled" wait_for 3 is_in claude "$alpha"

# goes_there NAME CONTAINER: the agent takes its user there.
goes_there() {
	desk_focus "$elsewhere"
	agent_call Focus "$(session_id "$1")" && [ "$(desk_focused)" = "$2" ]
}
type_of() { desk_tree | jq -r ".. | objects | select(.id == $1) | .type"; }
rings_at() {
	desk_focus "$elsewhere"
	desk_type "$1:" 2
	wait_for 4 truth_is "$1" working
	wait_for 6 truth_is "$1" waiting
	badge_is "$2" "$is_bell"
}

desk_in swaymsg -q "[con_id=$alpha] floating enable"
need "floating" test "$(type_of "$alpha")" = floating_con
check "floating: there" is_in claude "$alpha"
check "floating: its turn rings" rings_at alpha "$alpha"
check "floating: gone to" goes_there claude "$alpha"
desk_in swaymsg -q "[con_id=$alpha] move scratchpad"
check "in the scratchpad: there" wait_for 3 is_in claude "$alpha"
on_scratchpad() { status_says claude '.workspace == "__i3_scratch"'; }
check "status names the scratchpad" wait_for 3 on_scratchpad
check "in the scratchpad: its turn rings" rings_at alpha "$alpha"
check "in the scratchpad: gone to" goes_there claude "$alpha"
desk_in swaymsg -q "[con_id=$alpha] move to workspace 7, floating disable"
on_workspace() { status_says claude '.workspace == "7"'; }
check "moved to another workspace: status says so" wait_for 3 on_workspace
check "gone to there" goes_there claude "$alpha"

xterm_up() {
	desk_commands xterm
	# Only what Sway starts has its DISPLAY.
	printf '%q ' xterm -name xterm -e "${desk_reader[@]}" >"$EAM_TMP/xterm.sh"
	desk_in swaymsg -q exec "exec sh $EAM_TMP/xterm.sh"
	desk_wait_window xterm
}
xterm_up
xterm=$REPLY
of_xwayland() { [ "$(desk_tree | jq -r ".. | objects | select(.id == $xterm) | .shell")" = xwayland ]; }
need "a window of XWayland" of_xwayland
truth_up xterm
desk_do xterm "$EAM_TMP/bin/codex --truth $(truth_file xterm)"
check "XWayland: there" wait_for 5 is_in codex "$xterm"
check "XWayland: gone to" goes_there codex "$xterm"

# Another Sway uses the same ids anew; the tmux server lives on, its clients don't.
desk_sway_again TERM
check "Sway ended and started: known, in no window" wait_for 6 is_nowhere claude detached
check "without a badge" wait_for 3 badge_gone "$alpha"
desk_window padding sleep 1000
desk_window again tmux -f /dev/null attach -t alpha
again=$REPLY
check "attached in the new Sway: there" wait_for 6 is_in claude "$again"
desk_sway_again KILL
check "Sway killed: known, in no window" wait_for 6 is_nowhere claude detached
desk_window third tmux -f /dev/null attach -t alpha
check "attached in the next: there" wait_for 6 is_in claude "$REPLY"
finish_run
