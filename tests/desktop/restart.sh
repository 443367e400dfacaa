#!/bin/bash
# SPDX-License-Identifier: MIT
# The collector and the agent go and come back while sessions run.
# shellcheck source=tests/lib/desktop.sh
. "$(dirname "$0")/../lib/desktop.sh"

desktop_up restart
desk_session alpha
alpha=$REPLY
desk_session beta
beta=$REPLY
claude_in alpha
codex_in beta -e "'cursorless; turn; loop'"
desk_window elsewhere sleep 1000
desk_type beta: "2"
need "one session has finished" wait_for 8 notified "$notifications" '.summary | test("Codex")'
desk_type alpha: "12"
need "the other works" wait_for 4 badge_says "$alpha" "$is_working"
need "both have a badge" badge_is "$beta" "$is_bell"

since=$(now_ms)
collector_kill
check "without a collector the badges stay for a while" badge_is "$beta" "$is_stopped"
sleep 1
came=$(now_ms)
links=$(agent_links)
collector_up
need "the agent comes back" wait_for 4 agent_linked_since "$links"
check "in time" in_time "a new collector has its readers" "$came" "$(now_ms)"
check "it knows what works" wait_for 4 badge_says "$alpha" "$is_working"
check "and what waits" badge_is "$beta" "$is_stopped"
check "nothing was announced" test "$(notifications_of "$notifications" "$since" | wc -l)" = 0
wait_for 15 truth_is alpha waiting
check "what happens then is told in time" told_in_time "$(truth_at alpha waiting)" "$alpha" \
	'.type == "session" and .name == "claude" and .state == "waiting"' '.summary | test("Claude")'

check "with all of its work" notified "$notifications" '.body | test("Worked 1[1-4] s$")' "$since"

# told_once NAME: a card of it since $since, and none after that.
told_once() {
	wait_for 6 notified "$notifications" ".summary == \"$1 waits for you\"" "$since" || return
	sleep 2
	[ "$(notifications_of "$notifications" "$since" | wc -l)" = 1 ]
}
desk_type alpha: 3
need "another turn" wait_for 4 badge_says "$alpha" "$is_working"
collector_kill
wait_for 6 truth_is alpha waiting
since=$(truth_at alpha waiting)
collector_up
check "that ends without a collector is told by the next one, once" told_once "Claude Code"
check "on the badge too" badge_is "$alpha" "$is_bell"

desk_type beta: 2
need "another turn" wait_for 4 badge_says "$beta" "$is_working"
wait_for 6 truth_is beta waiting
since=$(truth_at beta waiting)
wait_for 4 frames_say "$frames" codex '.state == "waiting"'
agent_kill
check "without an agent its card is owed" test -z "$(notified_at "$notifications" true "$since")"
sleep 1
agent_up --config "$EAM_TMP/agent.conf"
check "the next one pays, once" told_once Codex
check "on the badge too" badge_is "$beta" "$is_bell"

touch "$(badge_file 999999)" # somebody else's
agent_down
check "an agent that is stopped takes its badges along" test \
	"$(ls "$(badge_directory)")" = 999999.json
check "and its notifications" wait_for 2 notifications_count_is 0
agent_up --config "$EAM_TMP/agent.conf"
check "started again, it shows them again" badge_is "$alpha" "$is_stopped"
check "both" badge_is "$beta" "$is_stopped"
check "and the notifications that nobody has seen" wait_for 3 notifications_count_is 2
since=$(now_ms)
agent_kill
check "a killed agent leaves them" badge_exists "$alpha"
desk_type alpha: "0 exit"
agent_up --config "$EAM_TMP/agent.conf"
check "its successor removes what is over" wait_for 3 badge_gone "$alpha"
check "and keeps what is not" badge_is "$beta" "$is_stopped"
check "and what is not its own" badge_exists 999999
check "it takes the notification over that is still true, and only that" \
	wait_for 3 notifications_count_is 1
desk_focus "$beta"
check "and withdraws it when it is seen" wait_for 3 notifications_count_is 0
sleep 1.5
agent_down
agent_up --config "$EAM_TMP/agent.conf"
sleep 1
check "what was seen stays seen" badge_says "$beta" '.needs_attention == false'
check "none of that was announced a second time" test "$(notifications_of "$notifications" "$since" | wc -l)" = 0
finish_run
