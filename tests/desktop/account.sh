#!/bin/bash
# SPDX-License-Identifier: MIT
# What is told of sessions on asking: why something is so, what they did, how long they waited; as JSON, by
# its schemas. And what their user says of cards, over a restart of the agent.
# shellcheck disable=SC2016,SC2154
# shellcheck source=tests/lib/desktop.sh
. "$(dirname "$0")/../lib/desktop.sh"

python3 -c 'import jsonschema' 2>/dev/null || skip_all "python3-jsonschema is not installed"
desktop_up account
desk_session webshop
webshop=$REPLY
desk_session api
export EAM_SOURCE
# tells WHAT PATTERN: explain has such a line.
tells() {
	cli explain "$1" >"$EAM_TMP/told" 2>/dev/null
	grep -qE "^  $2" "$EAM_TMP/told"
}
paused() {
	desk_in busctl --user get-property org.ebpfaimonitor.Agent1 /org/ebpfaimonitor/Agent1 \
		org.ebpfaimonitor.Agent1 Paused | grep -q true
}
is_over() { ! paused; }
claude_in webshop
# offers WORD...: what bash completes after these.
offers() {
	desk_in bash -c 'source <(ebpf-ai-monitor completion bash); COMP_WORDS=(ebpf-ai-monitor "$@" "")
		COMP_CWORD=$(($# + 1)); _ebpf_ai_monitor; printf "%s\n" "${COMPREPLY[@]}"' bash "$@"
}
offers_project() { offers focus | grep -qx webshop; }
codex_in api --declare state
desk_window elsewhere sleep 1000
elsewhere=$REPLY

check "a shell completes the projects there are" wait_for 3 offers_project
check "at the first prompt there is no card, and explain says why" tells webshop 'card .*none'
desk_type webshop: 2
wait_for 4 truth_is webshop working
show_state() { sed 's/^/# /' "$EAM_TMP/told"; }
check "at work it tells how often it paints" wait_for 5 tells webshop \
	'painted +[0-9]+ times in [0-9.]+ s, [0-9.]+ a second'
check "and in which mode" tells webshop 'mode +raw'
desk_type api: "2 approve"
check "what is declared, and for how long" wait_for 10 tells api 'says +blocked, for [0-9.]+ s'
check "a card is shown" wait_for 5 tells api 'card +shown'
check "the end of a turn, too" wait_for 8 tells webshop 'card +shown'
desk_focus "$webshop"
check "who looks takes it off" wait_for 3 tells webshop 'card +taken off, when you looked'
sleep 1.2 # less is no look
desk_focus "$elsewhere"
check "seen" cli seen api
check "takes the other off" wait_for 3 tells api 'card +taken off, when you said'
not_next() { ! cli next --print >/dev/null 2>&1; }
check "nothing is next then" wait_for 3 not_next
desk_tmux send-keys -t api: y
has_finished() { status_says codex '.state == "waiting" and .kind == "finished"'; }
check "what was answered finishes" wait_for 6 has_finished
sleep 0.5 # a card of that is out by then

since=$(now_ms)
check "pause" cli pause --for 30m
agent_down
agent_up --config "$EAM_TMP/agent.conf"
check "goes on over a restart of the agent" wait_for 5 paused
desk_type api: "2 approve"
check "what asks then is held back" wait_for 8 tells api 'card +held back until the pause ends'
check "and not told" notified_nothing "$notifications" "$since"
check "resume" cli resume
check "tells it" wait_for 5 notified "$notifications" '.summary == "Codex needs approval"' "$since"
check "no pause is left" is_over
check "a short one" cli pause --for 4s
agent_kill
agent_up --config "$EAM_TMP/agent.conf"
wait_for 3 paused || :
check "ends at its time, whichever agent it was told" wait_for 6 is_over
desk_tmux send-keys -t api: y
# What waits is counted once it is over, and until then as far as it has come.
wait_for 6 has_finished || :

past() { cli "$1" --json --since 1h | jq -e "$2" >/dev/null; }
check "history knows both" wait_for 5 past history 'map(.project) | sort == ["api", "webshop"]'
check "how long each worked, in ms" past history 'all(.[]; ."worked-ms" > 1000 and ."worked-ms" < 60000)'
check "what asked, and for how long it waited" past history \
	'any(.[]; .project == "api" and .asked == 2 and ."waited-ms" > 1000 and .agent == "Codex")'
check "the turn that ended" past history 'any(.[]; .project == "webshop" and .turns >= 1 and .asked == 0)'
check "stats sum up by project" past stats 'length == 2 and all(.[]; has("id") | not)'
check "what waited longest first" past stats '.[0]."waited-ms" >= .[1]."waited-ms"'
has_row() { cli "$1" --pretty | grep -qE "$2"; }
check "for people, too" has_row history '^.*Codex +api +[0-9]+ +2 '
check "both" has_row stats '^api +[0-9]+ +2 '

# as_schema NAME: what the command of that name prints is as it says.
as_schema() {
	{ cli "$1" --json --socket "$EAM_SOCKET" || [ "$1" = doctor ]; } 2>/dev/null | by_schema "$1"
}
by_schema() { python3 "$EAM_SOURCE/tests/lib/schema.py" "$1"; }
for name in status explain doctor; do
	check "$name is as its schema says" as_schema $name
done
for name in history stats; do
	check "$name is as its schema says" eval "cli $name --json | by_schema $name"
done
watch_lines() { timeout 2 cat <(cli watch --json) >"$EAM_TMP/watched" || :; }
watch_lines &
watching=$!
sleep 0.7
desk_type webshop: "0 exit"
wait $watching
check "watch is, in each line" by_schema watch <"$EAM_TMP/watched"
ends_it() { jq -es 'last.state == "exited"' "$EAM_TMP/watched" >/dev/null; }
check "the last of which is an end" ends_it
finish_run
