#!/bin/bash
# SPDX-License-Identifier: MIT
# Sessions of another user, on what is another machine to the agent: a real sshd, on a loopback of
# its own.
[ -n "${EAM_ALONE:-}" ] || EAM_ALONE=1 exec unshare --net "$0"
# shellcheck source=tests/lib/desktop.sh
. "$(dirname "$0")/../lib/desktop.sh"

PORT=2222
for command in dropbear dropbearkey ssh ssh-keygen; do
	command -v "$command" >/dev/null || skip_all "$command is not installed"
done
ip link set lo up
desktop_up remote
far=eam-far-$$
user_up "$far"
usermod -p '*' "$far" # locked accounts are refused
home_of() { getent passwd "$1" | cut -d: -f6; }

# far_up: what the other machine has.
far_up() {
	local bin=$EAM_TMP/far-bin home pid
	home=$(home_of "$far")
	install -d -m 755 "$bin"
	printf '#!/bin/sh\nexec %s "$@" --socket %s\n' "$EAM_TMP/bin/ebpf-ai-monitor" "$EAM_SOCKET" \
		>"$bin/ebpf-ai-monitor"
	chmod 755 "$bin/ebpf-ai-monitor"
	# shellcheck disable=SC2016
	printf '#!/bin/sh\nPATH=%s:/usr/bin:/bin\nexport PATH\nexec sh -c "${SSH_ORIGINAL_COMMAND:-exec bash}"\n' \
		"$bin" >"$bin/login"
	chmod 755 "$bin/login"
	install -d -o "$far" -g "$far" -m 700 "$home/.ssh"
	{
		printf 'command="%s" ' "$bin/login"
		cat "$EAM_TMP/login.pub"
	} >"$home/.ssh/authorized_keys"
	chown "$far" "$home/.ssh/authorized_keys"
	chmod 600 "$home/.ssh/authorized_keys"
	dropbearkey -t ed25519 -f "$EAM_TMP/host" >/dev/null 2>&1
	dropbear -F -E -s -p "127.0.0.1:$PORT" -r "$EAM_TMP/host" \
		-P "$EAM_TMP/dropbear.pid" >"$EAM_TMP/dropbear.log" 2>&1 &
	pid=$!
	at_end "end_process $pid"
}

# here_up: how the user of the desktop gets there.
here_up() {
	local home
	home=$(home_of "$DESK")
	install -d -o "$DESK" -m 700 "$home/.ssh"
	install -o "$DESK" -m 600 "$EAM_TMP/login" "$home/.ssh/login"
	cat >"$home/.ssh/config" <<-END
		Host build1
		HostName 127.0.0.1
		Port $PORT
		User $far
		IdentityFile ~/.ssh/login
		StrictHostKeyChecking no
		UserKnownHostsFile /dev/null
		LogLevel ERROR
	END
	chown "$DESK" "$home/.ssh/config"
}

ssh-keygen -q -t ed25519 -N '' -f "$EAM_TMP/login"
far_up
here_up
desk_session alpha
alpha=$REPLY
desk_type alpha: "ssh -t build1"
frames=$EAM_TMP/frames-far
frames_watch "$frames" "$far"
logged_in() { pgrep -u "$far" -x bash >/dev/null; }
wait_for 10 logged_in || fail "no login: $(tail -n 3 "$EAM_TMP/dropbear.log")"
claude_in alpha
# Another user may have gone there, too.
install -m 755 /bin/sh "$EAM_TMP/far-bin/ssh"
exec_as_user "$far" script -qc "$EAM_TMP/far-bin/ssh -c 'sleep 1000; :' build1" /dev/null \
	>/dev/null </dev/null &
at_end "end_process $!"
check "nothing is shown of other machines" test "$(status_json)" = '[]'
printf '[notifications]\nmin-turn-ms=1000\n[remote]\nhosts=build1\n' >"$EAM_TMP/agent.conf"
check "unless they are asked for, in the window of their ssh" wait_for 8 is_in claude "$alpha"
check "by the name of the machine" status_says claude \
	'(.id | startswith("build1/")) and (.project | startswith("build1"))'
desk_window elsewhere sleep 1000 # nobody looks
desk_type alpha: 2
check "a turn there is on a badge here" wait_for 4 badge_says "$alpha" "$is_working"
check "its end too" wait_for 8 badge_is "$alpha" "$is_bell"
check "by one card" wait_for 4 notifications_count_is 1
check "that names the machine" notified "$notifications" '.body | startswith("build1")'
# The one that the agent holds is the one that watches.
pkill -u "$far" -f 'watch --json' || fail "nothing watches as $far"
since=$(now_ms)
desk_type alpha: 3
check "a connection that breaks is taken up again" wait_for 10 notified "$notifications" \
	'.summary == "Claude Code finished"' "$since"
desk_type alpha: crash
check "it ends" wait_for 4 badge_gone "$alpha"
finish_run
