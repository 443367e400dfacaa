# SPDX-License-Identifier: MIT
"""The wall clock is set, and the machine sleeps, while sessions work and rest."""

import json
import os
import subprocess
import time

import harness

AGENT = os.path.join(harness.BUILD, "agent", "ebpf-ai-monitor-agent")
HOUR, DAY = 3600, 86400
WORK_S = 3  # a turn
SLEEP_S = 30
NEAR_MS = 1500  # a threshold, and what is slow here


def wall_ms():
    return time.time_ns() // 1_000_000


def set_clock(seconds):
    time.clock_settime(time.CLOCK_REALTIME, time.time() + seconds)


def write(path, text):
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)


def read(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def suspend(seconds):
    """To memory, until the real-time clock rings. How long it slept."""
    before = time.clock_gettime(time.CLOCK_BOOTTIME) - time.monotonic()
    write("/sys/class/rtc/rtc0/wakealarm", "0")
    write("/sys/class/rtc/rtc0/wakealarm", f"+{seconds}")
    write("/sys/power/state", "mem")
    return time.clock_gettime(time.CLOCK_BOOTTIME) - time.monotonic() - before


class Sessions(harness.LiveTest):
    def setUp(self):
        super().setUp()
        self.reader_ = self.reader()
        self.works = self.session("codex", f"while read -r x; do sleep {WORK_S}; done")
        self.rests = self.session("claude", "read -r x")
        self.runtime = os.path.join(self.folder, "runtime")
        os.mkdir(self.runtime, 0o700)
        agent = subprocess.Popen([AGENT, "--socket", self.collector.path, "--log-level", "debug"], env={
            "XDG_RUNTIME_DIR": self.runtime, "HOME": self.folder, "PATH": "/usr/bin"}, stderr=subprocess.DEVNULL)
        self.addCleanup(agent.wait)
        self.addCleanup(agent.kill)

    def session(self, name, script):
        terminal = self.terminal(self.program(name, "/bin/sh"), "-c", script)
        self.reader_.wait(5, type="session", pid=terminal.pid, state="waiting")
        return terminal

    def told_now(self, terminal):
        """What one who comes now is told of it."""
        reader = self.collector.reader(synced=False)
        try:
            return next(s for s in reader.snapshot(5) if s["pid"] == terminal.pid)
        finally:
            reader.close()

    def kept(self, terminal):
        """What the agent has written down of it."""
        path = os.path.join(self.runtime, "ebpf-ai-monitor", "sessions")
        lines = read(path).splitlines() if os.path.exists(path) else []
        frames = [json.loads(line) for line in lines if line.startswith("{")]
        return next((frame for frame in frames if frame["pid"] == terminal.pid), {"since_ms": 0})

    def wait_until_kept(self, terminal, since_ms):
        end = time.monotonic() + harness.patience(5)
        while abs(self.kept(terminal)["since_ms"] - since_ms) > 100:
            self.assertLess(time.monotonic(), end, (self.kept(terminal), since_ms))
            time.sleep(0.1)

    def turn(self, meanwhile):
        """The end of one that MEANWHILE happens in, which is told once, as is its beginning."""
        seen = len(self.reader_.frames)
        self.works.type("x\n")
        self.reader_.wait(5, type="session", pid=self.works.pid, state="working")
        time.sleep(1)
        meanwhile()
        frame = self.reader_.wait(10, type="session", pid=self.works.pid, state="waiting")
        self.assertGreaterEqual(frame["worked_ms"], WORK_S * 1000 - 100)
        self.reader_.quiet(2, type="session")
        states = [f["state"] for f in self.reader_.frames[seen:] if f["type"] == "session"]
        self.assertEqual(states, ["working", "waiting"])
        return frame


class Clock(Sessions):
    def test_is_set(self):
        """Age and length stay, whatever it says."""
        for step in (HOUR, -HOUR, DAY, -DAY):
            with self.subTest(step=step):
                before = self.told_now(self.rests)
                self.wait_until_kept(self.rests, before["since_ms"])
                ended = self.turn(lambda: set_clock(step))
                self.assertLess(ended["worked_ms"], WORK_S * 1000 + NEAR_MS)
                self.assertLess(abs(wall_ms() - ended["since_ms"]), 2000 + NEAR_MS)
                after = self.told_now(self.rests)
                self.assertEqual(after["state"], "waiting")
                self.assertEqual(after["seq"], before["seq"])
                for key in ("since_ms", "started_ms"):
                    self.assertLess(abs(after[key] - before[key] - step * 1000), 100, key)
                self.wait_until_kept(self.rests, after["since_ms"])


class Sleep(Sessions):
    """In a guest that goes by the host's clock: no bound here is one of speed."""

    def test_in_a_turn(self):
        """Nothing has worked then, and what rests has rested."""
        before = self.told_now(self.rests)
        began, slept = wall_ms(), []
        ended = self.turn(lambda: slept.append(suspend(SLEEP_S)))
        print(f"slept for {slept[0]:.1f} s", flush=True)
        self.assertGreater(slept[0], SLEEP_S / 2)
        self.assertLess(ended["worked_ms"], ended["since_ms"] - began - slept[0] * 1000 + 1000)
        after = self.told_now(self.rests)
        self.assertEqual(after["seq"], before["seq"])
        self.assertLess(abs(after["since_ms"] - before["since_ms"]), 1000)


if __name__ == "__main__":
    harness.main()
