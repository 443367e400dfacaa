#!/bin/bash
# SPDX-License-Identifier: MIT
# How long after a fact the socket, the badge and the bus have it.
# shellcheck source=tests/lib/desktop.sh
. "$(dirname "$0")/../lib/desktop.sh"

KILLS=${EAM_KILLS:-100}

need_root
start_run latency
programs_up claude codex
desk_up "eam-latency-$$"
# Agents of other users may run here, too.
collector_up --user "$DESK"
install -d -o "$DESK" -g "$(id -g "$DESK")" -m 755 "$(badge_directory)"
agent_up --log-level info
desk_session alpha
container=$REPLY
desk_window elsewhere sleep 1000
# One that waits: with it the badge changes, and stays.
desk_tmux new-window -d -t alpha: "$EAM_TMP/bin/codex --declare state -e 'silent 500; prompt'"
desk_type alpha:0 "while sleep 1; do $EAM_TMP/bin/claude --declare state -e 'work 3600000 2'; done"
watch_in_background exec_desk_in stdbuf -oL dbus-monitor --session --profile \
	"interface='org.freedesktop.Notifications',member='Notify'" >"$EAM_TMP/bus"
python3 -W ignore "$EAM_SOURCE/tests/bench/latency.py" "$EAM_SOCKET" "$(badge_file "$container")" \
	"$EAM_TMP/bus" "$KILLS"
