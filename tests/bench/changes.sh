#!/bin/bash
# SPDX-License-Identifier: MIT
# What the agent takes while sessions begin and end their turns.
# shellcheck source=tests/lib/desktop.sh
. "$(dirname "$0")/../lib/desktop.sh"

need_root
start_run changes
programs_up
user=eam-changes-$$
user_up "$user"
# In memory, as where systemd makes it: what is written there costs no disk.
mount -t tmpfs -o "mode=700,uid=$(id -u "$user"),gid=$(id -g "$user")" none "$(user_runtime "$user")"
at_end "umount -l $(user_runtime "$user")"
desk_up "$user"
desk_session crowd
desk_window elsewhere sleep 100000
python3 -W ignore "$EAM_SOURCE/tests/bench/changes.py" "$EAM_SOCKET" \
	"$(desk_tmux display-message -p '#{socket_path}')" "$(id -u "$DESK")" &
measuring=$!
at_end "end_process $measuring"
wait_for 10 test -S "$EAM_SOCKET" || fail "nothing listens at $EAM_SOCKET, see above"
agent_up --log-level info
wait $measuring
