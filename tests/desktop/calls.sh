#!/bin/bash
# SPDX-License-Identifier: MIT
# Somebody calls all that there is on the bus, and what there is not, with whatever arguments, at random
# and faster than is answered; then the agent serves as before, and holds no more.
#   EAM_CALLS=NUMBER EAM_SEED=NUMBER tests/desktop/calls.sh
# shellcheck disable=SC2154
# shellcheck source=tests/lib/desktop.sh
. "$(dirname "$0")/../lib/desktop.sh"

calls=${EAM_CALLS:-20000}
seed=${EAM_SEED:-$RANDOM}
desktop_up calls
install -m 755 "$EAM_BUILD/tests/caller/caller" "$EAM_TMP/bin/"
desk_session alpha
alpha=$REPLY
claude_in alpha
desk_session beta
codex_in beta --declare state
desk_window elsewhere sleep 1000
elsewhere=$REPLY
agent=${agent_pid[$DESK]}

objects() {
	local name
	for name in claude codex; do
		printf '/org/ebpfaimonitor/Agent1/session/%s\n' "$(session_id "$name" | sed 's/-/_2d/')"
	done
}
mapfile -t objects < <(objects)
call_at_random() { desk_in "$EAM_TMP/bin/caller" "$1" "$2" "${objects[@]}"; }
resume() {
	desk_in busctl --user call org.ebpfaimonitor.Agent1 /org/ebpfaimonitor/Agent1 \
		org.ebpfaimonitor.Agent1 Resume >/dev/null
}

check "a tenth of the calls is survived" call_at_random "$seed" $((calls / 10))
# What was asked of Sway and tmux is answered by then.
sleep 1
before=$(memory_of "$agent")
held=$(descriptors_of "$agent")
check "and all of them" call_at_random $((seed + 1)) "$calls"
sleep 1
say "# memory $before kB, then $(memory_of "$agent") kB; $held descriptors, then $(descriptors_of "$agent")"
check "it is the same process" kill -0 "$agent"
holds_no_more() { [ "$(memory_of "$agent")" -le $((before + 2048)) ]; }
check "which holds no more memory" holds_no_more
let_go() { [ "$(descriptors_of "$agent")" -le "$held" ]; }
check "nor descriptors" wait_for 10 let_go
unalarmed() { ! grep CRITICAL "$EAM_TMP/agent-$DESK.log"; }
check "and missed no argument that was wrong" unalarmed

resume
desk_focus "$elsewhere"
since=$(now_ms)
desk_type alpha: 2
wait_for 8 truth_is alpha working || :
check "a turn is a badge then" badge_is "$alpha" "$is_working"
wait_for 8 truth_is alpha waiting
check "and its end another" badge_is "$alpha" "$is_bell"
check "and a card" wait_for 4 notified "$notifications" '.summary | test("Claude")' "$since"
finish_run
