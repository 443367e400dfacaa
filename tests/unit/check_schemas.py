# SPDX-License-Identifier: MIT
"""All that the command line prints as JSON is as the schemas say, whoever tells it, whatever it is called."""

import contextlib
import copy
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.environ["EAM_SOURCE"], "tests/lib"))
import schema  # pylint: disable=wrong-import-position

BUILD = os.environ["EAM_BUILD"]
PROGRAM = os.path.join(BUILD, "agent", "ebpf-ai-monitor")
HELLO = {"type": "hello", "protocol": 1, "version": "0.1.0", "probe": "syscall", "threshold_ms": 1000}
HOSTILE = "\x1b[2J\u202e<b>&#(reboot)%{\n\ufeff\u0085\"\\"
BASIS = {"frames": 14, "frames_ms": 1200, "quiet_ms": 30, "mode": "raw", "cursor": "hidden", "says": "work",
         "says_ms": 120}
STATES = [{"state": "working", "reason": "title", "basis": BASIS},
          {"state": "waiting", "reason": "quiet"},
          {"state": "waiting", "reason": "declared", "kind": "attention", "kind_reason": "declared"},
          {"state": "waiting", "reason": "stdin", "kind": "input", "kind_reason": "stdin"},
          {"state": "waiting", "reason": "cursor", "kind": "finished", "kind_reason": "cursor"},
          {"state": "unknown", "reason": "scan"},
          {"state": "stopped", "reason": "job", "name": HOSTILE, "source": HOSTILE, "tty": HOSTILE}]


def frames():
    now = int(time.time() * 1000)
    for number, state in enumerate(STATES):
        yield {"type": "session", "id": f"{os.getpid()}-{number}", "pid": os.getpid(), "uid": os.getuid(),
               "name": "claude", "source": "claude-code", "tty": "pts/999", "since_ms": now - 5000,
               "worked_ms": 4000, "started_ms": now - 9000, "seq": number, **state}


def send(connection, frame):
    with contextlib.suppress(OSError):  # its reader has ended
        connection.send(json.dumps(frame).encode() + b"\n")


def serve(listener):
    """As a collector does; a session ends when its reader has read all."""
    while True:
        connection, _ = listener.accept()
        all_frames = list(frames())
        end = {**all_frames[0], "state": "exited", "reason": "exit"}
        for frame in [HELLO, *all_frames, {"type": "synced"}]:
            send(connection, frame)
        threading.Timer(0.5, send, [connection, end]).start()
        keep.append(connection)


keep = []

# On which nobody is started: what answers is ours.
BUS = """<busconfig><type>session</type><listen>unix:tmpdir=/tmp</listen><policy context="default">
<allow send_destination="*"/><allow receive_sender="*"/><allow own="*"/></policy></busconfig>"""


def write_history(folder):
    os.makedirs(os.path.join(folder, "ebpf-ai-monitor"))
    with open(os.path.join(folder, "ebpf-ai-monitor/history"), "w", encoding="utf-8") as file:
        for asked in (False, True):
            print(json.dumps({"session": "7-1", "agent": HOSTILE, "project": HOSTILE, "phase": "waiting",
                              "turn": True, "asked": asked, "began-ms": int(time.time() * 1000) - 9000,
                              "length-ms": 5000}), file=file)


def run(environment, command, *arguments):
    """What it printed until it ended, or for a moment."""
    argv = [PROGRAM, command, "--json", *arguments]
    with subprocess.Popen(argv, env=environment, text=True, stdout=subprocess.PIPE,
                          stderr=subprocess.DEVNULL) as process:
        if command == "watch":
            time.sleep(1.5)
            process.terminate()
        return process.communicate(timeout=20)[0]


def has_json(command, environment):
    told = subprocess.run([PROGRAM, command, "--help"], env=environment, text=True, check=True,
                          capture_output=True).stdout
    return " --json " in told


def commands(environment):
    told = subprocess.run([PROGRAM, "--help"], env=environment, text=True, check=True,
                          capture_output=True).stdout
    listed = told.partition("Commands:\n")[2].partition("\n\n")[0]
    return {line.split()[0] for line in listed.splitlines()
            if not line.startswith("   ") and has_json(line.split()[0], environment)}


def check_catches(name, document):
    """A field without a schema is a mistake, and so is one that is missing."""
    parts = document if isinstance(document, list) else [document]
    for change in ((lambda part: part.update(another=1)), (lambda part: part.pop(next(iter(part))))):
        wrong = copy.deepcopy(parts)
        change(wrong[0])
        if not schema.mistakes(name, wrong if isinstance(document, list) else wrong[0]):
            yield f"{name}: its schema lets everything pass"


def check(environment, who, *arguments):
    for name in sorted(commands(environment)):
        text = run(environment, name, *(arguments if "--socket" in subprocess.run(
            [PROGRAM, name, "--help"], text=True, check=True, capture_output=True).stdout else ()))
        if not text.strip("[]\n"):
            yield f"{who}: {name} says nothing"
            continue
        found = schema.documents(name, text)
        if not text.isascii() or "\x1b" in text or "\x7f" in text:
            yield f"{who}: {name} is more than text"
        for document in found:
            yield from (f"{who}: {wrong}" for wrong in schema.mistakes(name, document))
        yield from check_catches(name, found[0])


@contextlib.contextmanager
def agent(environment, path):
    with subprocess.Popen([f"{PROGRAM}-agent", "--socket", path], env=environment,
                          stderr=subprocess.DEVNULL) as process:
        end = time.time() + 10
        while time.time() < end and len(json.loads(run(environment, "status", "--socket", path))) < len(STATES) - 1:
            time.sleep(0.2)
        yield
        process.terminate()


def main():
    # Nothing of this machine's: the rest runs on a bus of its own.
    if "DBUS_SESSION_BUS_ADDRESS" not in os.environ or len(sys.argv) < 2:
        if not shutil.which("dbus-run-session"):
            return 77
        kept = {name: os.environ[name] for name in os.environ if name.startswith("EAM_") or name == "PATH"}
        with tempfile.NamedTemporaryFile("w", suffix=".conf") as config:
            print(BUS, file=config, flush=True)
            return subprocess.run(["dbus-run-session", "--config-file", config.name, "--", sys.executable,
                                   __file__, "inside"], env={**kept, "LANG": "C.UTF-8"}, check=False).returncode
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "socket")
        environment = {**os.environ, "HOME": folder, "XDG_RUNTIME_DIR": folder, "XDG_STATE_HOME": folder}
        write_history(folder)
        listener = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        listener.bind(path)
        listener.listen()
        threading.Thread(target=serve, args=[listener], daemon=True).start()
        unknown = schema.names() ^ (commands(environment) | {"session"})
        wrong = [f"{name}: has a schema or --json, and not the other" for name in sorted(unknown)]
        wrong += check(environment, "collector", "--socket", path)
        with agent(environment, path):
            wrong += check(environment, "agent", "--socket", path)
    print("\n".join(wrong))
    return 1 if wrong else 0


sys.exit(main())
