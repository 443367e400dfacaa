# SPDX-License-Identifier: MIT
# shellcheck shell=bash
# The programs under test, and the stand-in under the names of agents. Copies, because the users
# of the tests need not be able to enter the build directory.

collector_pid=
declare -A agent_pid

# programs_up [NAME...]: the programs, and the stand-in under each NAME, in $EAM_TMP/bin.
programs_up() {
	local name
	install -d -m 755 "$EAM_TMP/bin"
	for name in collector/ebpf-ai-monitor-collector agent/ebpf-ai-monitor-agent \
		agent/ebpf-ai-monitor; do
		install -m 755 "$EAM_BUILD/$name" "$EAM_TMP/bin/" ||
			fail "$EAM_BUILD/$name is not built; run meson setup and ninja, or tests/run"
	done
	install -Dm 644 -t "$EAM_TMP/share/icons/hicolor/scalable/apps" "$EAM_BUILD"/agent/icons/*.svg
	[ ! -x "$EAM_BUILD/tests/pointer/click" ] ||
		install -m 755 "$EAM_BUILD/tests/pointer/click" "$EAM_TMP/bin/"
	for name; do
		install -m 755 "$EAM_BUILD/tests/stand-in/stand-in" "$EAM_TMP/bin/$name"
	done
	EAM_SOCKET=$EAM_TMP/run/events.sock
	install -d -m 755 "$EAM_TMP/run"
}

# collector_up [OPTION...]: as root; returns when it serves.
collector_up() {
	"$EAM_TMP/bin/ebpf-ai-monitor-collector" --socket "$EAM_SOCKET" "$@" \
		>>"$EAM_TMP/collector.log" 2>&1 </dev/null &
	collector_pid=$!
	at_end collector_down
	wait_for 30 socket_serves || {
		tail -n 20 "$EAM_TMP/collector.log" >&2
		fail "the collector does not serve $EAM_SOCKET, see above"
	}
}

collector_down() {
	[ -n "$collector_pid" ] || return 0
	end_process "$collector_pid"
	collector_pid=
}

collector_kill() {
	kill -KILL "$collector_pid"
	wait "$collector_pid" 2>/dev/null || :
	collector_pid=
}

# A hello is there for whoever asks.
socket_serves() {
	local line
	kill -0 "$collector_pid" 2>/dev/null || return 0 # the caller sees that next
	line=$(timeout 1 socat -u "UNIX-CONNECT:$EAM_SOCKET,type=5" - 2>/dev/null | head -n 1)
	[[ $line == *'"hello"'* ]]
}

# agent_up [OPTION...]: in the session of $DESK, with the variables in $agent_environment; returns
# when it has heard the collector.
agent_environment=()
agent_up() {
	local before log=$EAM_TMP/agent-$DESK.log
	touch "$log"
	before=$(agent_links)
	exec_desk_in env "${agent_environment[@]}" \
		"$EAM_TMP/bin/ebpf-ai-monitor-agent" --socket "$EAM_SOCKET" --log-level debug "$@" \
		>>"$log" 2>&1 </dev/null &
	agent_pid[$DESK]=$!
	at_end "DESK=$DESK agent_down"
	wait_for 30 agent_settled "$before" || :
	agent_linked_since "$before" || {
		tail -n 20 "$log" >&2
		fail "the agent did not connect to the collector, see above"
	}
}

agent_settled() { agent_linked_since "$1" || process_gone "${agent_pid[$DESK]}"; }

# How often an agent of $DESK has heard a collector. By its own word: the collector may not have
# noticed yet which of its connections are gone.
agent_links() { grep -c ': link: collector "' "$EAM_TMP/agent-$DESK.log" || :; }

agent_linked_since() { [ "$(agent_links)" -gt "$1" ]; }

agent_kill() {
	kill -KILL "${agent_pid[$DESK]}"
	wait "${agent_pid[$DESK]}" 2>/dev/null || :
	unset "agent_pid[$DESK]"
}

agent_down() {
	[ -n "${agent_pid[$DESK]:-}" ] || return 0
	end_process "${agent_pid[$DESK]}"
	unset "agent_pid[$DESK]"
}

descriptors_of() { find "/proc/$1/fd" -maxdepth 1 -type l 2>/dev/null | wc -l || :; }

# memory_of PID: its own, in KiB; 0 in a build with sanitizers, where what is freed is kept.
memory_of() {
	if [ -n "${EAM_SANITIZED:-}" ]; then echo 0; else awk '$1 == "RssAnon:" { print $2 }' "/proc/$1/status"; fi
}

# In a build with sanitizers, what they report of programs that have ended fails the test.
look_for_reports() {
	# shellcheck disable=SC2034 # run_at_end's
	! grep -hs -A 40 'Sanitizer:\|runtime error:' "$EAM_TMP"/*.log >&2 || status=1
}
