#!/bin/bash
# SPDX-License-Identifier: MIT
# What a stop is for: at once on the badge, and then one card with the right words.
# shellcheck disable=SC2154
# shellcheck source=tests/lib/stops.sh
. "$(dirname "$0")/../lib/stops.sh"

desktop_up kinds gemini
stops_up
desk_session alpha
alpha=$REPLY
desk_session beta
beta=$REPLY
desk_session gamma
gamma=$REPLY
claude_in alpha
codex_in beta -e "'cursorless; turn; loop'"
stand_in_at gemini gamma -e "'cooked; block; gap 1; child sleep 3; loop'"
desk_window elsewhere sleep 1000

worked='Worked [345] s$'
asks='Asks for your approval or answer'
asked="$asks after [234] s$" # its beginning was told late, and its end was not

stop alpha 3 idle
card finished "$alpha" "Claude Code finished" "^alpha:0.0\\n$worked" normal
check "finished: the cursor told so" frames_say "$frames" claude '.kind_reason == "cursor"'

stop alpha "3 approve" approval
card approval "$alpha" "Claude Code needs approval" "^alpha:0.0\\n$asked" critical
check "approval: status says why, on 80 columns" status_shows "approval (cursor)"
answer alpha approval
stop alpha "0.3 approve" approval
card quick "$alpha" "Claude Code needs approval" "^alpha:0.0\\n$asks( after 0 s)?\$" critical
answer alpha quick
stop alpha "3 question" question
card question "$alpha" "Claude Code needs approval" "^alpha:0.0\\n$asked" critical
answer alpha question

stop beta 3 idle
card waiting "$beta" "Codex waits for you" "^beta:0.0\\n$worked" normal
check "waiting: nothing told so" frames_say "$frames" codex \
	'.kind == null and .kind_reason == "quiet"'
check "waiting: status says why, on 80 columns" status_shows "waiting (unclear)"
stop beta "3 approve blink" approval
card blinking "$beta" "Codex needs approval" "^beta:0.0\\n$asked" critical
answer beta blinking

stop gamma "" input
card input "$gamma" "Gemini CLI waits for you" "^gamma:0.0\\n$worked" normal

desk_type alpha: "3 crash"
wait_for 6 truth_is alpha exited crash
since=$(truth_at alpha exited crash)
card died "" "Claude Code died" \
	'^alpha:0.0\nKilled by signal 9 \\(Killed\\), worked [234] s$' normal
check "died: its badge is gone" badge_gone "$alpha"
check "a card a stop, and no other" cards_are 8
finish_run
