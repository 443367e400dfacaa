#!/bin/bash
# SPDX-License-Identifier: MIT
# A status line with a clock ticks on at the prompt and in a dialog: it is no blink, and hides none.
# shellcheck disable=SC2154
# shellcheck source=tests/lib/stops.sh
. "$(dirname "$0")/../lib/stops.sh"

desktop_up clock
stops_up
desk_session alpha
alpha=$REPLY
desk_session beta
beta=$REPLY
claude_in alpha -e "'clock 1000; turn; loop'"
codex_in beta -e "'clock 1000; cursorless; turn; loop'"
desk_window elsewhere sleep 1000
sleep 5 # at a prompt, where a clock is learned

stop alpha 3 idle
card finished "$alpha" "Claude Code finished" "^alpha:0.0\\nWorked [345] s$" normal
stop alpha "3 approve" approval
card approval "$alpha" "Claude Code needs approval" "^alpha:0.0\\nAsks" critical
answer alpha approval
stop beta 3 idle
card waiting "$beta" "Codex waits for you" "^beta:0.0\\nWorked [345] s$" normal
stop beta "3 approve blink" approval
card blinking "$beta" "Codex needs approval" "^beta:0.0\\nAsks" critical
answer beta blinking
check "a card a stop, and no other" cards_are 4
finish_run
