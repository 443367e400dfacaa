# SPDX-License-Identifier: MIT
# shellcheck shell=bash disable=SC2154
# Agents that run inside of something else: in the windows $plain and, in its tmux session alpha, $right.

# shellcheck source=tests/lib/desktop.sh
. "$(dirname "${BASH_SOURCE[0]}")/desktop.sh"

inside_begins_s=10

# begins AGENT LINE
begins() {
	wait_for "$inside_begins_s" frames_say "$frames" "$1" '.state == "waiting"' || fail "no $1 in: $2"
}
gone() { ! status_says "$1" true; }
# ends [AGENT...]
ends() {
	local agent
	for agent in "${@:-claude}"; do
		kill -HUP "$(frames_last "$frames" "$agent" | jq .pid)"
	done
	for agent in "${@:-claude}"; do
		wait_for 5 frames_say "$frames" "$agent" '.state == "exited"'
		wait_for 5 gone "$agent"
	done
}
# in_both HOW LINE: in the plain window and in a pane, each with an agent for @.
in_both() {
	desk_do plain "${2//@/claude}"
	desk_type alpha: "${2//@/codex}"
	begins claude "$1"
	begins codex "$1"
	check "$1, in a terminal: its window" wait_for 5 is_in claude "$plain"
	check "$1, in a pane: the window that shows it" wait_for 5 is_in codex "$right"
	check "$1, in a pane: the pane" status_says codex '.tmux == "alpha:0.0"'
	ends claude codex
}
