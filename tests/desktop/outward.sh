#!/bin/bash
# SPDX-License-Identifier: MIT
# Which window, where other programs make the terminal that the agent runs in.
# shellcheck source=tests/lib/desktop.sh
. "$(dirname "$0")/../lib/desktop.sh"

for command in script expect python3; do
	command -v "$command" >/dev/null || skip_all "$command is not installed"
done
desktop_up outward
desk_terminal plain
plain=$REPLY
desk_terminal right
right=$REPLY
tmux="tmux -f /dev/null"
desk_do right "$tmux new-session -s alpha"
wait_for 10 desk_tmux has-session -t =alpha 2>/dev/null
truth_up it
claude="$EAM_TMP/bin/claude --truth $(truth_file it)"
commands=$EAM_TMP/commands
install -d -m 755 "$commands"

# program NAME LINE...: a program, so that none has to be quoted in another.
program() {
	local name=$1
	shift
	printf '%s\n' "#!/bin/sh" "$@" >"$commands/$name"
	chmod 755 "$commands/$name"
}
# What ssh, docker exec and the like do with a terminal.
program spawn "exec python3 -c 'import pty, sys; pty.spawn(sys.argv[1:])' \"\$@\""

# runs LINE: it runs the agent, in the plain window, or else in the pane.
runs() {
	desk_do plain "$1"
	begins "$1"
}
runs_in_pane() {
	desk_type alpha: "$1"
	begins "$1"
}
begins() {
	wait_for 10 frames_say "$frames" claude '.state == "waiting"' || fail "no claude in: $1"
}
gone() { ! status_says claude true; }
ends() {
	kill -HUP "$(frames_last "$frames" claude | jq .pid)"
	wait_for 5 frames_say "$frames" claude '.state == "exited"'
	wait_for 5 gone
}
# in_plain HOW LINE, in_pane HOW LINE
in_plain() {
	runs "$2"
	check "$1, in a terminal: its window" wait_for 5 is_in claude "$plain"
	ends
}
in_pane() {
	runs_in_pane "$2"
	check "$1, in a pane: the window that shows it" wait_for 5 is_in claude "$right"
	check "$1, in a pane: the pane" status_says claude '.tmux == "alpha:0.0"'
	ends
}

program scripted "exec script -qc '$claude' /dev/null"
in_plain script "$commands/scripted"
in_pane script "$commands/scripted"
program expected "exec expect -c 'spawn -noecho $claude; interact'"
in_plain expect "$commands/expected"
in_pane expect "$commands/expected"
in_plain "a program like ssh" "$commands/spawn $claude"
in_pane "a program like ssh" "$commands/spawn $claude"
finish_run
