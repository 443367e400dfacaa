# SPDX-License-Identifier: MIT
"""What another user may try: the collector stays small, and others are served as before.

Short as it is in the suite; EAM_HOSTILE=long does more of each, as it was first tried by hand.
"""

import os
import signal
import subprocess
import threading
import time

import harness

LONG = os.environ.get("EAM_HOSTILE") == "long"
MIB = 2  # what the collector may hold of its own
TOLD_S = 0.9  # how soon others are told
WORK_S, THRESHOLD_S = 0.5, 1
HOSTILE, OTHER = "news", "games"

with open(os.path.join(os.path.dirname(__file__), "renames.py"), encoding="utf-8") as source:
    RENAMES = source.read()
# Arguments: seconds; seconds from each state that it declares to the next.
DECLARES = """#!/usr/bin/python3
import os, sys, time, tty
tty.setraw(0)
end = time.monotonic() + float(sys.argv[1])
states = ("working", "blocked", "idle", "done")
while time.monotonic() < end:
    for state in states:
        os.write(1, b"\\033]7501;state=%s\\a" % state.encode())
        time.sleep(float(sys.argv[2]))
os.write(1, b"\\033]7501;state=done\\a")
time.sleep(100)
"""
FLOODS = """#!/usr/bin/python3
import os, sys, time
end = time.monotonic() + float(sys.argv[1])
while time.monotonic() < end:
    os.write(1, b"\\033]0;x" + b"y" * 65000)
time.sleep(100)
"""
# What is to be read there, for so many seconds. Says how many MB a second it was.
READS = """
import os, select, sys, time
read, began = 0, time.monotonic()
while time.monotonic() < began + float(sys.argv[1]):
    if select.select([0], [], [], 0.2)[0]:
        read += len(os.read(0, 65536))
print(read / 1e6 / (time.monotonic() - began))
"""
# Arguments: the socket, seconds, how many stay. Says how many connected, and how many that stayed were served.
CONNECTS = """
import socket, sys, time
kept, made, end = [], 0, time.monotonic() + float(sys.argv[2])
def greeted(client):
    try:
        client.setblocking(False)
        return client.recv(4096) != b""
    except OSError:
        return False
while time.monotonic() < end:
    client = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    client.settimeout(0.2)
    try:
        client.connect(sys.argv[1])
        made += 1
    except OSError:
        continue
    if len(kept) < int(sys.argv[3]):
        kept.append(client)
    else:
        client.close()
print(made, sum(map(greeted, kept)))
"""
EXECS = "end=$(($(date +%s) + $1)); while [ $(date +%s) -lt $end ]; do \"$2\" 0; \"$2\" 0; \"$2\" 0; \"$2\" 0; done"


def resident(pid):
    """MiB of its own memory; the ring and the shared facts are the kernel's."""
    with open(f"/proc/{pid}/status", encoding="utf-8") as file:
        return next(int(line.split()[1]) for line in file if line.startswith("RssAnon:")) / 1024


class Hostile(harness.LiveTest):
    users = ("--user", str(harness.UID), "--user", HOSTILE, "--user", OTHER)

    def setUp(self):
        super().setUp()
        self.mine = self.terminal(self.program("codex", "/bin/sh"), "-c", f"while read -r x; do sleep {WORK_S}; done")
        # One that falls behind is hung up on: of the others' hundreds it is not told.
        self.reader_ = self.reader(harness.UID)
        if not any(s["state"] == "waiting" for s in self.reader_.frames[1:-1]):
            self.reader_.wait(5, type="session", pid=self.mine.pid, state="waiting")

    def assert_served(self):
        """A turn of another user is told as ever."""
        typed = time.monotonic()
        self.mine.type("x\n")
        for state, after in (("working", 0), ("waiting", WORK_S + THRESHOLD_S)):
            told = self.reader_.wait(5, type="session", pid=self.mine.pid, state=state)["at"] - typed - after
            print(f"{state} is told after {told:.2f} s", flush=True)
            self.assertLess(told, harness.late(TOLD_S))

    def assert_small(self):
        self.assertIsNone(self.collector.process.poll())
        held = resident(self.collector.process.pid)
        print(f"the collector holds {held:.1f} MiB", flush=True)
        self.assertLess(held, MIB)
        self.assertLess(len(os.listdir(f"/proc/{self.collector.process.pid}/fd")), 200)

    def said(self, most):
        """The collector's lines, which are few."""
        self.collector.process.terminate()
        lines = self.collector.process.communicate(timeout=10)[1].splitlines()
        self.assertLessEqual(len(lines), most, lines[:20])
        return "\n".join(lines)

    def test_agents_without_end(self):
        count = 5000 if LONG else 600
        program = self.program("claude", "/bin/sleep")
        self.terminal("sh", "-c", f"for i in $(seq {count}); do {program} 90 & done; wait", user=HOSTILE)
        harness.wait_until(count, count / 10, harness.running, program)
        self.assert_served()
        self.assert_small()
        self.assertEqual(len(self.sessions_of(HOSTILE)), 256)
        self.assertIn("has 256 agents", self.said(20))

    def test_renames(self):
        for _ in range(2):
            self.terminal(self.script("renames", RENAMES), "60" if LONG else "4", user=HOSTILE)
        time.sleep(1)
        self.assert_served()
        self.assert_small()
        for session in self.sessions_of(HOSTILE):
            self.assertTrue(session["name"].isprintable(), session)

    def test_more_records_than_there_is_room_for(self):
        """What happened meanwhile is found by looking: one has ended, and another is new."""
        gone = self.terminal(self.program("gemini"))
        self.reader_.wait(3, type="session", pid=gone.pid, state="waiting")
        self.collector.process.send_signal(signal.SIGSTOP)
        storm = self.terminal(self.script("renames", RENAMES), "1.5", user=HOSTILE)
        os.waitid(os.P_PID, storm.pid, os.WEXITED | os.WNOWAIT)
        gone.close()
        new = self.terminal(self.program("qwen"))
        time.sleep(0.3)
        self.collector.process.send_signal(signal.SIGCONT)
        reader = self.reader()
        reader.wait(3, type="session", pid=new.pid, state="waiting")
        self.assertEqual({s["pid"] for s in self.sessions_of(None) if s["uid"] == harness.UID},
                         {self.mine.pid, new.pid})
        self.assertIn("had no room for", self.said(10))

    def test_connections(self):
        """From several processes, as fast as can be, and those that stay never read."""
        storms = [subprocess.Popen(
            ["python3", "-c", CONNECTS, self.collector.path, *(("7", "500") if LONG else ("3", "50"))],
            user=HOSTILE, stdout=subprocess.PIPE, text=True) for _ in range(4)]
        time.sleep(1)
        self.assert_served()
        self.assert_small()
        said = [map(int, storm.communicate(timeout=harness.late(30))[0].split()) for storm in storms]
        made, greeted = map(sum, zip(*said))
        print(f"{made} connections, {greeted} kept", flush=True)
        self.assertIn(greeted, range(1, 17))
        self.assert_served()
        self.said(3)

    def test_execs_without_end(self):
        self.terminal("sh", "-c", EXECS, "sh", "30" if LONG else "4", self.program("claude", "/bin/sleep"),
                      user=HOSTILE)
        time.sleep(1)
        self.assert_served()
        self.assert_small()
        self.said(20)

    def test_floods(self):
        """Two terminals, as fast as they are read; an unfinished title at each beginning."""
        script, seconds = self.script("claude", FLOODS), 30 if LONG else 4
        floods = [self.terminal(script, str(seconds), user=HOSTILE) for _ in range(2)]
        readers = [subprocess.Popen(["python3", "-c", READS, str(seconds)], stdin=flood.master,
                                    stdout=subprocess.PIPE, text=True) for flood in floods]
        time.sleep(1)
        self.assert_served()
        self.assert_small()
        rates = [float(reader.communicate(timeout=harness.late(seconds + 30))[0]) for reader in readers]
        print(f"{sum(rates):.0f} MB/s", flush=True)
        self.assert_served()
        self.assert_small()

    @staticmethod
    def read_all(terminal, stop):
        while not stop.is_set():
            terminal.drain()
            time.sleep(0.001)

    def test_states_as_fast_as_can_be(self):
        self.declare_all(0)

    def test_states_at_the_pace_of_telling(self):
        self.declare_all(0.07)

    def declare_all(self, pause):
        seconds = 20 if LONG else 4
        reader = self.reader(HOSTILE)
        terminal = self.terminal(self.script("claude", DECLARES), str(seconds), str(pause), user=HOSTILE)
        stop = threading.Event()
        reading = threading.Thread(target=self.read_all, args=(terminal, stop))
        reading.start()
        try:
            frames, at = [], []
            end = time.monotonic() + seconds
            while time.monotonic() < end:
                frame = reader.next(0.1)
                if frame and frame["type"] == "session":
                    frames.append(frame)
                    at.append(time.monotonic())
            print(f"{len(frames)} frames in {seconds} s", flush=True)
            # Four at once, and four a second from then on.
            self.assertLessEqual(len(frames), 4 + 4 * (at[-1] - at[0]) + 1)
            self.assert_served()
            self.assert_small()
            if frames[-1]["state"] != "waiting":
                reader.wait(3, type="session", state="waiting")
        finally:
            stop.set()
            reading.join()


if __name__ == "__main__":
    harness.main()
