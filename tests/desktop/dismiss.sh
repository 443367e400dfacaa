#!/bin/bash
# SPDX-License-Identifier: MIT
# The user, or a bar, removes a badge; looking at a window quiets it; or nobody can change one.
# shellcheck source=tests/lib/desktop.sh
. "$(dirname "$0")/../lib/desktop.sh"

desktop_up dismiss
desk_session alpha
alpha=$REPLY
claude_in alpha
desk_window elsewhere sleep 1000
elsewhere=$REPLY

desk_type alpha: "2"
need "a turn rings" wait_for 8 notifications_count_is 1
need "on the badge" badge_is "$alpha" "$is_bell"
rm "$(badge_file "$alpha")"
check "a removed badge takes the notification along" wait_for 2 notifications_count_is 0
stays_away() {
	local end=$(($(now_ms) + 3000))
	while [ "$(now_ms)" -lt "$end" ]; do
		badge_gone "$alpha" || return 1
		sleep 0.1
	done
}
check "and is not brought back" stays_away
desk_type alpha: "3"
check "but the next turn brings one" wait_for 4 badge_says "$alpha" "$is_working"
rm "$(badge_file "$alpha")"
wait_for 6 truth_is alpha waiting
check "whose end rings, even if its badge was removed at work" wait_for 4 badge_says "$alpha" \
	"$is_bell"
check "on the screen too" wait_for 3 notifications_count_is 1

sleep 1.5
desk_focus "$alpha"
check "looking at the window withdraws the notification" wait_for 3 notifications_count_is 0
quiet() { badge_gone "$alpha" || badge_says "$alpha" '.needs_attention == false'; }
check "and quiets the badge" wait_for 4 quiet

desk_focus "$elsewhere"
desk_type alpha: "3"
need "another turn" wait_for 4 badge_says "$alpha" "$is_working"
directory=$(badge_directory)
mount --bind "$directory" "$directory"
at_end "umount '$directory' 2>/dev/null"
mount -o remount,bind,ro "$directory"
wait_for 6 truth_is alpha waiting
refused() { [ "$(grep -c "can't write.*Read-only file system" "$EAM_TMP/agent-$DESK.log")" = 1 ]; }
check "whose badge can't be made true, for a reason that is said once" wait_for 4 refused
sleep 5
check "still once" refused
umount "$directory"
check "and it is, as soon as it can be" wait_for 3 badge_is "$alpha" "$is_bell"
finish_run
