#!/bin/bash
# SPDX-License-Identifier: MIT
# The configuration changes while the agent runs: written, replaced, wrong, behind a link.
# shellcheck disable=SC2154
# shellcheck source=tests/lib/desktop.sh
. "$(dirname "$0")/../lib/desktop.sh"

desktop_up config
log=$EAM_TMP/agent-$DESK.log
file=$EAM_TMP/agent.conf
calls_watch
desk_session alpha
alpha=$REPLY
claude_in alpha
desk_window elsewhere sleep 1000

reads() { grep -c 'configuration read again' "$log" || :; }
read_again() { [ "$(reads)" -gt "$1" ]; }
# turn: the session works for two seconds and has waited long enough to be told of.
turn() {
	since=$(now_ms)
	desk_type alpha: 2
	wait_for 4 truth_is alpha working
	wait_for 6 truth_is alpha waiting
	wait_for 4 frames_say "$frames" claude '.state == "waiting"'
	sleep 1
}

before=$(reads)
cat >"$file" <<-'END'
	[notifications]
	min-turn-ms=1000
	finished-title={agent} <{project}>
	finished-text=<b>{tmux}</b> & more
	finished-urgency=low
	finished-sound=bell
	finnished=true
END
need "a file that is written again is read again" wait_for 3 read_again "$before"
check "a key that is not known is told of, with its line" grep -q \
	"agent.conf:7: there is no key 'finnished'" "$log"
turn
check "the next notification has the new title" notified "$notifications" \
	'.summary == "Claude Code <alpha>"' "$since"
check "and the new text, its markup escaped" notified "$notifications" \
	'.body == "&lt;b&gt;alpha:0.0&lt;/b&gt; &amp; more"' "$since"
check "the new urgency" wait_for 3 hint urgency 'byte 0$'
check "and the new sound" wait_for 3 hint sound-name '"bell"$'
sleep 0.7
desk_shot markup

since=$(now_ms)
printf '[notifications]\nfinished=true\nmin-turn-ms=soon\n' >"$file.new"
mv "$file.new" "$file"
complained() { grep -q "agent.conf:3: the value of 'min-turn-ms'.*the old settings stay" "$log"; }
need "a wrong value is told of, with file, line and key" wait_for 3 complained
check "on the screen too" wait_for 3 notified "$notifications" \
	'.summary == "Configuration not used" and (.body | contains(":3:"))' "$since"
turn
check "and the old settings stay" notified "$notifications" '.summary == "Claude Code <alpha>"' \
	"$since"

# As a generation of home-manager's is switched to.
install -d "$EAM_TMP/one" "$EAM_TMP/two" "$EAM_TMP/other-badges"
chown "$DESK" "$EAM_TMP/other-badges"
printf '[notifications]\nmin-turn-ms=1000\n' >"$EAM_TMP/one/agent.conf"
printf '[notifications]\nfinished=false\n[badges]\ndirectory=%s\n' "$EAM_TMP/other-badges" \
	>"$EAM_TMP/two/agent.conf"
before=$(reads)
ln -s "$EAM_TMP/one/agent.conf" "$file.new"
mv -T "$file.new" "$file"
need "a link in its place is read" wait_for 3 read_again "$before"
before=$(reads)
ln -s "$EAM_TMP/two/agent.conf" "$file.new"
mv -T "$file.new" "$file"
need "and a link that is switched" wait_for 3 read_again "$before"
check "the badges move to the new folder" wait_for 3 test -e "$EAM_TMP/other-badges/$alpha.json"
check "all of them" badge_gone "$alpha"
turn
check "a class that is switched off is not shown" test \
	"$(notifications_of "$notifications" "$since" | wc -l)" = 0
before=$(reads)
kill -HUP "${agent_pid[$DESK]}"
check "SIGHUP has it read again" wait_for 3 read_again "$before"
agent_down
"$EAM_TMP/bin/ebpf-ai-monitor-agent" --print-config >"$file.example"
rm "$file"
sed 's/^#\([a-z-]*=\)/\1/' "$file.example" >"$file"
agent_up --config "$file"
check "the example, all of it switched on, is a configuration" wait_for 3 badge_exists "$alpha"

agent_down
since=$(now_ms)
printf '[projects]\nsources=git;pane;git\n' >"$file.wrong"
agent_up --config "$file.wrong"
told() { grep -c "agent.conf.wrong:2: the value of 'sources'.*twice; the defaults are used" "$log"; }
check "a wrong value at the start is told of, once" test "$(told)" = 1
check "on the screen too" wait_for 5 notified "$notifications" \
	'.summary == "Configuration not used" and (.body | contains(":2:"))' "$since"
check "and the defaults are used" wait_for 3 badge_exists "$alpha"
agent_down
since=$(now_ms)
printf '[badges]\ndirectory=/proc/no\n' >"$file.wrong"
agent_up --config "$file.wrong"
check "so is a folder that cannot be" wait_for 5 notified "$notifications" \
	'.summary == "Configuration not used" and (.body | contains("/proc/no"))' "$since"
check "in whose place the usual one is" wait_for 3 badge_exists "$alpha"
finish_run
