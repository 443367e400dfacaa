# SPDX-License-Identifier: MIT
"""What the collector reports against what bpftrace sees: nothing missed, nothing invented."""

import os
import shutil
import signal
import sys
import threading
import time

import harness
from harness import late

THRESHOLD_S = 1.0
INPUT_GAP_S = 1.0  # the collector tells no more than one touch a second
ECHO_S = 0.15
ON_TIME_S = 0.35   # a fact is told so long after it at most


def skip_without_bpftrace():
    if shutil.which("bpftrace"):
        return
    print("skipped: needs bpftrace")
    sys.exit(1 if os.environ.get("EAM_MUST_RUN") else 77)


class Witness:
    """bpftrace beside the collector."""

    def __init__(self):
        self.lines = []
        self.process = harness.bpftrace("crosscheck.bt", str(harness.UID))
        self.reader = threading.Thread(target=self.read)
        self.reader.start()
        # It attaches one probe after the other: it is there once it saw all of one process.
        end = time.monotonic() + late(30)
        while not any(self.saw_all(pid) for pid in self.probes()):
            assert time.monotonic() < end and self.process.poll() is None, f"bpftrace sees nothing: {self.lines}"

    def read(self):
        for line in self.process.stdout:
            self.lines.append(line.split())

    def probes(self):
        shell = harness.Terminal(["sh", "-c", "read line; echo"])
        shell.type("x\n")
        time.sleep(0.3)
        shell.close()
        time.sleep(0.1)
        yield shell.pid

    def saw_all(self, pid):
        return all(any(self.facts(what, pid)) for what in ("exec", "read", "write", "exit"))

    def stop(self):
        # One that comes while it handles an event is not noticed.
        while self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            time.sleep(0.1)
        self.reader.join()
        self.process.stdout.close()
        assert not any("Lost" in line for line in self.lines), "bpftrace lost events"

    def facts(self, what, pid=None):
        """Tuples of what was seen, times in seconds."""
        for name, at, *rest in [line for line in self.lines if line and line[0] == what]:
            if what == "read":
                rest[0] = int(rest[0]) / 1e9
            if pid is None or pid == int(rest[1 if what == "read" else 0]):
                yield (int(at) / 1e9, *rest)


class Crosscheck(harness.LiveTest):
    def setUp(self):
        super().setUp()
        self.witness = Witness()
        self.addCleanup(self.witness.stop)
        self.frames = self.reader()

    def states(self, pid, *names):
        return [f for f in self.frames.frames
                if f["type"] == "session" and f["pid"] == pid and f["state"] in names]

    def pause(self, seconds, terminal):
        """Reads meanwhile: a frame's time is when it was read."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self.frames.next(min(0.05, end - time.monotonic()))
            terminal.drain()

    def end(self, terminal):
        """After the last frame and the last fact."""
        self.frames.wait(10, type="session", pid=terminal.pid, state="exited")
        self.pause(late(0.5), terminal)
        self.witness.stop()

    def told(self, seen, told, before, after):
        """Nothing missed."""
        missed = [s for s in seen if not any(s - before <= t <= s + after for t in told)]
        self.assertFalse(missed, f"seen and not told: {missed} of {seen}, told {told}")

    def seen(self, seen, told, after):
        """Nothing invented."""
        invented = [t for t in told if not any(s - 0.01 <= t <= s + after for s in seen)]
        self.assertFalse(invented, f"told and not seen: {invented} of {told}, seen {seen}")

    def inputs(self, pid):
        return [ended for _, ended, _, result in self.witness.facts("read", pid) if int(result) > 0]

    def check_inputs(self, pid):
        ids = {f["id"] for f in self.states(pid, "working")}
        told = [f["at"] for f in self.frames.frames if f["type"] == "input" and f["id"] in ids]
        self.assertGreaterEqual(len(told), 3)
        self.told(self.inputs(pid), told, INPUT_GAP_S, late(ON_TIME_S))
        self.seen(self.inputs(pid), told, late(ON_TIME_S))

    def check_sessions(self, *agents):
        """Those that ran an agent's program, as long as they ran, and nobody else."""
        ran = {int(pid) for _, pid, comm in self.witness.facts("exec") if comm in agents}
        sessions = [f for f in self.frames.frames if f["type"] == "session"]
        self.assertEqual({f["pid"] for f in sessions}, ran)
        for pid in ran:
            (ended, _, status), = self.witness.facts("exit", pid)
            said, = self.states(pid, "exited")
            code = os.waitstatus_to_exitcode(int(status))
            self.assertEqual(said["exit"], {"code": code} if code >= 0 else
                             {"signal": -code, "core": False})
            self.told([ended], [said["at"]], 0.01, late(ON_TIME_S))

    def test_lines(self):
        cat = self.terminal(self.program("claude"))
        self.terminal(self.program("claudette"))
        self.frames.wait(3, type="session", pid=cat.pid, state="waiting")
        for pause in (0.2, 0.1, 2.0, 2.2, 0.4, 2.5):
            cat.type("x\n")
            self.pause(pause, cat)
        cat.kill(signal.SIGTERM)
        self.end(cat)
        self.check_sessions("claude")
        self.check_inputs(cat.pid)
        self.check_waits(cat.pid)

    def check_waits(self, pid):
        """A read that blocks for the threshold, and no other, is a wait."""
        blocked = [(began + THRESHOLD_S, ended) for began, ended, *_ in
                   self.witness.facts("read", pid) if ended - began > THRESHOLD_S]
        certain = [due for due, ended in blocked if ended - due > late(ON_TIME_S)]
        self.assertGreaterEqual(len(certain), 3)
        waits = [f["at"] for f in self.states(pid, "waiting")]
        self.told(certain, waits, 0.01, late(ON_TIME_S))
        self.seen([due for due, _ in blocked], waits, late(ON_TIME_S))
        returned = [ended for _, ended, _, result in self.witness.facts("read", pid)
                    if int(result) > 0 and any(0 <= ended - at for at in waits)]
        works = [f["at"] for f in self.states(pid, "working")][1:]
        self.seen(returned, works, late(ON_TIME_S))
        self.assertEqual(len(works), len(waits) - 1)

    def test_screen(self):
        agent = self.terminal(self.program("codex", harness.STAND_IN), "-e",
                              "prompt; work 4000 10; silent 2500; work 3000 8; prompt; exit 3")
        self.frames.wait(3, type="session", pid=agent.pid, state="working")
        for pause in (2.5, 0.4, 0.4, 1.3):
            agent.type("a")
            self.pause(pause, agent)
        agent.type("\r")
        self.pause(13, agent)
        agent.type("b\r")
        self.end(agent)
        self.check_sessions("codex")
        self.check_inputs(agent.pid)
        self.check_work(agent.pid)

    def check_work(self, pid):
        """Output that goes on is work; a wait comes only after silence."""
        inputs = self.inputs(pid)
        writes = [at for at, _ in self.witness.facts("write", pid)
                  if not any(0 <= at - i <= ECHO_S for i in inputs)]
        stretches = []
        for at in writes:
            if not stretches or at - stretches[-1][1] > 0.5:
                stretches.append([at, at])
            stretches[-1][1] = at
        worked = [(a, b) for a, b in stretches if b - a > 2]
        self.assertEqual(len(worked), 2)
        changes = self.states(pid, "working", "waiting")
        for began, ended in worked:
            at = [f["state"] for f in changes if f["at"] <= began + late(1.3)]
            self.assertEqual(at[-1], "working")
            early = [f for f in changes if began + late(1.3) < f["at"] < ended + 0.5]
            self.assertFalse([f for f in early if f["state"] == "waiting"])
            self.assertTrue([f for f in changes if f["state"] == "waiting"
                             and ended < f["at"] < ended + late(2)])
        for frame in changes[1:]:
            silent = min((frame["at"] - at for at in writes if at <= frame["at"]), default=9)
            if frame["state"] == "waiting":
                self.assertGreater(silent, 0.4, frame)
            else:
                self.assertLess(silent, late(0.5), frame)


if __name__ == "__main__":
    skip_without_bpftrace()
    harness.main()
