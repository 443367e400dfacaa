#!/bin/bash
# SPDX-License-Identifier: MIT
# Which window, where what looks like evidence is none: numbers, names, clients of another kind.
# shellcheck disable=SC2034
# shellcheck source=tests/lib/desktop.sh
. "$(dirname "$0")/../lib/desktop.sh"

for command in script bwrap python3 socat; do
	command -v "$command" >/dev/null || skip_all "$command is not installed"
done
desktop_up clients gemini
tmux="tmux -f /dev/null"
folder=$(desk_tmux_directory)
desk_terminal left
left=$REPLY
desk_terminal right
right=$REPLY
desk_do left "$tmux new-session -s alpha"
wait_for 10 desk_tmux has-session -t =alpha 2>/dev/null
left_tty=$(desk_tmux list-clients -F '#{client_tty}')
stays() { ! wait_for "$1" is_not "$2" "$3"; }
is_not() { ! status_says "$1" ".window == $2"; }
gone() { ! status_says "$1" true; }
ends() {
	kill -HUP "$(frames_last "$frames" "$1" | jq .pid)"
	wait_for 5 gone "$1"
}

# A devpts of its own: its pts/N is not the N of a pane, of a server that is asked for another's sake.
claude_in alpha
desk_tmux split-window -d -t alpha
pane_tty=$(desk_tmux display -p -t alpha:0.1 '#{pane_tty}')
truth_up it
printf '%s\n' 'import os, pty, sys' "N = ${pane_tty##*/}" \
	'kept = [os.openpty() for _ in range(N)]' 'pty.spawn(sys.argv[1:])' >"$EAM_TMP/inside.py"
desk_do right "bwrap --bind / / --dev /dev python3 $EAM_TMP/inside.py $EAM_TMP/bin/codex \
	--truth $(truth_file it)"
need "a container: its agent is seen" wait_for 10 frames_say "$frames" codex '.state == "waiting"'
check "with the number of a pane outside" test "/dev/$(frames_last "$frames" codex | jq -r .tty)" = \
	"$pane_tty"
check "in its window" wait_for 4 is_in claude "$left"
check "a container's terminal is not the pane of that number: the window it was started in" \
	wait_for 6 is_in codex "$right"
check "and in no pane" status_says codex '.tmux == ""'
ends codex
desk_do right "bwrap --bind / / --dev /dev --unshare-pid --proc /proc python3 $EAM_TMP/inside.py \
	$EAM_TMP/bin/codex --truth $(truth_file it)"
wait_for 10 frames_say "$frames" codex '.state == "waiting"'
check "a container with pids of its own, the same" wait_for 6 is_in codex "$right"
ends codex
desk_tmux kill-pane -t alpha:0.1

# A folder may be called anything.
server=$(desk_tmux display -p '#{pid}')
desk_do right "$tmux new-session -s beta"
wait_for 5 clients_are 2
client=$(desk_tmux list-clients -t beta -F '#{client_pid}')
tty=$(desk_tmux list-clients -t beta -F '#{client_tty}')
session=$(desk_tmux display -p -t alpha: '#{session_id}:#{window_id}')
forged=$EAM_TMP/desk-$DESK/$'x\nC:'$server:$tty:$client:99999999999:$session:0:
install -d -o "$DESK" "$forged"
install -d -o "$DESK" -m 755 "$forged/pro"$'\n''ject' "$forged/pro"$'\n''ject/.git'
desk_tmux split-window -t beta -c "$forged"
desk_tmux rename-window -t beta named
check "a folder named like a line of tmux' moves nothing" stays 3 claude "$left"
desk_tmux kill-pane -t beta:0.1
ends claude
desk_type alpha: "cd '$forged/'pro*"
claude_in alpha
is_project() { [ "$(status_json | jq -r '.[0].project')" = "$1" ]; }
check "a line end in a folder's name is part of it" wait_for 4 is_project $'pro\nject'
ends claude
desk_type alpha: "cd /"
claude_in alpha
check "out of it: in its window" wait_for 4 is_in claude "$left"

# A client in control mode shows no pane.
desk_tmux detach-client -s beta
sleep 1.1
desk_do right "$tmux -CC attach -t alpha"
wait_for 5 clients_are 2
desk_key "$right" list-sessions -k Return # an empty line would detach it
desk_tmux rename-window -t alpha again
check "a client in control mode is none of its windows" stays 3 claude "$left"
check "though it is there" clients_are 2
desk_tmux detach-client -t "$left_tty"
check "with none else: in no window" wait_for 4 is_nowhere claude detached
desk_do left "$tmux attach -t alpha"
wait_for 5 clients_are 2
desk_focus "$left" # tmux tells of the first client only
check "attached again: there" wait_for 4 is_in claude "$left"
desk_tmux detach-client -t "$tty" 2>/dev/null || :

# One session, two clients: looked at in any of them. tmux tells them apart by whole seconds.
sleep 1.1
desk_do right "$tmux attach -t alpha"
wait_for 5 clients_are 2
desk_key "$right" ab -k BackSpace -k BackSpace
check "two clients: where its user is" wait_for 4 is_in claude "$right"
desk_focus "$left"
check "who goes to the other, without a key, is there" wait_for 2 is_in claude "$left"
check "with the only badge" badge_gone "$right"
desk_type alpha: 2
wait_for 8 truth_is alpha waiting
sleep 2
check "who looks at a client of it is not told" notifications_count_is 0
desk_window elsewhere sleep 1000
desk_focus "$REPLY"
check "who has gone elsewhere finds it where he was last" agent_call Focus "$(session_id claude)"
check "there" desk_focused_is "$left"
desk_tmux detach-client -t "$tty"
wait_for 5 clients_are 1
desk_do right "$tmux new-session -t alpha"
wait_for 5 clients_are 2
desk_focus "$right"
check "grouped sessions: where its user is" wait_for 3 is_in claude "$right"
desk_focus "$left"
check "and goes" wait_for 3 is_in claude "$left"
ends claude

# A tmux under another name, known by its socket alone.
install -m 755 "$(command -v tmux)" "$EAM_TMP/bin/.tmux-wrapped"
desk_do right "exit"
desk_window third env TMUX_TMPDIR="$folder" "$EAM_TMP/bin/.tmux-wrapped" -f /dev/null -L wrapped \
	new-session -s gamma
third=$REPLY
desk_server=(-L wrapped)
at_end "DESK=$DESK desk_server=(-L wrapped) desk_tmux kill-server 2>/dev/null"
stand_in_at gemini gamma
check "tmux under another name" wait_for 5 is_in gemini "$third"
check "and its pane" status_says gemini '.tmux == "gamma:0.0"'
finish_run
