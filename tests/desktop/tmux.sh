#!/bin/bash
# SPDX-License-Identifier: MIT
# Which window, through tmux: clients that come and go, panes and windows that move, nested servers.
# shellcheck source=tests/lib/desktop.sh
. "$(dirname "$0")/../lib/desktop.sh"

desktop_up tmux gemini qwen
tmux="tmux -f /dev/null"
desk_terminal left
left=$REPLY
desk_terminal right
right=$REPLY
left_tty=$(desk_tty left)
right_tty=$(desk_tty right)
pane_of() { desk_tmux list-panes -s -t "$1" -F '#{pane_id}' | head -n 1; }
# told SINCE-MS CONTAINER: says how long after that its badge came.
told() { say "# told $(($(badge_changed_at "$badges" "$2" "$1") - $1)) ms after"; }
pane_of_claude() {
	desk_tmux list-panes -a -F '#{pane_tty} #{pane_id}' |
		awk -v tty="/dev/$(frames_last "$frames" claude | jq -r .tty)" '$1 == tty { print $2; exit }'
}

desk_tmux new-session -d -s alpha
claude_in alpha
check "no client: the session is known, in no window" wait_for 3 is_nowhere claude detached
check "and has no badge" test -z "$(ls "$(badge_directory)")"
since=$(now_ms)
desk_do left "$tmux attach -t alpha"
check "attached in an open terminal: resolved, though nothing else happens" wait_for 3 \
	is_in claude "$left"
told "$since" "$left"

sleep 1.1 # tmux' clock has seconds
desk_do right "$tmux attach -t alpha"
wait_for 5 clients_are 2
desk_key "$right" ab -k BackSpace -k BackSpace
check "two clients: the one typed into" wait_for 4 is_in claude "$right"
check "and no badge at the other" badge_gone "$left"
sleep 1.1
desk_key "$left" ab -k BackSpace -k BackSpace
check "two clients: then the other one" wait_for 4 is_in claude "$left"
sleep 1.1
desk_key "$right" ab -k BackSpace -k BackSpace
wait_for 4 is_in claude "$right"
desk_tmux detach-client -t "$right_tty"
check "the latest client detaches: the one that stays" wait_for 3 is_in claude "$left"
desk_tmux detach-client -s alpha
check "the last one detaches: in no window" wait_for 3 is_nowhere claude detached
check "without a badge" wait_for 2 badge_gone "$left"
desk_do right "$tmux attach -t alpha"
check "attached elsewhere: there" wait_for 3 is_in claude "$right"

desk_tmux split-window -d -t alpha
desk_tmux new-session -d -s beta
desk_do left "$tmux attach -t beta"
wait_for 5 clients_are 2
since=$(now_ms)
desk_tmux join-pane -d -s "$(pane_of alpha)" -t beta:
check "its pane is moved to another session" wait_for 3 is_in claude "$left"
told "$since" "$left"
desk_tmux break-pane -s "$(desk_tmux list-panes -t beta -F '#{pane_id}' | tail -n 1)" -n moved
desk_tmux move-window -s beta:moved -t alpha:
check "its window is moved to another session" wait_for 3 is_in claude "$right"
check "under its new name" status_says claude '.tmux | test("^alpha:")'

desk_tmux new-window -t alpha:
desk_focus "$right"
desk_type "$(pane_of_claude)" 2
need "in another tmux window than its user looks at, a turn is announced" wait_for 8 \
	notifications_count_is 1
desk_tmux select-window -t alpha:moved
check "gone to by tmux alone: the notification is withdrawn" wait_for 3 notifications_count_is 0

codex_in beta
check "two sessions, two clients: each in its window" wait_for 3 is_in codex "$left"
desk_tmux set-option -g detach-on-destroy off
desk_tmux kill-session -t alpha
desk_tmux detach-client -t "$left_tty"
check "a client that jumps to the session when its own ends shows it" wait_for 4 is_in codex "$right"
desk_tmux detach-client -s beta

# A server in a pane of another, both hidden behind other panes.
desk_server=(-L inner)
at_end "DESK=$DESK desk_server=(-L inner) desk_tmux kill-server 2>/dev/null"
desk_tmux new-session -d -s deep
desk_tmux split-window -t deep
gemini_in() { stand_in_at gemini "$@"; }
gemini_in deep
desk_tmux new-window -t deep
desk_server=()
desk_tmux new-session -d -s outer "env -u TMUX $tmux -L inner attach -t deep"
check "nested, the outer one detached: in no window" wait_for 3 is_nowhere gemini detached
desk_do left "$tmux attach -t outer"
check "nested: the window of the outer client" wait_for 3 is_in gemini "$left"
desk_tmux new-window -t outer
desk_focus "$right"
check "going there" agent_call Focus "$(session_id gemini)"
check "focuses the window" test "$(desk_focused)" = "$left"
check "selects the outer window" test "$(desk_tmux display -p -t outer: '#{window_index}')" = 0
desk_server=(-L inner)
check "and the inner window and pane" test \
	"$(desk_tmux display -p -t deep: '#{window_index}.#{pane_index}')" = 0.1

desk_server=(-S "$(desk_tmux_directory)/else where,0.sock")
at_end "DESK=$DESK desk_server=(-S '${desk_server[1]}') desk_tmux kill-server 2>/dev/null"
desk_tmux new-session -d -s alpha
stand_in_at qwen alpha
desk_window third tmux -f /dev/null "${desk_server[@]}" attach -t alpha
check "a server at a path of its own (-S)" wait_for 3 is_in qwen "$REPLY"
check "several servers: each session keeps its window" is_in gemini "$left"

agent_down
agent_up --config "$EAM_TMP/agent.conf"
check "sessions older than the agent: nested" wait_for 4 is_in gemini "$left"
check "sessions older than the agent: at a path of its own" wait_for 4 is_in qwen "$REPLY"
check "sessions older than the agent: detached" wait_for 4 is_nowhere codex detached
finish_run
