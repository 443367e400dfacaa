# SPDX-License-Identifier: MIT
# shellcheck shell=bash disable=SC2034,SC2154
# One stop of a stand-in after the other, and the one card that each has to give.

# shellcheck source=tests/lib/desktop.sh
. "$(dirname "${BASH_SOURCE[0]}")/desktop.sh"

declare -A URGENCY=([low]=0 [normal]=1 [critical]=2)

# What goes on after an answer is worth no card.
stops_up() {
	calls_watch
	printf '[notifications]\nmin-turn-ms=2500\n' >"$EAM_TMP/agent.conf"
}

# stop SESSION LINE SUB: types LINE, until what follows is a stop of that name; $since then.
stop() {
	local before
	before=$(truth_at "$1" waiting "$3")
	desk_type "$1:" "$2"
	wait_for 9 truth_is_later "$1" "$3" "$before" || fail "the stand-in in $1 does not stop"
	since=$(truth_at "$1" waiting "$3")
}

truth_is_later() { [ "$(truth_at "$1" waiting "$2")" -gt "$3" ]; }

# card NAME CONTAINER SUMMARY BODY URGENCY: that, since $since, and no second one. Without a
# CONTAINER there is no badge to look at.
card() {
	check "$1: a card says so" wait_for 5 notified "$notifications" ".summary == \"$3\"" "$since"
	check "$1: and what is to be known" notified "$notifications" \
		".summary == \"$3\" and (.body | test(\"$4\"))" "$since"
	check "$1: as urgent as that" wait_for 1 hint urgency "byte ${URGENCY[$5]}\$"
	[ -z "$2" ] || check "$1: the badge was first" badge_was_first "$2"
	sleep 0.7 # it slides in
	desk_shot "$(basename "$0" .sh)-$1"
	sleep 1.5
	check "$1: it is the only one" only_card "$3"
}

# The badge says that it waits, and said so before there was a card.
badge_was_first() {
	local badge notice
	badge=$(jq '.timestamp * 1000 | floor' "$(badge_file "$1")")
	notice=$(notified_at "$notifications" true "$since")
	say "# badge $((badge - since)) ms, card $((notice - since)) ms after it was so"
	badge_says "$1" "$is_bell" && [ "$badge" -le "$notice" ]
}

# Neither shown again, nor instead of another.
only_card() {
	[ "$(notifications_of "$notifications" "$since" | jq -c '[.summary, .replaces]')" = \
		"[\"$1\",\"0\"]" ]
}

# answer SESSION NAME
answer() {
	desk_tmux send-keys -t "$1:" y
	check "$2: the answer withdraws it" wait_for 3 notifications_count_is 0
	wait_for 5 truth_is "$1" waiting idle
	sleep 1.5
}

cards_are() { [ "$(notifications_of "$notifications" 0 | wc -l)" = "$1" ]; }

# status_shows WORDS: in a table that a terminal has room for.
status_shows() {
	local table
	table=$(desk_in "$EAM_TMP/bin/ebpf-ai-monitor" status --pretty)
	say "# ${table//$'\n'/$'\n# '}"
	[[ $table == *"$1"* ]] && ! grep -qE '.{81}' <<<"$table"
}
