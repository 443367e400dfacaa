#!/bin/bash
# SPDX-License-Identifier: MIT
# Badges over minutes: the agent lives by a clock that goes forty times as fast, and beside it the
# panel, which removes badges that are too old.
# shellcheck disable=SC2034,SC2154
# shellcheck source=tests/lib/desktop.sh
. "$(dirname "$0")/../lib/desktop.sh"

speed=40
faketime=$(compgen -G '/usr/lib/*/faketime/libfaketimeMT.so.1' | head -n 1) ||
	skip_all "libfaketime is not installed"
desktop_up age
desk_session alpha
alpha=$REPLY
desk_session beta
beta=$REPLY
claude_in alpha
codex_in beta
desk_window elsewhere sleep 1000

agent_down
agent_environment=(LD_PRELOAD="$faketime" FAKETIME="+0 x$speed")
began=$(now_ms)
agent_up --config "$EAM_TMP/agent.conf"
agent_now() { printf '%s\n' $(((began + ($(now_ms) - began) * speed) / 1000)); }
agent_sleep() { sleep "$(($1 / speed)).5"; }

# What it does every few seconds of its clock. That of the agent may be a little ahead.
panel() {
	local file now
	while sleep 0.1; do
		now=$(agent_now)
		for file in "$(badge_directory)"/*.json; do
			[ "$(jq "$now - .timestamp > 300" "$file" 2>/dev/null)" != true ] ||
				{ rm -f "$file" && printf '%s\n' "$file" >>"$EAM_TMP/removed"; }
		done
	done
}
: >"$EAM_TMP/removed"
watch_in_background panel
python3 "$EAM_SOURCE/tests/lib/read_badges.py" --watch "$(badge_directory)" $speed \
	>"$EAM_TMP/reader" &
reader=$!
at_end "end_process $reader"

desk_type alpha: 2
need "a turn rings" wait_for 8 badge_says "$alpha" "$is_bell"
need "the other has a badge" wait_for 4 badge_exists "$beta"
agent_sleep 400
check "what lives is never too old for the panel" test ! -s "$EAM_TMP/removed"
check "and is there" badge_says "$alpha" "$is_bell"
fresh() { [ "$(jq "$(agent_now) - .timestamp < 200" "$(badge_file "$1")")" = true ]; }
check "with a time that is kept fresh" fresh "$alpha"

shown=$(desk_notifications)
need "its notification is there" test "$shown" -ge 1
agent=${agent_pid[$DESK]}
kill -STOP "$agent" # as all of the machine sleeps, and the panel is the first to wake
agent_sleep 420
check "after a long sleep the panel removes it" grep -q "/$alpha.json" "$EAM_TMP/removed"
need "both" badge_gone "$beta"
: >"$EAM_TMP/removed"
kill -CONT "$agent"
check "which is no dismissal: it is back" wait_for 2 badge_says "$alpha" "$is_bell"
check "the other too" wait_for 2 badge_exists "$beta"
check "the notification stays" notifications_count_is "$shown"

kill -STOP "$agent"
rm "$(badge_file "$alpha")"
agent_sleep 60
kill -CONT "$agent"
check "removed before its time, it is dismissed: the notification goes" wait_for 2 \
	notifications_count_is $((shown - 1))
agent_sleep 240 # three heartbeats
check "and no heartbeat brings it back" badge_gone "$alpha"
check "though they do beat" fresh "$beta"
check "nothing was too old meanwhile" test ! -s "$EAM_TMP/removed"
desk_type alpha: 2
check "its next turn does" wait_for 6 badge_says "$alpha" "$is_working"

end_process "$reader"
only_old() { ! grep -v timestamp "$EAM_TMP/reader"; }
check "the strictest reader never tripped, but on what was too old in the long sleep" only_old
finish_run
