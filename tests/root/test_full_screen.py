# SPDX-License-Identifier: MIT
"""The stand-in plays recordings of real agents under their names, all at once, in real time."""

import os
import subprocess
import time

import harness

TRACES = os.path.join(harness.SOURCE, "tests", "traces")

# A stretch each that holds idling, typing, long work, a silent server, a tool and an approval.
STRETCHES = {
    "claude": ("claude-full.tsv", 74000, 186500),
    "codex": ("codex-full.tsv", 74000, 186500),
    "gemini": ("gemini-full.tsv", 75000, 188000),
    "opencode": ("opencode-long.tsv", 80000, 183000),
}
LATE_S = 2.0  # the bound on what a user is told


def read_truth(path):
    """(phase, begin, end) in seconds of the monotonic clock, neighbours of one phase merged."""
    phases = []
    for line in open(path):
        at, _, phase, _ = line.rstrip("\n").split("\t")
        at = float(at) / 1000
        if phases:
            phases[-1][2] = at
        if not phases or phases[-1][0] != phase:
            phases.append([phase, at, at])
    return phases


class FullScreen(harness.LiveTest):
    def play(self, name, trace, begin, end):
        path = os.path.join(TRACES, trace)
        stretch = ["--trace", path, "--from", str(begin), "--to", str(end)]
        truth = os.path.join(self.folder, f"truth-{name}")
        open(truth, "w").close()
        os.chown(truth, harness.UID, -1)
        process = subprocess.Popen(
            [harness.STAND_IN, "--host", *stretch, "--", self.program(name, harness.STAND_IN),
             *stretch, "--truth", truth], stdin=subprocess.DEVNULL, user=harness.UID, group=harness.UID)
        self.addCleanup(process.wait)
        self.addCleanup(process.kill)
        return process, truth

    def judge(self, name, truth, frames):
        """Compares what was reported with what was so; returns the ends' delays."""
        changes = [(f["at"], f["state"]) for f in frames]
        delays = []

        def state_at(when):
            return [s for at, s in changes if at <= when][-1:]

        phases = read_truth(truth)
        for i, (phase, begin, end) in enumerate(phases):
            rests = i + 1 < len(phases) and phases[i + 1][2] - end > LATE_S
            inside = [(at, s) for at, s in changes if begin + LATE_S < at < end]
            if phase == "working" and end - begin >= LATE_S:
                self.assertEqual(state_at(begin + 1.3), ["working"], f"{name}: begin {begin}")
                self.assertFalse([c for c in inside if c[1] == "waiting"],
                                 f"{name}: ready too early")
                if not rests:
                    continue
                late = [at for at, s in changes if at >= end - 0.1 and s == "waiting"][:1]
                self.assertTrue(late and late[0] <= end + LATE_S, f"{name}: end {end} {late}")
                delays.append(late[0] - end)
            elif phase == "waiting" and end - begin > LATE_S:
                self.assertFalse([c for c in inside if c[1] == "working"],
                                 f"{name}: working while it waits, {begin}..{end} {inside}")
        return delays

    def test_recordings(self):
        reader = self.reader()
        players = {name: self.play(name, *stretch) for name, stretch in STRETCHES.items()}
        end = time.monotonic() + 140
        while time.monotonic() < end and any(p.poll() is None for p, _ in players.values()):
            reader.next(1)
        sessions = [f for f in reader.frames if f["type"] == "session"]
        for name, (process, truth) in players.items():
            self.assertEqual(process.returncode, 0, name)
            delays = self.judge(name, truth, [f for f in sessions if f["name"] == name])
            self.assertGreaterEqual(len(delays), 2, name)
            print(f"{name}: ends told after", " ".join(f"{d:.2f}" for d in delays), "s")


class FullScreenByCadence(FullScreen):
    """The same without what the agents declare."""

    options = ("--no-osc",)


if __name__ == "__main__":
    harness.main()
