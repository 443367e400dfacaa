#!/bin/bash
# SPDX-License-Identifier: MIT
# Ten sessions end their turns at once, while one asks for approval: a summary, and the approval. And one
# that says it is in every state, over and over: cards are for what it comes to rest in.
# shellcheck source=tests/lib/desktop.sh
. "$(dirname "$0")/../lib/desktop.sh"

[ -x "$EAM_BUILD/tests/pointer/click" ] ||
	skip_all "built without a pointer; install libwayland-dev and libwayland-bin, and build again"
desktop_up storm gemini
desk_session alpha
alpha=$REPLY
desk_session beta
codex_in beta --declare state
truth_up alpha
for i in 1 2 3 4 5 6 7 8 9 10; do
	[ $i = 1 ] || desk_tmux new-window -t alpha: -n w$i
	desk_type "alpha:" "$EAM_TMP/bin/claude --truth $(truth_file alpha)"
done
desk_window elsewhere sleep 1000
elsewhere=$REPLY
need "ten sessions wait" wait_for 20 frames_wait "$frames" claude 10
need "of which nobody is told" notifications_count_is 0

since=$(now_ms)
desk_type beta: "2 approve"
for i in 0 1 2 3 4 5 6 7 8 9; do
	desk_type "alpha:$i" 3
done
summary='.summary == "10 agents finished"'
need "their turns end, and one notification says so" wait_for 10 notified "$notifications" \
	"$summary" "$since"
check "which names them" notified "$notifications" "$summary and (.body | contains(\"alpha:3.0: Claude Code\")
	and contains(\"and 3 more\"))" "$since"
check "the approval has one of its own, and nothing else has" wait_for 3 notifications_count_is 2
check "which came" notified "$notifications" '.summary == "Codex needs approval"' "$since"
alone() {
	notifications_of "$notifications" "$since" |
		jq -s 'map(select(.summary == "Claude Code finished")) | length'
}
say "# $(notifications_of "$notifications" "$since" | wc -l) shown for them, $(alone) of these alone"
check "at most three were shown alone before" test "$(alone)" -le 3
sleep 0.7
desk_shot storm
desk_click 1030 48
check "a click on it goes to one of them" wait_for 3 desk_focused_is "$alpha"
sleep 1
check "and leaves it there for the others" notifications_count_is 2
desk_focus "$elsewhere"

desk_type alpha:4 30
sleep 1
check "one goes on working, the summary is still there" notifications_count_is 2
check "and is not shown again" test \
	"$(notifications_of "$notifications" "$since" | jq -s "map(select($summary)) | length")" = 1
desk_type alpha:5 2
need "another turn is told by itself" wait_for 6 notified "$notifications" \
	'.summary == "Claude Code finished" and (.body | contains("alpha:5.0"))' "$(truth_at alpha working)"
check "beside the summary and the approval" wait_for 2 notifications_count_is 3

desk_focus "$alpha"
for i in 0 1 2 3 5 6 7 8 9; do
	desk_tmux select-window -t alpha:$i
	desk_type alpha:$i 40
done
check "all at work, the approval is what is left" wait_for 5 notifications_count_is 1

# Each state for so many seconds; then a turn.
cat >"$EAM_TMP/bin/gemini" <<-'END'
	#!/usr/bin/python3
	import os, sys, time, tty
	tty.setraw(0)
	def declare(state, seconds):
	    os.write(1, b"\033]7501;state=%s\a" % state)
	    time.sleep(seconds)
	end = time.monotonic() + 5
	while time.monotonic() < end:
	    for state in (b"working", b"blocked", b"idle", b"done"):
	        declare(state, float(sys.argv[1]))
	declare(b"working", 1.5)
	declare(b"done", 4)
END
desk_session gamma
desk_focus "$elsewhere"
own_cards() {
	notifications_of "$notifications" "$since" | jq -s 'map(select(.summary | test("Gemini"))) | length'
}
for pause in 0 0.07; do
	since=$(now_ms)
	desk_type gamma: "$EAM_TMP/bin/gemini $pause"
	need "one declares every state, each for $pause s" wait_for 4 frames_say "$frames" gemini '.state != "exited"'
	wait_for 12 frames_say "$frames" gemini '.state == "exited"'
	say "# $(own_cards) shown for it"
	check "a card is what it comes to rest in" notified "$notifications" '.summary == "Gemini CLI finished"' "$since"
	check "and at most one is of what looked like a rest" test "$(own_cards)" -le 2
done
finish_run
