# SPDX-License-Identifier: MIT
# shellcheck shell=bash
# What is observed (observe.sh), as lines for a reader:  +12.3s  socket  claude  waiting ...

show_start() { show_began=$(now_ms); }

# show_line AT-MS WHERE TEXT
show_line() {
	local tenths=$((($1 - show_began) / 100))
	printf '%+6s.%ds  %-12s  %s\n' "+$((tenths / 10))" $((tenths % 10)) "$2" "$3"
}

show_step() { show_line "$(now_ms)" "$1" "$2"; }

# show_follow FILE FUNCTION: calls FUNCTION with AT and one text for each line of FILE, as they come.
show_follow() { watch_in_background show_each "$@"; }

show_each() {
	trap 'kill $(jobs -p) 2>/dev/null; exit' TERM
	{ exec tail -q -n +1 -F "$1"; } > >(show_parse "$2") &
	wait $!
}

show_parse() {
	local at text id
	declare -A shown
	jq --unbuffered -r "$(show_filter "$1")" | while IFS=$'\t' read -r at text id; do
		"$1" "$at" "$text" "$id"
	done
}

show_filter() {
	case $1 in
	show_frame) cat <<-'END' ;;
		select(.frame.type == "session" or .frame.type == "hello") | .at as $at | .frame |
		if .type == "hello" then [$at, "connected: collector \(.version), probe \(.probe)"]
		else [$at, "\(.name | . + " " * (10 - length)) \(.state | . + " " * (8 - length)) "
			+ if .exit.signal then "by signal \(.exit.signal)"
			elif .exit then "with code \(.exit.code)"
			elif .kind_reason then "(\(.reason)) \(.kind // "unclear") (\(.kind_reason))"
			else "(\(.reason))" end] end | @tsv
	END
	show_badge) cat <<-'END' ;;
		select(.badge.file | endswith(".json")) |
		select(.badge.event == "MOVED_TO" or .badge.event == "DELETE") |
		[.at, "\(.badge.file) \(.badge.event)"] | @tsv
	END
	show_notification) cat <<-'END' ;;
		if .call == "Notify" then [.at, "\(.arguments[3]): \(.arguments[4] | gsub("\n"; ", "))"]
		elif .call == "NotificationClosed" then [.at, "taken off the screen", .arguments[0]]
		elif .call == "ActionInvoked" then [.at, "clicked"]
		else empty end | @tsv
	END
	esac
}

show_frame() { show_line "$1" socket "$2"; }

# SwayNC says it twice.
show_notification() {
	[ -z "$3" ] || [ -z "${shown[$3]:-}" ] || return 0
	[ -z "$3" ] || shown[$3]=1
	show_line "$1" notification "$2"
}

# Not the rewrites that change nothing but the time.
show_badge() {
	local file=${2% *} content
	content=$(jq -r '"\(.source | . + " " * (12 - length)) \(.state | . + " " * (8 - length)) " +
		"\(if .needs_attention then "rings" else "quiet" end), count \(.count), " +
		"project \(.project)"' "$(badge_directory)/$file" 2>/dev/null) || content=removed
	[ "${2##* }" != DELETE ] || content=removed
	[ "${shown[$file]:-}" != "$content" ] || return 0
	shown[$file]=$content
	show_line "$1" badge "$file: $content"
}
