#!/bin/bash
# SPDX-License-Identifier: MIT
# Fifty sessions work and rest for a long time: collector and agent hold no more at its end than at its
# start, and tell a turn as then.
#   EAM_SOAK=MINUTES EAM_SESSIONS=NUMBER tests/desktop/soak.sh
# shellcheck disable=SC2154
# shellcheck source=tests/lib/desktop.sh
. "$(dirname "$0")/../lib/desktop.sh"

minutes=${EAM_SOAK:-120}
sessions=${EAM_SESSIONS:-50}
desktop_up soak
desk_session alpha
alpha=$REPLY
claude_in alpha
desk_session crowd
desk_window elsewhere sleep 100000
desk_focus "$REPLY"

# Each at a pace of its own.
crowd_up() {
	local i declare=(none title state)
	for ((i = 0; i < sessions; i++)); do
		desk_tmux new-window -d -t crowd: "exec $EAM_TMP/bin/codex --declare ${declare[i % 3]} \
			-e 'work $((2000 + i * 97)); silent $((4000 + i * 131)); loop'"
	done
}
all_there() { [ "$(status_json | jq length)" = $((sessions + 1)) ]; }
turn_in_time() {
	desk_type alpha: 3
	wait_for 6 truth_is alpha working && badge_is "$alpha" "$is_working" || return
	wait_for 10 truth_is alpha waiting || return
	told_in_time "$(truth_at alpha waiting)" "$alpha" '.name == "claude" and .state == "waiting"' \
		'.summary | test("Claude")'
}
held() {
	local pid
	for pid in "$collector_pid" "${agent_pid[$DESK]}"; do
		printf '%s %s ' "$(memory_of "$pid")" "$(descriptors_of "$pid")"
	done
	echo
}
# kB and descriptors of the collector, and of the agent.
no_more() {
	local -a then=("${@:1:4}") now=("${@:5:4}")
	[ "${now[0]}" -le $((then[0] + 256)) ] && [ "${now[1]}" -le $((then[1] + 1)) ] &&
		[ "${now[2]}" -le $((then[2] + 1024)) ] && [ "${now[3]}" -le $((then[3] + 2)) ]
}

crowd_up
need "all sessions are seen" wait_for 60 all_there
check "a turn is told in time among them" turn_in_time
# What comes with the first of everything is held by then.
sleep 60
read -ra first < <(held)
say "# kB and descriptors of the collector, of the agent: ${first[*]}"
for ((minute = 1; minute <= minutes; minute++)); do
	sleep 60
	read -ra last < <(held)
	((minute % 10)) || say "# after $minute min: ${last[*]}"
done
say "# then: ${last[*]}"
check "they hold no more after $minutes min" no_more "${first[@]}" "${last[@]}"
check "all sessions are still there" all_there
check "and a turn is told as at the start" turn_in_time
finish_run
