#!/bin/bash
# SPDX-License-Identifier: MIT
# What a session works on: by the pane it is in, not by what its terminal has inherited.
# shellcheck source=tests/lib/desktop.sh
. "$(dirname "$0")/../lib/desktop.sh"

desktop_up project gemini qwen copilot opencode
source=$(desk_tmux_directory)/source
for name in one two launched; do
	desk_in mkdir -p "$source/$name/.git" "$source/$name/lib"
done
desk_in mkdir -p "$source/none"

# here SESSION:PANE AGENT DIRECTORY: goes there, and runs it there.
here() {
	truth_up "$2"
	desk_type "$1" "cd '$source/$3'"
	desk_type "$1" "$EAM_TMP/bin/$2 --truth $(truth_file "$2")"
}
project_is() { wait_for 6 status_says "$1" ".project == \"$2\""; }

# The server, and so each pane, has the variables of whoever started it.
desk_in env TMUX_TMPDIR="$(desk_tmux_directory)" I3PM_PROJECT_NAME=me/launched:main \
	I3PM_PROJECT_DIR="$source/launched" tmux -f /dev/null new-session -d -s work
desk_window work tmux -f /dev/null attach -t work
work=$REPLY
for _ in 1 2 3; do
	desk_tmux split-window -t work:
	desk_tmux select-layout -t work: tiled
done
here work:0.0 claude one/lib
here work:0.1 codex two
here work:0.2 gemini none
here work:0.3 qwen launched/lib
check "the repository that the pane is in" project_is claude one
check "of each pane its own" project_is codex two
check "in none: the name of the tmux session" project_is gemini work
check "in the launcher's folder: the launcher's name for it" project_is qwen me/launched:main
check "on the badge too" wait_for 4 badge_says "$work" '.project != "global" and .project != ""'
desk_type work:0.0 "0 exit"
wait_for 5 truth_is claude exited
: >"$(truth_file claude)"
here work:0.0 claude two/lib
check "the next session in that pane: where it is now" project_is claude two

# Without tmux.
plain() {
	local name=$1 directory=$2
	shift 2
	truth_up "$name"
	desk_window "$name" env "$@" sh -c "cd '$source/$directory' && exec '$EAM_TMP/bin/$name' \
		--truth '$(truth_file "$name")'"
}
plain copilot one I3PM_PROJECT_NAME=me/launched:main I3PM_PROJECT_DIR="$source/launched"
check "without tmux, gone elsewhere: what was inherited is stale" project_is copilot one
plain opencode launched I3PM_PROJECT_NAME=me/launched:main I3PM_PROJECT_DIR="$source/launched"
check "without tmux, in the launcher's folder: its name" project_is opencode me/launched:main
finish_run
