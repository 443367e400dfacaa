#!/bin/bash
# SPDX-License-Identifier: MIT
# One terminal process with several windows: which of them, and what if nothing says so.
# shellcheck disable=SC2034,SC2154
# shellcheck source=tests/lib/desktop.sh
. "$(dirname "$0")/../lib/desktop.sh"

for command in footclient alacritty kitty; do
	command -v "$command" >/dev/null || skip_all "$command is not installed"
done
desktop_up shared gemini qwen copilot opencode

# plain NAME AGENT: the stand-in right in the shell of that window.
plain() {
	truth_up "$1"
	desk_do "$1" "$EAM_TMP/bin/$2 --truth $(truth_file "$1")"
	wait_for 10 frames_say "$frames" "$2" '.state == "waiting"' || fail "no $2 in $1"
}

foot_up() {
	socket=$(desk_tmux_directory)/foot.sock
	desk_run foot --server="$socket"
	wait_for 10 test -S "$socket" || fail "foot --server did not start"
}
foot_window() {
	desk_commands "$1"
	desk_run footclient --server-socket="$socket" --app-id="$1" -- "${desk_reader[@]}"
	desk_wait_window "$1"
}
ambiguous_between() {
	status_says "$1" ".place == \"ambiguous\" and (.candidates | sort) == ([$2, $3] | sort)"
}
of_one_process() {
	[ "$(desk_tree | jq "[.. | objects | select(.id == $1 or .id == $2) | .pid] | unique |
		length")" = 1 ]
}

foot_up
foot_window one
one=$REPLY
truth_up direct
desk_run footclient --server-socket="$socket" --app-id=direct -- \
	"$EAM_TMP/bin/opencode" --truth "$(truth_file direct)"
desk_wait_window direct
check "foot --server: run right in a second window" wait_for 5 is_in opencode "$REPLY"
kill -HUP "$(frames_last "$frames" opencode | jq .pid)"
wait_for 4 desk_lacks_window direct
foot_window two
two=$REPLY
need "foot --server: both windows are one process's" of_one_process "$one" "$two"
plain one claude
plain two codex
check "foot --server: born with its window, the first" wait_for 3 is_in claude "$one"
check "foot --server: born with its window, the second" wait_for 3 is_in codex "$two"
agent_down
agent_up --config "$EAM_TMP/agent.conf"
check "still known after the agent has been started anew" wait_for 4 is_in claude "$one"
check "both" wait_for 4 is_in codex "$two"

agent_down
sed -i 1s/.*/1-1/ "$(user_runtime "$DESK")/ebpf-ai-monitor/windows"
agent_up --config "$EAM_TMP/agent.conf"
check "learned of another Sway only: ambiguous, with the candidates" wait_for 4 ambiguous_between claude "$one" "$two"
check "both" wait_for 4 ambiguous_between codex "$one" "$two"
no_badges() { [ -z "$(ls "$(badge_directory)")" ]; }
check "without a badge on a guess" no_badges
says_so() { desk_in "$EAM_TMP/bin/ebpf-ai-monitor" status --pretty | grep -q " Claude.* $one.*$two"; }
check "status says which it may be" says_so
desk_focus "$one"
check "a candidate that its user chooses is gone to" agent_call FocusWindow \
	"$(session_id claude)" "int64 $two"
check "and has the focus" test "$(desk_focused)" = "$two"
not_chosen() { ! agent_call FocusWindow "$(session_id claude)" "int64 999"; }
check "another window is none to choose" not_chosen

sleep 3 # what a new session gets may be its terminal's answer
desk_focus "$one"
sleep 1
desk_key "$one" ab
check "typed into: learned" wait_for 3 is_in claude "$one"
check "of the other nothing follows" ambiguous_between codex "$one" "$two"
desk_focus "$two"
sleep 1
desk_key "$two" ab
check "typed into the other: learned" wait_for 3 is_in codex "$two"

# input_to NAME: as if typed there, wherever the focus is.
input_to() {
	python3 -c 'import fcntl, os, sys, termios
fcntl.ioctl(os.open(sys.argv[1], os.O_RDWR | os.O_NOCTTY), termios.TIOCSTI, b"x")' "$1"
}
claude_tty=/dev/$(frames_last "$frames" claude | jq -r .tty)
input_to "$claude_tty"
check "contradicted: dropped" wait_for 3 ambiguous_between claude "$one" "$two"
check "the badge too" wait_for 2 badge_gone "$one"
for _ in 1 2 3; do
	sleep 0.7
	input_to "$claude_tty"
done
check "the contradiction alone teaches nothing" ambiguous_between claude "$one" "$two"
desk_focus "$one"
sleep 1
desk_key "$one" ab
check "typed into again: learned again" wait_for 3 is_in claude "$one"
agent_kill
agent_up --config "$EAM_TMP/agent.conf"
check "still known after the agent was killed" wait_for 4 is_in claude "$one"

# tmux in such windows.
foot_window three
three=$REPLY
agent_down
rm "$(user_runtime "$DESK")/ebpf-ai-monitor/windows"
agent_up --config "$EAM_TMP/agent.conf"
desk_tmux new-session -d -s alpha
stand_in_at gemini alpha
desk_do three "tmux -f /dev/null attach -t alpha"
ambiguous() { status_says "$1" '.place == "ambiguous" and .window == 0'; }
check "tmux in one of them: ambiguous" wait_for 4 ambiguous gemini
sleep 3
desk_focus "$one"
sleep 2
desk_tmux send-keys -t alpha: x
sleep 1.5
check "what a script types is no evidence" ambiguous gemini
desk_focus "$three"
sleep 2
desk_key "$three" ab
check "what its user types is" wait_for 4 is_in gemini "$three"
rm "$(user_runtime "$DESK")/ebpf-ai-monitor/windows"
agent_kill
desk_tmux set-option -g set-titles on
# shellcheck disable=SC2016
desk_tmux set-option -g set-titles-string 'the #{session_name}'
agent_up --config "$EAM_TMP/agent.conf"
check "the title that tmux sets tells" wait_for 4 is_in gemini "$three"

alacritty_window() {
	desk_commands "$1"
	if [ -S "$socket" ]; then
		desk_run alacritty msg --socket "$socket" create-window --class "$1" \
			-e "${desk_reader[@]}"
	else
		desk_run env LIBGL_ALWAYS_SOFTWARE=1 alacritty --socket "$socket" --class "$1" \
			-e "${desk_reader[@]}"
	fi
	desk_wait_window "$1"
}
kitty_window() {
	desk_commands "$1"
	desk_run env LIBGL_ALWAYS_SOFTWARE=1 kitty -1 --instance-group "$name" --class "$1" \
		-o allow_remote_control=yes --listen-on "unix:$socket" "${desk_reader[@]}"
	desk_wait_window "$1"
}

# is_seen AGENT WINDOW: there, or nowhere.
is_seen() { status_says "$1" ".window == $2 or (.window == 0 and .place == \"ambiguous\")"; }
born_with() { wait_for 3 is_in "$1" "$first" && wait_for 3 is_in "$2" "$second"; }

# windows_of PROGRAM AGENT AGENT: in two windows of one process, $first and $second, under $name.
windows_of() {
	name=$1$((tries += 1))
	socket=$(desk_tmux_directory)/$name.sock
	"$1_window" "$name-one"
	first=$REPLY
	"$1_window" "$name-two"
	second=$REPLY
	need "$1: both windows are one process's" of_one_process "$first" "$second"
	plain "$name-one" "$2"
	plain "$name-two" "$3"
}

# two_of PROGRAM AGENT AGENT: a machine that is busy may part a window from its shell by seconds;
# that makes it ambiguous and never wrong, and has another chance.
two_of() {
	windows_of "$@"
	if ! born_with "$2" "$3"; then
		check "$1: nothing is claimed that is not so" is_seen "$2" "$first"
		check "$1: nor of the second" is_seen "$3" "$second"
		desk_in swaymsg -q "[con_id=$first] kill; [con_id=$second] kill"
		wait_for 5 desk_lacks_window "$name-one" && wait_for 5 desk_lacks_window "$name-two"
		windows_of "$@"
	fi
	check "$1: born with its window, the first" wait_for 3 is_in "$2" "$first"
	check "$1: born with its window, the second" wait_for 3 is_in "$3" "$second"
	desk_do "$name-one" true
	desk_in swaymsg -q "[con_id=$second] kill"
	check "$1: the other window closes, this one stays" wait_for 4 is_in "$2" "$first"
}
tries=0
two_of alacritty qwen copilot
for name in claude codex; do
	kill -HUP "$(frames_last "$frames" "$name" | jq .pid)"
done
two_of kitty opencode claude

# What runs already can be taken to a window of its own, which nothing tells.
remote() { desk_in timeout 5 kitty @ --to "unix:$socket" "$@" >/dev/null; }
desk_do "$name-one" "$EAM_TMP/bin/opencode --truth $(truth_file "$name-one")"
wait_for 5 is_in opencode "$first"
remote launch --type=tab sleep 1000
remote detach-tab --match "cmdline:do-$name-one"
check "kitty: taken to another window: no longer claimed in the old one" wait_for 4 ambiguous opencode
finish_run
