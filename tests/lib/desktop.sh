# SPDX-License-Identifier: MIT
# shellcheck shell=bash disable=SC2034
# The whole chain, for the tests of the desktop: collector as root, a desktop of an ordinary user
# with the agent in it, the stand-in under the names of agents, and everything observed.

tests_lib=$(dirname "${BASH_SOURCE[0]}")
for part in common user desk daemons observe; do
	# shellcheck source=/dev/null
	. "$tests_lib/$part.sh"
done

# What the program promises: this long after it became true, the user has been told.
PROMISE_MS=2000

# desktop_up NAME [AGENT-NAME...]: everything runs, nothing is watched yet.
desktop_up() {
	local suite=$1
	shift
	need_root
	for command in sway swaync foot tmux jq socat inotifywait dbus-monitor wtype; do
		command -v "$command" >/dev/null || skip_all "$command is not installed"
	done
	start_run "$suite"
	at_end look_for_reports
	programs_up claude codex "$@"
	desk_up "eam-$suite-$$"
	collector_up
	frames=$EAM_TMP/frames
	notifications=$EAM_TMP/notifications
	badges=$EAM_TMP/badges
	frames_watch "$frames" "$DESK"
	notifications_watch "$notifications"
	badges_watch "$badges"
	# Turns of a test are short, and shall be announced nevertheless.
	printf '[notifications]\nmin-turn-ms=1000\n' >"$EAM_TMP/agent.conf"
	agent_up --config "$EAM_TMP/agent.conf"
}

# claude_in SESSION [OPTION...]: runs the stand-in in its shell, until it waits for a prompt.
claude_in() { stand_in_at claude "$@"; }
codex_in() { stand_in_at codex "$@"; }

stand_in_at() {
	local name=$1 target=$2 before
	shift 2
	truth_up "$target"
	before=$(truth_count "$target" waiting)
	desk_type "$target:" "$EAM_TMP/bin/$name --truth $(truth_file "$target") $*"
	wait_for 30 truth_count_is "$target" waiting $((before + 1)) ||
		fail "the stand-in $name did not start in $target"
	wait_for 10 frames_say "$frames" "$name" '.state == "waiting"' || {
		show_state || :
		fail "the collector does not see $name wait in $target, see above"
	}
}

# What the stand-in of a tmux session says of itself.
truth_file() { printf '%s/truth-%s\n' "$EAM_TMP" "$1"; }

truth_up() {
	touch "$(truth_file "$1")"
	chmod 666 "$(truth_file "$1")"
}

truth_count() {
	awk -v phase="$2" '$3 == phase' "$(truth_file "$1")" | wc -l
}

truth_count_is() { [ "$(truth_count "$1" "$2")" -ge "$3" ]; }

# truth_at SESSION PHASE [SUB]: wall-clock ms of the latest change to it, 0 for none.
truth_at() {
	awk -v phase="$2" -v sub_phase="${3:-}" 'BEGIN { at = 0 }
		$3 == phase && (sub_phase == "" || $4 == sub_phase) { at = $2 } END { print at }' \
		"$(truth_file "$1")"
}

# truth_is SESSION PHASE [SUB]: it is so now.
truth_is() {
	local phase sub
	read -r _ _ phase sub < <(tail -n 1 "$(truth_file "$1")")
	[ "$phase" = "$2" ] && [ "${3:-$sub}" = "$sub" ]
}

# The badge of CONTAINER is such and was so within the promise of SINCE-MS.
badge_is() { wait_for 4 badge_says "$1" "$2" && badge_valid "$1"; }

is_working='.state == "working" and .needs_attention == false'
is_stopped='.state == "stopped"'
is_bell='.state == "stopped" and .needs_attention == true'

# in_time WHAT SINCE-MS AT-MS: prints how late it was; false beyond the promise.
in_time() {
	local late=$((${3:-0} - $2))
	[ -n "${3:-}" ] || late=none
	say "# $1: $late ms after it was so"
	[ "$late" != none ] && [ "$late" -ge -50 ] && [ "$late" -le "$PROMISE_MS" ]
}

badge_changed_at() {
	jq -rs --arg file "$2.json" "first(.[] | select(.at >= $3 and .badge.file == \$file) | .at)
		// empty" "$1"
}

# told_in_time SINCE-MS CONTAINER FRAME-CONDITION NOTIFY-CONDITION: socket, badge, notification.
told_in_time() {
	wait_for 4 notified "$notifications" "$4" "$1" || :
	in_time socket "$1" "$(frames_at "$frames" "$3" "$1")" &&
		in_time badge "$1" "$(badge_changed_at "$badges" "$2" "$1")" &&
		in_time notification "$1" "$(notified_at "$notifications" "$4" "$1")"
}

show_state() {
	{
		printf '%s\n' '--- frames'
		tail -n 12 "$frames"
		printf '%s\n' '--- badges'
		head -n 3 "$(badge_directory)"/*.json
		tail -n 5 "$badges"
		printf '%s\n' '--- notifications'
		tail -n 8 "$notifications"
		printf '%s\n' "--- now $(now_ms)" '--- agent'
		tail -n 25 "$EAM_TMP/agent-$DESK.log"
		printf '%s\n' '--- status'
		status_json | jq -c '.[] | {name, state, place, window, candidates, tmux, title}'
		printf '%s\n' '--- collector'
		tail -n 5 "$EAM_TMP/collector.log"
		printf '%s\n' '--- truth'
		tail -n 3 "$EAM_TMP"/truth-*
	} 2>&1 | sed 's/^/# /'
}
