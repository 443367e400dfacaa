#!/bin/bash
# SPDX-License-Identifier: MIT
# Sessions end: by themselves, killed, with a crash at work.
# shellcheck source=tests/lib/desktop.sh
. "$(dirname "$0")/../lib/desktop.sh"

desktop_up end
desk_session alpha
alpha=$REPLY
desk_window elsewhere sleep 1000

session_pid() { frames_last "$frames" claude | jq .pid; }
exited='.type == "session" and .name == "claude" and .state == "exited"'

# told_of_end SINCE-MS EXIT: socket and badge; EXIT is what the frame's "exit" has to hold.
told_of_end() {
	wait_for 3 frames_have "$frames" "$exited and .exit == $2" "$1" &&
		in_time socket "$1" "$(frames_at "$frames" "$exited" "$1")" &&
		wait_for 2 badge_gone "$alpha"
}

died_since() { wait_for 3 notified "$notifications" '.summary | test("died")' "$1"; }
nobody_died_since() { ! notified "$notifications" '.summary | test("died")' "$1"; }
never_finished_since() { ! notified "$notifications" '.summary | test("finished")' "$1"; }

claude_in alpha
check "an idle session has a badge" badge_is "$alpha" "$is_stopped"
since=$(now_ms)
desk_type alpha: "0 exit"
check "an orderly exit removes it" told_of_end "$since" '{"code":0}'
sleep 1
check "and is no death" nobody_died_since "$since"

claude_in alpha
since=$(now_ms)
kill -KILL "$(session_pid)"
check "kill -9 is told as signal 9" told_of_end "$since" '{"signal":9,"core":false}'
check "as a death" died_since "$since"
check "and never as finished" never_finished_since "$since"
desk_type alpha: "stty sane"

claude_in alpha
desk_type alpha: "2 crash"
wait_for 5 truth_is alpha exited crash
since=$(truth_at alpha exited crash)
check "a crash at work is told" told_of_end "$since" '{"signal":9,"core":false}'
check "as a death" died_since "$since"
check "and never as finished" never_finished_since "$since"
desk_type alpha: "stty sane"

claude_in alpha
check "a new session gets its badge" badge_is "$alpha" "$is_stopped"
since=$(now_ms)
desk_tmux kill-session -t alpha
check "a closed terminal ends the session" wait_for 3 frames_have "$frames" "$exited" "$since"
check "and its badge goes" wait_for 2 badge_gone "$alpha"
check "no badge is left" test -z "$(ls -A "$(badge_directory)")"
finish_run
