#!/bin/bash
# SPDX-License-Identifier: MIT
# i3 speaks as Sway does: the same there, in windows of xterm. And without either.
# shellcheck disable=SC2154
# shellcheck source=tests/lib/desktop.sh
. "$(dirname "$0")/../lib/desktop.sh"

for command in i3 i3-msg Xvfb xterm xprop; do
	command -v "$command" >/dev/null || skip_all "$command is not installed"
done
need_root
start_run i3
programs_up claude codex
DESK=eam-i3-$$
user_up "$DESK"
desk_prepare "$DESK"
runtime=$(user_runtime "$DESK")
dir=$EAM_TMP/desk-$DESK
socket=$runtime/i3.sock

# environment [NAME=VALUE...]: what the programs of the session have.
environment() {
	printf '%s\n' "HOME=$EAM_TMP/home/$DESK" "USER=$DESK" "PATH=$PATH" SHELL=/bin/bash \
		"XDG_RUNTIME_DIR=$runtime" "$@" >"$dir/environment"
}
environment
install -d -o root -g root -m 1777 /tmp/.X11-unix
desk_run setsid Xvfb -displayfd 3 -screen 0 1280x800x24 -nolisten tcp 3>"$dir/display"
wait_for 10 test -s "$dir/display" || fail "Xvfb did not start, see $dir/log"
desk_run dbus-daemon --session --nofork --nopidfile --address="unix:path=$runtime/bus"
wait_for 10 test -S "$runtime/bus" || fail "there is no session bus"
bus=DBUS_SESSION_BUS_ADDRESS=unix:path=$runtime/bus
environment "$bus" "DISPLAY=:$(cat "$dir/display")"
collector_up
frames=$EAM_TMP/frames
frames_watch "$frames" "$DESK"

agent_up
desk_tmux new-session -d -s alpha
claude_in alpha
check "without either: its state is told" wait_for 5 status_says claude '.state == "waiting"'
check "and its place is not claimed" status_says claude '.window == 0'
said() { [ "$(grep -c 'no Sway or i3 found' "$EAM_TMP/agent-$DESK.log")" = "$1" ]; }
check "which is said" wait_for 5 said 1
sleep 3
check "once" said 1
agent_down

printf '%s\n' '# i3 config file (v4)' "ipc-socket $socket" 'font pango:monospace 8' \
	'workspace_layout default' >"$dir/i3.conf"
desk_run setsid i3 -c "$dir/i3.conf"
wait_for 10 test -S "$socket" || fail "i3 did not start, see $dir/log"
environment "$bus" "DISPLAY=:$(cat "$dir/display")" "I3SOCK=$socket"
agent_up

desk_tree() { desk_in i3-msg -t get_tree; }
desk_focus() { desk_in i3-msg -q "[con_id=$1] focus"; }
# xterm_window NAME COMMAND...: its container's id in $REPLY.
xterm_window() {
	local name=$1
	shift
	desk_run setsid xterm -name "$name" -e "$@"
	desk_wait_window "$name"
}
desk_commands plain
xterm_window plain "${desk_reader[@]}"
plain=$REPLY
xterm_window other tmux -f /dev/null attach -t alpha
other=$REPLY
check "i3: tmux in an xterm" wait_for 5 is_in claude "$other"
truth_up it
desk_do plain "script -qc '$EAM_TMP/bin/codex --truth $(truth_file it)' /dev/null"
check "i3: script in an xterm" wait_for 10 is_in codex "$plain"
check "i3: going there" agent_call Focus "$(session_id claude)"
check "i3: has the focus" desk_focused_is "$other"
desk_tmux detach-client -s alpha
check "i3: detached" wait_for 5 is_nowhere claude detached
finish_run
