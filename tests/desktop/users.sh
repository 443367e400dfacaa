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
no_badges() { [ -z "$(ls -A "$other_badges" 2>/dev/null)" ]; }
check "nor his badges" no_badges

# As sudo -u does: an agent of the other user in a terminal of the first.
install -m 4755 "$(command -v setpriv)" "$EAM_TMP/bin/become"
touch "$EAM_TMP/truth-theirs"
chown "$other" "$EAM_TMP/truth-theirs"
DESK=$first
# The stand-in opens its terminal anew, which is the first user's.
# shellcheck disable=SC2016
desk_window theirs sh -c 'chmod 666 "$(tty)"; exec "$@"' sh "$EAM_TMP/bin/become" \
	--reuid "$(id -u "$other")" --regid "$(id -g "$other")" --clear-groups \
	"$EAM_TMP/bin/codex" --truth "$EAM_TMP/truth-theirs"
need "run as the other user, it is his" wait_for 10 frames_say "$EAM_TMP/frames-other" codex \
	'.state == "waiting"'
check "the first is not shown it, in his own terminal" test -z "$(frames_last "$frames" codex)"
DESK=$other
check "and the other has no window for it" wait_for 5 is_nowhere codex none
check "nor a badge" no_badges
finish_run
