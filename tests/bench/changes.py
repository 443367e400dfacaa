# SPDX-License-Identifier: MIT
"""Plays the collector of more and more sessions, in panes of one tmux server, and looks what the agent
takes: changes.py SOCKET TMUX-SOCKET UID"""

import itertools
import json
import os
import socket
import struct
import subprocess
import sys
import time

import footprint
import table

COUNTS = (1, 10, 51)
A_SECOND = 3  # changes, of all of them together
SECONDS = 20
SETTLE_S = 5
REST_S = 10
TICK_S = 1 / os.sysconf("SC_CLK_TCK")


def now_ms():
    return int(time.time() * 1000)


class Session:
    """A pane, whose program is said to work and to wait by turns."""

    def __init__(self, pid, tty, uid):
        self.frame = {
            "type": "session", "id": f"{pid}-1", "pid": pid, "uid": uid, "name": "claude",
            "source": "claude-code", "tty": tty.removeprefix("/dev/"), "tty_dev": os.stat(tty).st_dev,
            "state": "working", "reason": "declared", "since_ms": now_ms(), "worked_ms": 0,
            "started_ms": now_ms(), "seq": 0}

    def change(self):
        f, now = self.frame, now_ms()
        waits = f["state"] == "working"
        f |= {"state": "waiting" if waits else "working", "since_ms": now, "seq": f["seq"] + 1,
              "worked_ms": now - f["since_ms"] if waits else 0}
        if waits:
            f |= {"kind": "finished", "kind_reason": "declared"}
        else:
            del f["kind"], f["kind_reason"]


class Agent:
    """Who has connected."""

    def __init__(self, path):
        server = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        server.bind(path)
        os.chmod(path, 0o666)
        server.listen()
        self.socket, _ = server.accept()
        self.pid = struct.unpack("3i", self.socket.getsockopt(
            socket.SOL_SOCKET, socket.SO_PEERCRED, 12))[0]

    def tell(self, frame):
        self.socket.send(json.dumps(frame).encode() + b"\n")

    def used_s(self):
        """Itself, and the programs that it has run."""
        with open(f"/proc/{self.pid}/stat") as file:
            fields = file.read().rpartition(")")[2].split()
        user, system, child_user, child_system = map(int, fields[11:15])
        return (user + system) * TICK_S, (child_user + child_system) * TICK_S


def open_pane(tmux):
    made = subprocess.run(
        ["tmux", "-S", tmux, "new-window", "-d", "-P", "-F", "#{pane_pid} #{pane_tty}", "-t", "crowd:",
         "sleep 100000"], check=True, capture_output=True, text=True)
    pid, tty = made.stdout.split()
    return int(pid), tty


def change_all(agent, sessions, seconds):
    """Evenly, one after the other."""
    began = time.monotonic()
    for number, session in enumerate(itertools.cycle(sessions)):
        late = began + number / A_SECOND - time.monotonic()
        if number == seconds * A_SECOND:
            return
        time.sleep(max(0, late))
        session.change()
        agent.tell(session.frame)


def measure(agent, sessions):
    """Percent of a core, of its programs, MiB, wake-ups when all rests."""
    change_all(agent, sessions, SETTLE_S)
    before, began = agent.used_s(), time.monotonic()
    change_all(agent, sessions, SECONDS)
    took = time.monotonic() - began
    used = [100 * (now - then) / took for now, then in zip(agent.used_s(), before)]
    time.sleep(SETTLE_S)
    (mib, _, woken), = footprint.measure([footprint.Process(agent.pid)], REST_S)
    return *used, mib, woken


def main(path, tmux, uid):
    agent = Agent(path)
    sessions, rows = [], []
    agent.tell({"type": "hello", "protocol": 1, "version": "0", "probe": "tty", "threshold_ms": 1000})
    agent.tell({"type": "synced"})
    for count in COUNTS:
        while len(sessions) < count:
            sessions.append(Session(*open_pane(tmux), int(uid)))
            agent.tell(sessions[-1].frame)
        rows.append((count, measure(agent, sessions)))
    one = rows[0][1][0]
    table.show(
        f"What the agent takes while {A_SECOND} sessions a second begin or end a turn: % of one core",
        ["agent", "against one", "tmux, that it runs", "MiB", f"wake-ups in {REST_S} s of rest after it"],
        [(f"{count} sessions", [f"{own:.2f}", f"{own / one:.1f}x", f"{run:.2f}", f"{mib:.1f}", f"{woken}"])
         for count, (own, run, mib, woken) in rows],
        "Each in a window of one tmux session, which a terminal shows that is not looked at.")


if __name__ == "__main__":
    main(*sys.argv[1:])
