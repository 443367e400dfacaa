#!/bin/bash
# SPDX-License-Identifier: MIT
# Nobody's silence delays what others have to say: tmux, swaymsg, systemctl, Sway itself and the
# notification server hang.
# shellcheck disable=SC2034,SC2154
# shellcheck source=tests/lib/desktop.sh
. "$(dirname "$0")/../lib/desktop.sh"

LATE_MS=100
desktop_up hang
desk_session alpha
alpha=$REPLY
claude_in alpha
truth_up plain
desk_window plain "$EAM_TMP/bin/codex" --truth "$(truth_file plain)" -e \
	'osc working; work 900; osc idle; silent 900; loop'
plain=$REPLY
need "before, both are found" wait_for 4 is_in claude "$alpha"

agent_down
install -d "$EAM_TMP/hang"
for name in tmux swaymsg systemctl; do
	printf '#!/bin/sh\nexec sleep 1000\n' >"$EAM_TMP/hang/$name"
	chmod 755 "$EAM_TMP/hang/$name"
done
desk_window elsewhere sleep 1000 # which has the focus
printf '[notifications]\nmin-turn-ms=500\n' >"$EAM_TMP/agent.conf"
agent_environment=("PATH=$EAM_TMP/hang:/usr/local/bin:/usr/bin:/bin")
agent_up --config "$EAM_TMP/agent.conf"

watched=$EAM_TMP/watched
sessions_watch "$watched"

# delays SINCE: how long after the socket the agent has told each state of codex, ms, sorted.
delays() {
	jq -nr --argjson since "$1" --slurpfile told "$watched" --slurpfile frames "$frames" '
		[$frames[] | select(.at >= $since and .frame.name? == "codex") | . as $f |
			first($told[] | select(.session.pid? == $f.frame.pid and
				.session.state == $f.frame.state and
				.session["since-ms"] == $f.frame.since_ms) | .at - $f.at) // 9999] |
		sort | map(tostring) | join(" ")'
}

# in_no_time: most of ten seconds of changes, since a busy machine delays one or the other.
in_no_time() {
	local since list
	since=$(now_ms)
	sleep 7
	read -ra list < <(delays "$since")
	unset 'list[-1]' # perhaps told after the look
	say "# told after, ms: ${list[*]}"
	[ "${#list[@]}" -ge 4 ] && [ "${list[${#list[@]} / 2]}" -le "$LATE_MS" ]
}
sleep 0.5
check "tmux and swaymsg hang: the states of other sessions are told at once" in_no_time
check "also of the session in tmux" status_says claude '.state == "waiting"'
check "whose place is pending, or unknown" status_says claude '.window == 0'
check "the other's window is found" wait_for 4 is_in codex "$plain"
kill -STOP "$(desk_sway_of "$DESK")"
at_end "kill -CONT $(desk_sway_of "$DESK") 2>/dev/null"
check "Sway hangs too: states are told at once" in_no_time
kill -CONT "$(desk_sway_of "$DESK")"
server=$(pgrep -x -U "$DESK" swaync)
kill -STOP "$server"
at_end "kill -CONT $server 2>/dev/null"
check "the notification server hangs: states are told at once" in_no_time
since=$(now_ms)
kill -CONT "$server"
check "it goes on: so do notifications" wait_for 6 notified "$notifications" '.summary | test("Codex")' "$since"
rm "$EAM_TMP/hang/"*
check "they answer again: found, though nothing else happens" wait_for 20 is_in claude "$alpha"
finish_run
