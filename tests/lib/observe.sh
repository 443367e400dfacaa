# SPDX-License-Identifier: MIT
# shellcheck shell=bash
# What the socket, the badges and the notifications say, as files of JSON lines with "at", in ms
# of the wall clock. Each *_watch runs in the background until the script ends.

stamp() {
	local line
	while IFS= read -r line; do
		printf '{"at":%s,"%s":%s}\n' "$(now_ms)" "$1" "$line"
	done
}

watch_in_background() {
	"$@" </dev/null 2>/dev/null &
	at_end "kill -TERM $! 2>/dev/null; wait $! 2>/dev/null"
}

# frames_watch FILE [USER]: every frame that USER, or root, gets. Connects again when it ends.
frames_watch() {
	: >"$1"
	watch_in_background frames_copy "$@"
	wait_for 30 frames_have "$1" '.type == "synced"' || fail "no snapshot from $EAM_SOCKET"
}

frames_copy() {
	trap 'kill $(jobs -p) 2>/dev/null; exit' TERM
	while :; do
		{ frames_read "${2:-root}" | stamp frame >>"$1"; } &
		wait $! || :
		sleep 0.1
	done
}

frames_read() {
	if [ "$1" = root ]; then
		exec socat -u "UNIX-CONNECT:$EAM_SOCKET,type=5" -
	else
		exec_as_user "$1" socat -u "UNIX-CONNECT:$EAM_SOCKET,type=5" -
	fi
}

# frames_have FILE CONDITION [SINCE-MS]: some frame is so.
frames_have() {
	jq -es "any(.[] | select(.at >= ${3:-0}) | .frame; $2)" "$1" >/dev/null 2>&1
}

# frames_at FILE CONDITION [SINCE-MS]: when the first such frame came.
frames_at() {
	jq -rs "first(.[] | select(.at >= ${3:-0} and (.frame | $2)) | .at) // empty" "$1"
}

# frames_last FILE NAME: the present session frame of the session NAME.
frames_last() {
	jq -cs --arg name "$2" \
		'[.[].frame | select(.type == "session" and .name == $name)] | last // empty' "$1"
}

# frames_say FILE NAME CONDITION: the latest frame of the session NAME is so.
frames_say() {
	[ "$(frames_last "$1" "$2" | jq "$3" 2>/dev/null)" = true ]
}

# frames_wait FILE NAME COUNT: so many sessions NAME wait.
frames_wait() {
	[ "$(jq -s --arg name "$2" '[.[].frame | select(.type == "session" and .name == $name)] |
		group_by(.id) | map(last | select(.state == "waiting")) | length' "$1")" = "$3" ]
}

# sessions_watch FILE: every session the agent tells of, as it does.
sessions_watch() {
	: >"$1"
	watch_in_background sessions_copy "$1"
}

sessions_copy() {
	trap 'kill $(jobs -p) 2>/dev/null; exit' TERM
	{ exec_desk_in "$EAM_TMP/bin/ebpf-ai-monitor" watch --json; } > >(stamp session >>"$1") &
	wait $!
}

cli() { desk_in timeout 30 "$EAM_TMP/bin/ebpf-ai-monitor" "$@"; }

# status_says NAME CONDITION: the agent says so of the session NAME.
status_says() {
	status_json | jq -e --arg name "$1" "any(.[]; .name == \$name and ($2))" >/dev/null
}

status_json() { desk_in timeout 5 "$EAM_TMP/bin/ebpf-ai-monitor" status --json 2>/dev/null; }

# is_in NAME CONTAINER: it is in that window, and only there; the badge too.
is_in() {
	status_says "$1" ".place == \"found\" and .window == $2" && badge_exists "$2"
}

# is_nowhere NAME PLACE: it is known and in no window, for the reason PLACE.
is_nowhere() { status_says "$1" ".place == \"$2\" and .window == 0"; }

session_id() { status_json | jq -r --arg name "$1" 'first(.[] | select(.name == $name) | .id)'; }

# agent_call METHOD ARGUMENT...
agent_call() {
	local method=$1
	shift
	desk_in gdbus call --session --dest org.ebpfaimonitor.Agent1 --timeout 5 \
		--object-path /org/ebpfaimonitor/Agent1 \
		--method "org.ebpfaimonitor.Agent1.$method" "$@" >/dev/null 2>&1
}

badge_directory() { printf '%s/i3pm-badges\n' "$(user_runtime "$DESK")"; }

badge_file() { printf '%s/%s.json\n' "$(badge_directory)" "$1"; }

badge_exists() { [ -e "$(badge_file "$1")" ]; }

badge_gone() { ! badge_exists "$1"; }

# badge_says CONTAINER CONDITION
badge_says() { jq -e "$2" "$(badge_file "$1")" >/dev/null 2>&1; }

# badge_valid CONTAINER: it is there, and nothing a reader trips over.
badge_valid() {
	local faults
	badge_exists "$1" || return
	faults=$(python3 "$EAM_SOURCE/tests/lib/read_badges.py" "$(badge_directory)" "$1.json") || {
		say "# badge: $faults: $(cat "$(badge_file "$1")")"
		return 1
	}
}

badges_watch() {
	install -d -o "$DESK" -g "$(id -g "$DESK")" -m 755 "$(badge_directory)"
	: >"$1"
	watch_in_background badges_copy "$1"
	sleep 0.2
}

badges_copy() {
	trap 'kill $(jobs -p) 2>/dev/null; exit' TERM
	{
		exec inotifywait -qm -e create,modify,moved_to,delete,close_write \
			--format '{"event":"%e","file":"%f"}' "$(badge_directory)"
	} > >(stamp badge >>"$1") &
	wait $!
}

# badges_atomic FILE: what readers look at only ever appeared whole, by a rename.
badges_atomic() {
	jq -es 'all(.[].badge | select(.file | endswith(".json"));
		.event == "MOVED_TO" or .event == "DELETE")' "$1" >/dev/null
}

# notifications_watch FILE: every call of the desktop's notification interface.
notifications_watch() {
	: >"$1"
	watch_in_background notifications_copy "$1"
	wait_for 30 notifications_ready "$1" || fail "cannot watch the session bus of $DESK"
	: >"$1"
}

# A call that nobody minds shows that the monitor sees calls.
notifications_ready() {
	desk_notification_server
	[ -s "$1" ]
}

notifications_copy() {
	trap 'kill $(jobs -p) 2>/dev/null; exit' TERM
	{
		exec_desk_in dbus-monitor --session "interface='org.freedesktop.Notifications'"
	} > >(notifications_parse >>"$1") &
	wait $!
}

# The text of dbus-monitor: a head line with member=NAME, then the arguments, three spaces in.
# Text of more than one line goes on without indent.
notifications_parse() {
	local line member='' at='' arguments=()
	while IFS= read -r line; do
		case $line in
		'method call '* | 'signal '* | 'method return '* | 'error '*)
			notifications_emit
			member=${line##*member=}
			at=${line#*time=}
			at=${at%% *}
			arguments=()
			[[ $line == *member=* ]] || member=
			[[ $member =~ ^(Notify|CloseNotification|ActionInvoked|NotificationClosed|GetServerInformation)$ ]] ||
				member=
			;;
		'   string "'*) line=${line#*\"} && arguments+=("${line%\"}") ;;
		'   uint32 '*) arguments+=("${line##* }") ;;
		'   int32 '*) notifications_emit ;; # the time-out, Notify's last argument
		'   '*) ;;
		*) [ ${#arguments[@]} = 0 ] || arguments[-1]+=$'\n'${line%\"} ;;
		esac
		[ "$member" = Notify ] || notifications_emit_short
	done
}

notifications_emit() {
	[ -n "$member" ] || return 0
	jq -cn --arg at "$at" --arg call "$member" '{at: ($at | tonumber * 1000 | floor),
		call: $call, arguments: $ARGS.positional}' --args -- "${arguments[@]}"
	member=
}

notifications_emit_short() {
	[ "$member" = GetServerInformation ] && notifications_emit
	[ ${#arguments[@]} = 0 ] && return
	case $member in
	CloseNotification) notifications_emit ;;
	ActionInvoked | NotificationClosed) [ ${#arguments[@]} -lt 2 ] || notifications_emit ;;
	esac
}

# notified FILE CONDITION [SINCE-MS]: some Notify was so; .summary .body .replaces .app there.
notified() {
	notifications_of "$1" "${3:-0}" | jq -es "any(.[]; $2)" >/dev/null
}

notified_at() {
	notifications_of "$1" "${3:-0}" | jq -rs "first(.[] | select($2) | .at) // empty"
}

# notified_nothing FILE SINCE-MS
notified_nothing() { [ -z "$(notifications_of "$1" "$2")" ]; }

notifications_of() {
	jq -c --argjson since "$2" 'select(.call == "Notify" and .at >= $since) | {at,
		app: .arguments[0], replaces: .arguments[1], summary: .arguments[3],
		body: .arguments[4]}' "$1"
}

# calls_watch: the calls of Notify as dbus-monitor prints them, in $calls, for their hints.
calls_watch() {
	calls=$EAM_TMP/calls
	exec_desk_in dbus-monitor --session \
		"interface='org.freedesktop.Notifications',member='Notify'" >"$calls" 2>/dev/null &
	at_end "kill -TERM $!"
}

# hint NAME PATTERN: the latest call has it so.
hint() {
	tac "$calls" | sed '/member=Notify/q' | tac | grep -A 1 "string \"$1\"" | tail -n 1 |
		grep -qE "$2"
}

notifications_count_is() { [ "$(desk_notifications)" = "$1" ]; }
