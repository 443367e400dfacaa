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
codex_in beta
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
collector_up
agent_is_back() { wait_for 4 socket_has_clients 2; } # the agent, and the test's own reader
need "the agent comes back" agent_is_back
check "in time" in_time "a new collector has its readers" "$came" "$(now_ms)"
check "it knows what works" wait_for 4 badge_says "$alpha" "$is_working"
check "and what waits" badge_is "$beta" "$is_stopped"
check "nothing was announced" test "$(notifications_of "$notifications" "$since" | wc -l)" = 0
wait_for 15 truth_is alpha waiting
check "what happens then is told in time" told_in_time "$(truth_at alpha waiting)" "$alpha" \
	'.type == "session" and .name == "claude" and .state == "waiting"' '.summary | test("Claude")'

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
