#!/bin/bash
# SPDX-License-Identifier: MIT
# Which window, where other programs make the terminal that the agent runs in.
# shellcheck source=tests/lib/inside.sh
. "$(dirname "$0")/../lib/inside.sh"

for command in script expect screen dtach python3; do
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
folder=$(desk_tmux_directory)
commands=$EAM_TMP/commands
install -d -m 755 "$commands"

# program NAME LINE...: a program, so that none has to be quoted in another.
program() {
	local name=$1
	shift
	printf '%s\n' "#!/bin/sh" "$@" >"$commands/$name"
	chmod 755 "$commands/$name"
}
for agent in claude codex; do
	truth_up "$agent"
	program "$agent" "exec $EAM_TMP/bin/$agent --truth $(truth_file "$agent")"
done
claude=$commands/claude
# What ssh, docker exec and the like do with a terminal.
program spawn "exec python3 -c 'import pty, sys; pty.spawn(sys.argv[1:])' \"\$@\""

# runs LINE: it runs Claude, in the plain window.
runs() {
	desk_do plain "$1"
	begins claude "$1"
}

in_both script "script -qc $commands/@ /dev/null"
in_both expect "expect -c 'spawn -noecho $commands/@; interact'"
in_both "a program like ssh" "$commands/spawn $commands/@"
in_both screen "screen -c /dev/null -S @ $commands/@"
in_both dtach "dtach -c $folder/@.dtach -z $commands/@"
# What has the other side is root's, as with sudo.
install -m 4755 "$(command -v setpriv)" "$EAM_TMP/bin/become"
in_both "su with a terminal of its own" \
	"$EAM_TMP/bin/become --reuid 0 --regid 0 --clear-groups su --pty -c $commands/@ $DESK"
# Not in every Debian.
has_abduco() { command -v abduco >/dev/null; }
! has_abduco || in_both abduco "abduco -c @ $commands/@"

# A session is where it is attached.
desk_do plain "screen -c /dev/null -dmS far $claude"
begins claude "screen -dm"
check "screen: detached, and said so" wait_for 5 is_nowhere claude detached
desk_do plain "screen -c /dev/null -r far"
check "screen: attached, that window" wait_for 5 is_in claude "$plain"
desk_in screen -S far -X detach
check "screen: detached again" wait_for 5 is_nowhere claude detached
desk_type alpha: "screen -c /dev/null -r far"
check "screen: attached in a pane, the window that shows it" wait_for 5 is_in claude "$right"
ends
desk_do plain "dtach -n $folder/far.dtach -z $claude"
begins claude "dtach -n"
check "dtach: detached, and said so" wait_for 5 is_nowhere claude detached
desk_do plain "dtach -a $folder/far.dtach -z"
check "dtach: attached, that window" wait_for 5 is_in claude "$plain"
ends
if has_abduco; then
	desk_do plain "abduco -n far $claude"
	begins claude "abduco -n"
	check "abduco: detached, and said so" wait_for 5 is_nowhere claude detached
	desk_do plain "abduco -a far"
	check "abduco: attached, that window" wait_for 5 is_in claude "$plain"
	ends
fi

# As deep as it goes.
program inner "exec screen -c /dev/null -S deep script -qc $claude /dev/null"
program middle "exec env -u TMUX -u STY $tmux -L deep new-session -s deep $commands/inner"
at_end "DESK=$DESK desk_server=(-L deep) desk_tmux kill-server 2>/dev/null"
runs "$commands/spawn $commands/middle"
check "script in screen in tmux in a program like ssh: its window" wait_for 5 is_in claude "$plain"
path() { status_json | jq -r '.[0].path | map(sub("[ /].*"; "")) | join(" ")'; }
is_path() { [ "$(path)" = "$1" ]; }
check "each step of the way is told" wait_for 5 is_path \
	"pts script pts screen pts tmux pts python3 pts foot"
ends

desk_focus "$right"
desk_tmux new-session -d -s beta
desk_tmux display-popup -c "$(desk_tmux list-clients -t alpha -F '#{client_tty}')" -t alpha: -E "$claude" || : &
begins claude popup
check "a popup: the window of its client" wait_for 5 is_in claude "$right"
check "has no pane" status_says claude '.tmux == ""'
ends

# What systemd-run --pty does: the service manager starts it, and who asked shows its terminal.
cat >"$commands/systemd" <<'END'
#!/usr/bin/python3
import os, sys
for line in open(sys.argv[1]):
    name, *command = line.split()
    if os.fork() == 0:
        os.setsid()
        terminal = os.open(name, os.O_RDWR)
        for fd in range(3):
            os.dup2(terminal, fd)
        os.execv(command[0], command)
END
cat >"$commands/systemd-run" <<'END'
#!/usr/bin/python3
import os, pty, sys, termios, tty
master, slave = os.openpty()
with open(sys.argv[1], "w") as manager:
    manager.write(" ".join([os.ttyname(slave), *sys.argv[2:]]) + "\n")
before = termios.tcgetattr(0)
tty.setraw(0)
slaves = [slave]
def read(fd):
    data = os.read(fd, 1024)
    while slaves:
        os.close(slaves.pop())
    return data
pty._copy(master, read)
termios.tcsetattr(0, termios.TCSANOW, before)
END
chmod 755 "$commands"/systemd*
mkfifo -m 666 "$folder/manager"
desk_run setsid "$commands/systemd" "$folder/manager"
exec 9>"$folder/manager"
in_both systemd-run "$commands/systemd-run $folder/manager $commands/@"
exec 9>&-

runs "$claude"
desk_in swaymsg -q "[con_id=$plain] move scratchpad"
check "in the scratchpad: that window" wait_for 5 is_in claude "$plain"
check "is gone to" agent_call Focus "$(session_id claude)"
check "and taken out" desk_focused_is "$plain"
ends

# Shown where we see no window: nothing is claimed of the one it was started in.
desk_do plain "$commands/spawn $claude &"
sleep 1
desk_do plain "sleep 1"
begins claude "the background"
sleep 4
check "what lies in the background is in no window" is_nowhere claude none
ends
finish_run
