#!/bin/bash
# SPDX-License-Identifier: MIT
# Words that are typed and shown in a watched terminal are in no badge, card, log or file of the agent, and
# in no byte of its memory, along turns that are told with all that is told.
# shellcheck disable=SC2154
# shellcheck source=tests/lib/desktop.sh
. "$(dirname "$0")/../lib/desktop.sh"

# Not of this machine, so not one of those that must run.
[ -z "${EAM_SANITIZED:-}" ] || EAM_MUST_RUN='' skip_all "the memory of a sanitizer's build is terabytes of shadow"
PIECE=6 # so many characters of a word in a row are a find
desktop_up canary
# Works for a second when something is typed, and asks after it; every way but a title shows a word.
cat >"$EAM_TMP/bin/claude" <<-'END'
	#!/usr/bin/python3
	import os, sys, time, tty
	words = iter(open(sys.argv[1], "rb").read().split() * 1000)
	tty.setraw(0)
	def show(text):
	    os.write(1, text.replace(b"WORD", next(words)))
	def state(text):
	    show(b"\033]7501;state=" + text + b":x=WORD\033\\")
	show(b"prompt WORD")
	state(b"idle")
	while os.read(0, 4096):
	    state(b"working")
	    for _ in range(20):
	        show(b"\r\n\033[?25lWORD\033[?25h \033]8;;WORD\033\\WORD\033]8;;\033\\ \033]9;WORD\a")
	        time.sleep(0.1)
	    state(b"blocked")
END
words=$EAM_TMP/words
(tr -dc 'A-Za-z0-9' </dev/urandom || :) | head -c $((24 * 40)) | fold -w 24 >"$words"
chmod 644 "$words"
pieces=$EAM_TMP/pieces
awk -v n=$PIECE '{ for (i = 1; i <= length($0) - n + 1; i++) print substr($0, i, n) }' "$words" >"$pieces"

desk_session alpha
alpha=$REPLY
desk_window elsewhere sleep 1000
desk_focus "$REPLY"
desk_type alpha: "$EAM_TMP/bin/claude $words"
need "it is watched" wait_for 10 frames_say "$frames" claude '.state == "waiting"'

# Not by an argument of a program, as which anybody would see it.
type_word() {
	desk_tmux load-buffer - < <(printf '%s\r' "$(shuf -n 1 "$words")")
	desk_tmux paste-buffer -d -t alpha:
}
for turn in first second; do
	since=$(now_ms)
	type_word
	check "the $turn turn is a badge" badge_is "$alpha" "$is_working"
	check "so is what it asks then" badge_is "$alpha" "$is_bell"
	check "and a card" wait_for 4 notified "$notifications" '.summary | test("approval")' "$since"
done
shown() { desk_tmux capture-pane -p -t alpha: | grep -qFf "$pieces"; }
check "the words are shown" shown
status_json >"$EAM_TMP/status"
agent=${agent_pid[$DESK]}
desk_in "$EAM_TMP/bin/ebpf-ai-monitor" history --json >"$EAM_TMP/history" || :

# The bytes that AGENT has in memory.
memory() {
	python3 - "$1" <<-'END'
		import re, sys
		with open(f"/proc/{sys.argv[1]}/maps") as maps, open(f"/proc/{sys.argv[1]}/mem", "rb", 0) as mem:
		    for line in maps:
		        begin, end, access, name = re.match(r"(\w+)-(\w+) (\S+) \S+ \S+ \S+ *(.*)", line).groups()
		        if access.startswith("r") and not name.startswith("[v"):
		            mem.seek(int(begin, 16))
		            sys.stdout.buffer.write(mem.read(int(end, 16) - int(begin, 16)))
	END
}
kept() {
	cat "$EAM_TMP/status" "$EAM_TMP/history" "$frames" "$badges" "$notifications" "$(badge_directory)"/*.json \
		"$EAM_TMP/agent-$DESK.log" "$EAM_TMP/collector.log"
	find "$(user_runtime "$DESK")/ebpf-ai-monitor" "$EAM_TMP/home" -type f -exec cat {} +
	memory "$agent"
	memory "$collector_pid"
}
kept >"$EAM_TMP/kept"
has_name() { grep -aq 'claude-code' "$EAM_TMP/kept"; }
check "what is kept is looked through" has_name
found() { grep -aoFf "$pieces" "$EAM_TMP/kept"; }
nowhere() { ! found; }
check "and none of the words is in it" nowhere
finish_run
