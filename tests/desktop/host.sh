#!/bin/bash
# SPDX-License-Identifier: MIT
# One process between the terminals and the program whose windows show them, as VS Code has it; or none,
# as with JetBrains' programs.
# shellcheck source=tests/lib/desktop.sh
. "$(dirname "$0")/../lib/desktop.sh"

for command in footclient socat python3; do
	command -v "$command" >/dev/null || skip_all "$command is not installed"
done
desktop_up host gemini qwen
folder=$(desk_tmux_directory)
cat >"$EAM_TMP/host.py" <<'END'
import os, pty, select, socket, sys

folder, *commands = sys.argv[1:]
peers = {}
for command in commands:
    pid, master = pty.fork()
    if pid == 0:
        os.execl("/bin/sh", "sh", "-c", command)
    server = socket.socket(socket.AF_UNIX)
    server.bind(f"{folder}/host-{command.rsplit('-', 1)[1]}.sock")
    server.listen()
    peers[server] = master
    peers[master] = None
while True:
    for ready in select.select(list(peers), [], [])[0]:
        if isinstance(ready, int):
            data = os.read(ready, 4096)
            if peers[ready]:
                peers[ready].sendall(data)
        elif isinstance(peers[ready], tuple):
            data = ready.recv(4096)
            os.write(peers[ready][0], data)
        else:
            view, _ = ready.accept()
            peers[peers[ready]] = view
            peers[view] = (peers[ready],)
END
# In each terminal, what desk_do says.
for name in one two; do
	desk_commands "$name"
	# shellcheck disable=SC2016
	printf '%s\n' "exec 3<>$EAM_TMP/desk-$DESK/do-$name" \
		'while read -r line <&3; do eval "$line" 3<&-; done' >"$EAM_TMP/reader-$name"
done
chmod 644 "$EAM_TMP"/reader-* "$EAM_TMP"/host.py
desk_run setsid sh -c "python3 $EAM_TMP/host.py $folder 'exec sh $EAM_TMP/reader-one' \
	'exec sh $EAM_TMP/reader-two' & exec foot --server=$folder/foot.sock"
wait_for 10 test -S "$folder/foot.sock" || fail "foot --server did not start"
wait_for 10 test -S "$folder/host-two.sock" || fail "the host of the terminals did not start"
for name in one two; do
	desk_run footclient --server-socket="$folder/foot.sock" --app-id="$name" -- \
		socat -,raw,echo=0 "UNIX-CONNECT:$folder/host-$name.sock"
	desk_wait_window "$name"
done
one=$(desk_container one)
two=$(desk_container two)
plain() {
	truth_up "$1"
	desk_do "$1" "$EAM_TMP/bin/$2 --truth $(truth_file "$1")"
	need "$2 runs" wait_for 10 frames_say "$frames" "$2" '.state == "waiting"'
}
plain one claude
plain two codex
ambiguous_between() {
	status_says "$1" ".place == \"ambiguous\" and (.candidates | sort) == ([$2, $3] | sort)"
}
check "a host of terminals, as VS Code has it: nothing says which" wait_for 4 ambiguous_between claude "$one" "$two"
check "nor of the other" ambiguous_between codex "$one" "$two"
sleep 3 # what a new session gets may be its terminal's answer
desk_focus "$one"
sleep 1
desk_key "$one" ab
check "typed into: learned" wait_for 3 is_in claude "$one"
check "which says nothing of the other terminal" ambiguous_between codex "$one" "$two"
desk_focus "$two"
sleep 1
desk_key "$two" ab
check "typed into the other: learned" wait_for 3 is_in codex "$two"
check "and the first stays known" is_in claude "$one"

cat >"$EAM_TMP/ide.py" <<'END'
import os, pty, sys

for command in sys.argv[1:]:
    pid, master = pty.fork()
    if pid == 0:
        os.execl("/bin/sh", "sh", "-c", command)
    os.set_inheritable(master, True)
os.execlp("foot", "foot", "--app-id=ide", "sleep", "1000")
END
truth_up gemini
truth_up qwen
desk_run setsid python3 "$EAM_TMP/ide.py" "$EAM_TMP/bin/gemini --truth $(truth_file gemini)" \
	"$EAM_TMP/bin/qwen --truth $(truth_file qwen)"
desk_wait_window ide
for agent in gemini qwen; do
	wait_for 10 frames_say "$frames" "$agent" '.state == "waiting"'
	check "$agent, in a terminal of the program that has the window: there" wait_for 5 is_in "$agent" "$REPLY"
done
finish_run
