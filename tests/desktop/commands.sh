#!/bin/bash
# SPDX-License-Identifier: MIT
# The command line: what each command says and does, and what it does without the agent.
# shellcheck disable=SC2016,SC2154
# shellcheck source=tests/lib/desktop.sh
. "$(dirname "$0")/../lib/desktop.sh"

command -v fuzzel >/dev/null || skip_all "fuzzel is not installed"
desktop_up commands gemini
desk_session webshop
alpha=$REPLY
desk_session api
beta=$REPLY
desk_window elsewhere sleep 1000
elsewhere=$REPLY

# in_session SESSION NAME [OPTION...]
in_session() {
	local session=$1 name=$2
	shift 2
	truth_up "$name"
	desk_type "$session:" "$EAM_TMP/bin/$name --truth $(truth_file "$name") $*"
	wait_for 10 frames_say "$frames" "$name" '.state == "waiting"' || fail "no $name in $session"
}
# says WANTED ARGUMENT...: what it prints, and that it succeeds.
says() {
	local wanted=$1 got
	shift
	got=$(cli "$@" 2>"$EAM_TMP/errors") || got="$got, and fails"
	[ "$got" = "$wanted" ] || {
		say "# it says: $got; $(<"$EAM_TMP/errors")"
		return 1
	}
}
# ends CODE ARGUMENT...: with that exit code.
ends() {
	local code=$1 rc=0
	shift
	cli "$@" >"$EAM_TMP/output" 2>&1 || rc=$?
	[ "$rc" = "$code" ] || {
		say "# it ends with $rc: $(<"$EAM_TMP/output")"
		return 1
	}
}
has_said() { grep -q "$1" "$EAM_TMP/output"; }

check "no session: nothing is next" ends 1 next
check "nothing to wait for" ends 3 wait
in_session webshop gemini --declare state
in_session api codex --declare state
both_are_placed() { [ "$(status_json | jq 'map(select(.place == "found")) | length')" = 2 ]; }
need "both are in their windows" wait_for 5 both_are_placed

is_list() { cli status | jq -e 'type == "array" and length == 2' >/dev/null; }
check "status is JSON off a terminal" is_list
check "counts" says 2 status --count
check "filters" says 1 status --count --project api
check "and prints lines of one's own" says "Gemini CLI webshop webshop:0.0" \
	status --format '{{agent}} {{project}} {{tmux}}' --agent gemini
# Which comes first is a matter of which was seen at its first prompt.
names_both() { [ "$(cli list --format '{{project}}' --state waiting | sort)" = $'api\nwebshop' ]; }
check "list names both" names_both

wait_status() { wait "$1"; }
desk_focus "$elsewhere"
desk_type api: 4
wait_for 4 truth_is codex working
check "wait: the time is over" ends 124 wait api --until finished --timeout 0.3s
check "looks at what is the case" ends 0 wait api --until working
cli wait api --until finished 2>/dev/null &
check "and waits for what comes" wait_status $!
check "that is next" says api next --print --format '{{project}}'
desk_type webshop: "1 approve"
check "what asks" ends 0 wait --until attention --timeout 10s
check "goes first" says webshop next --print --format '{{project}}'
first_is() { [ "$(cli status --format '{{project}}' | head -n 1)" = "$1" ]; }
check "in the table, too" first_is webshop
check "explain" ends 0 explain webshop
check "tells what decided" has_said 'for  *attention, by declared'
check "and the way outward" has_said 'way  *pts'
check "next goes there" ends 0 next
check "it has the focus" wait_for 3 desk_focused_is "$alpha"
check "next goes to the one after it" ends 0 next
check "that has the focus" wait_for 3 desk_focused_is "$beta"

check "focus by project" ends 0 focus webshop
check "it has the focus" wait_for 3 desk_focused_is "$alpha"
check "by tmux' target" ends 0 focus api:0.0
check "that has the focus" wait_for 3 desk_focused_is "$beta"
check "what may be several is not gone to" ends 2 focus :0.0
check "but listed" has_said webshop
check "what is none is told" ends 1 focus nowhere
check "a menu's choice is gone to" ends 0 menu -- grep webshop
check "it has the focus" wait_for 3 desk_focused_is "$alpha"
check "no choice is none" ends 1 menu -- false

# The exit code of what runs in the background is asked for later.
set +E
cli menu -- fuzzel --dmenu &
menu=$!
sleep 1.5
desk_shot commands-menu
desk_in timeout 5 wtype -s 300 api -s 300 -k Return
check "fuzzel's, too" wait_status "$menu"
check "that has the focus" wait_for 3 desk_focused_is "$beta"

# What has the whole screen, in a terminal that can be read.
desk_session table
desk_in swaymsg -q "[con_id=$REPLY] floating enable, resize set 900 500"
shown() { desk_tmux capture-pane -p -t table: | grep -qE "$1"; }
full_is() { [ "$(desk_tmux display-message -p -t table: '#{alternate_on}')" = "$1" ]; }
desk_type table: "$EAM_TMP/bin/ebpf-ai-monitor watch --socket $EAM_SOCKET"
check "watch has the screen" wait_for 5 shown '^approval \(declared\) .*webshop'
desk_shot commands-watch
check "as another" full_is 1
desk_tmux send-keys -t webshop: y
check "and redraws it" wait_for 6 shown '^working .*webshop'
desk_tmux resize-window -t table: -x 50 -y 10
check "in the size there is" wait_for 5 shown '^working .*…'

cli watch --format '{{project}} {{state}}' --socket "$EAM_SOCKET" >"$EAM_TMP/lines" 2>"$EAM_TMP/errors" &
watch=$!
at_end "end_process $watch"
tells() { grep -q "$1" "$EAM_TMP/lines"; }
wait_for 10 truth_is gemini waiting
check "watch prints lines" wait_for 5 tells '^webshop finished$'
agent_down
check "without the agent the collector tells" ends 0 status --pretty --socket "$EAM_SOCKET"
check "and is named" has_said "the collector's word"
check "projects are known" has_said "webshop"
check "the table says so" wait_for 6 shown 'not running'
desk_shot commands-collector
check "wait does without" ends 0 wait webshop --until finished --socket "$EAM_SOCKET"
check "next does not" ends 1 next
check "doctor misses the agent" ends 1 doctor --socket "$EAM_SOCKET"
check "and says what to do" has_said 'enable --now ebpf-ai-monitor-agent'
agent_up --config "$EAM_TMP/agent.conf"
desk_type webshop: 2
check "watch goes on with the next agent" wait_for 6 tells '^webshop working$'
check "a session that ends otherwise" wait_for 10 truth_is gemini waiting
cli wait webshop --until attention 2>/dev/null &
waits=$!
sleep 0.5
desk_type webshop: "0 exit"
ends_with() {
	local rc=0
	wait "$2" || rc=$?
	[ "$rc" = "$1" ]
}
check "ends the wait for it" ends_with 3 "$waits"
check "and is told" wait_for 5 tells '^webshop exited$'
desk_tmux send-keys -t table: q
check "q gives the screen back" wait_for 5 full_is 0

check "doctor finds nothing amiss" ends 0 doctor --socket "$EAM_SOCKET"
doctor_says() { cli doctor --json --socket "$EAM_SOCKET" 2>/dev/null | jq -e "any(.[]; $1)" >/dev/null; }
check "it names the notification server" doctor_says '.check == "notifications" and .verdict == "ok" and
	(.text | test("^SwayNotificationCenter .*with actions"))'
check "and Sway" doctor_says '.check == "Sway" and .verdict == "ok"'
desk_tmux resize-window -A -t table:
desk_type table: "clear; $EAM_TMP/bin/ebpf-ai-monitor doctor --socket $EAM_SOCKET"
wait_for 5 shown '^ok +tmux' || :
desk_shot commands-doctor
desk_type table: "clear; $EAM_TMP/bin/ebpf-ai-monitor status"
wait_for 5 shown '^STATE' || :
desk_shot commands-status

# cost COMMAND...: processor time in ms, the best of twenty, program start included: the machine may be
# busy with something else.
cost() {
	desk_in bash -c 'TIMEFORMAT="%3U %3S"; for _ in {1..20}; do
		{ time "$@" >/dev/null 2>&1; } 2>&1; done' bash "$EAM_TMP/bin/ebpf-ai-monitor" "$@" |
		awk '{ ms = ($1 + $2) * 1000; if (NR == 1 || ms < least) least = ms } END { print int(least) }'
}
# How fast a program starts here is the machine's business.
starts=$(cost --version)
took=$(cost status --json)
say "# status: $took ms, of which $starts to start"
check "status costs no more than 20 ms beside its start" test $((took - starts)) -le 20
finish_run
