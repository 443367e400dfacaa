#!/bin/bash
# SPDX-License-Identifier: MIT
# Two users at one machine: neither sees anything of the other, root sees both.
# shellcheck source=tests/lib/desktop.sh
. "$(dirname "$0")/../lib/desktop.sh"

desktop_up users
first=$DESK
frames_watch "$EAM_TMP/frames-root"
desk_up "eam-other-$$"
other=$DESK
frames_watch "$EAM_TMP/frames-other" "$other"
notifications_watch "$EAM_TMP/notifications-other"
agent_up --config "$EAM_TMP/agent.conf"
other_badges=$(badge_directory)

DESK=$first
desk_session alpha
alpha=$REPLY
claude_in alpha
desk_window elsewhere sleep 1000
desk_type alpha: "2"
need "a turn of the first user is announced" wait_for 8 notifications_count_is 1
check "on his badge" badge_is "$alpha" "$is_bell"
check "root sees it" frames_have "$EAM_TMP/frames-root" '.name == "claude"'
nothing_there() { ! frames_have "$EAM_TMP/frames-other" '.type == "session" or .type == "input"'; }
check "the other user's socket does not" nothing_there
DESK=$other
check "nor does his screen" notifications_count_is 0
check "nor his badges" test -z "$(ls -A "$other_badges" 2>/dev/null)"
finish_run
