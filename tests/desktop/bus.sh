#!/bin/bash
# SPDX-License-Identifier: MIT
# What others than our own command line find on the bus: objects, changes, methods.
# shellcheck source=tests/lib/desktop.sh
. "$(dirname "$0")/../lib/desktop.sh"

desktop_up bus
agent=/org/ebpfaimonitor/Agent1
bus() { desk_in timeout 5 busctl --user --json=short "$@"; }
call() { bus call org.ebpfaimonitor.Agent1 $agent org.ebpfaimonitor.Agent1 "$@"; }
changes=$EAM_TMP/changes
exec_desk_in gdbus monitor --session --dest org.ebpfaimonitor.Agent1 >"$changes" 2>&1 &
at_end "kill -TERM $!"
desk_session alpha
alpha=$REPLY
desk_session beta
beta=$REPLY
claude_in alpha
codex_in beta --declare state
desk_window elsewhere sleep 1000
elsewhere=$REPLY

managed() {
	bus call org.ebpfaimonitor.Agent1 $agent org.freedesktop.DBus.ObjectManager GetManagedObjects |
		jq -e ".data[0] | [.[][\"org.ebpfaimonitor.Session1\"]] | $1" >/dev/null
}
object() { printf '%s/session/%s\n' $agent "$(session_id "$1" | sed 's/-/_2d/')"; }
changed() { grep -F "$1" "$changes" | grep -q "$2"; }
next_is() { [ "$(call Next b "$1" | jq -r '.data[0]')" = "$2" ]; }
claude=$(session_id claude)
codex=$(session_id codex)

check "there is an object for each session" managed 'map(.Name.data) | sort == ["claude", "codex"]'
check "which came by a signal" changed "InterfacesAdded" "$(object codex)"
check "with its place" wait_for 4 managed "any(.Name.data == \"claude\" and .Window.data == $alpha)"
former() {
	desk_in gdbus introspect --session --dest org.ebpfaimonitor.Agent \
		--object-path /org/ebpfaimonitor/Agent
}
says_old() { former | grep -A 1 'Deprecated("true")' | grep -q 'use org.ebpfaimonitor.Agent1'; }
check "the interface of before is there, and says that it is old" says_old
call MarkSeen s "" >/dev/null
check "nothing waits" next_is false ""

desk_type alpha: 2
desk_type beta: "3 approve"
check "a change is a change of properties" wait_for 8 changed "$(object codex)" "'State': <'working'>"
check "and of what it needs" wait_for 8 changed "$(object codex)" "'Need': <'attention'>"
check "what finished needs less" wait_for 8 managed \
	'any(.Name.data == "claude" and .Need.data == "finished")'
check "the approval is the next" next_is false "$codex"
next_is true "$codex" || :
check "and is gone to" wait_for 3 desk_focused_is "$beta"
check "and then to what finished" next_is true "$claude"
check "which is there" wait_for 3 desk_focused_is "$alpha"
wait_for 4 managed 'all(.Name.data != "claude" or .Seen.data)' || :
desk_focus "$elsewhere"
check "that has been seen now, and the approval is not answered" next_is false "$codex"
explains() { call Explain s "$1" | jq -e "$2" >/dev/null; }
check "an explanation has the way to its window" explains "$codex" '.data[0].path.data | length > 2'
not_known() { ! call "$@" 2>/dev/null; }
check "of what there is not, none" not_known Explain s 1-1
check "nor is that seen" not_known MarkSeen s 1-1
call MarkSeen s "" >/dev/null
check "all is seen when its user says so" next_is false ""
check "and its card goes" wait_for 3 notifications_count_is 0
check "and the badge" wait_for 3 badge_gone "$beta"
desk_tmux send-keys -t beta: y
has_finished() { managed 'any(.Name.data == "codex" and .Need.data == "finished")'; }
check "who was answered finishes" wait_for 6 has_finished
sleep 0.5 # a card of that is out by then

since=$(now_ms)
call Pause u 0 >/dev/null
paused() { bus get-property org.ebpfaimonitor.Agent1 $agent org.ebpfaimonitor.Agent1 Paused | jq -e .data >/dev/null; }
check "a pause shows" paused
desk_type alpha: 2
desk_type beta: "2 approve"
wait_for 6 truth_is beta waiting approval
check "what comes now is a badge" badge_is "$beta" "$is_bell"
check "of both" badge_is "$alpha" "$is_bell"
sleep 0.8
check "and no card" notified_nothing "$notifications" "$since"
call Resume >/dev/null
check "then it is one card" wait_for 3 notified "$notifications" \
	'.summary == "1 needs approval, 1 finished"' "$since"
alone() { [ "$(notifications_of "$notifications" "$since" | wc -l)" = 1 ]; }
check "and no other" alone
desk_shot bus-resumed
desk_tmux send-keys -t beta: y
check "and finishes" wait_for 6 has_finished
call MarkSeen s "" >/dev/null
call Pause u 1 >/dev/null
over() { ! paused; }
check "a pause ends by itself" wait_for 4 over

desk_sway=$(desk_sway_of "$DESK")
kill -STOP "$desk_sway"
at_end "kill -CONT $desk_sway 2>/dev/null"
desk_in busctl --user --timeout=20 call org.ebpfaimonitor.Agent1 $agent org.ebpfaimonitor.Agent1 \
	Focus s "$claude" >/dev/null 2>&1 &
focusing=$!
sleep 0.2
# answers METHOD ARGUMENT...: soon, while the other waits still.
answers() {
	local began took
	began=$(now_ms)
	call "$@" >/dev/null || return
	took=$(($(now_ms) - began))
	say "# $1 answered after $took ms"
	[ "$took" -lt 500 ] && kill -0 $focusing
}
check "who waits for Sway keeps nobody else waiting: Explain" answers Explain s "$codex"
check "Next" answers Next b false
check "Next, which goes there" answers Next b true
check "Pause" answers Pause u 1
check "Resume" answers Resume
check "MarkSeen" answers MarkSeen s "$codex"
lists() { managed 'length == 2'; }
check "nor who asks for all" lists
kill -CONT "$desk_sway"
check "and is answered in the end" wait $focusing
check "it is there" wait_for 3 desk_focused_is "$alpha"
finish_run
