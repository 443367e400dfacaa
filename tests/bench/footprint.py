# SPDX-License-Identifier: MIT
"""Runs more and more sessions and looks what the two programs take:
footprint.py SOCKET PROGRAMS USER COLLECTOR-PID AGENT-PID"""

import contextlib
import glob
import os
import re
import select
import subprocess
import sys
import tempfile
import threading
import time

SOURCE = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
sys.path.insert(0, os.path.join(SOURCE, "tests", "root"))
import harness  # noqa: E402
import table  # noqa: E402

COUNTS = (0, 1, 10, 100, 500)
USER_MAX = 250  # one user may have 256 sessions; the others are another user's
BATCH = 20  # whose frames fit into a socket that nobody reads meanwhile
IDLE_S = 30
WORK_S = 10
SETTLE_S = 5
STARTS = 20


class Process:
    """A program that is measured."""

    def __init__(self, pid):
        self.pid = pid

    def threads(self, name, pattern):
        """A number of each thread that is there."""
        counts = {}
        for path in glob.glob(f"/proc/{self.pid}/task/*/{name}"):
            with contextlib.suppress(FileNotFoundError), open(path) as file:
                counts[path] = int(re.search(pattern, file.read())[1])
        return counts

    def counts(self):
        """Processor time in ns, and wake-ups."""
        return (self.threads("schedstat", r"(\d+)"),
                self.threads("status", r"\nvoluntary_ctxt_switches:\s+(\d+)"))

    def resident_mib(self):
        with open(f"/proc/{self.pid}/status") as file:
            return int(re.search(r"VmRSS:\s+(\d+)", file.read())[1]) / 1024


def gained(before, after):
    """Of the threads that are left."""
    return sum(count - before.get(thread, 0) for thread, count in after.items())


def measure(processes, seconds):
    """For each: MiB, percent of a core, and wake-ups in SECONDS."""
    before = [p.counts() for p in processes]
    time.sleep(seconds)
    after = [p.counts() for p in processes]
    return [(p.resident_mib(), gained(cpu, cpu_then) / 1e7 / seconds, gained(woken, woken_then))
            for p, (cpu, woken), (cpu_then, woken_then) in zip(processes, before, after)]


class Sessions:
    """Agents at work, whose terminals are read by a thread."""

    def __init__(self, program, user, reader):
        self.program, self.user, self.reader = program, user, reader
        self.terminals = []
        self.poll = select.poll()
        threading.Thread(target=self.drain, daemon=True).start()

    def drain(self):
        while True:
            for fd, _ in self.poll.poll(200):
                try:
                    os.read(fd, 65536)
                except OSError:
                    self.poll.unregister(fd)

    def grow(self, count):
        """Until COUNT work."""
        while len(self.terminals) < count:
            self.add(min(BATCH, count - len(self.terminals)))

    def add(self, count):
        pids = set()
        for _ in range(count):
            user = self.user if len(self.terminals) < USER_MAX else None
            terminal = harness.Terminal([self.program, "-e", "work 3600000 10"], user=user)
            self.terminals.append(terminal)
            self.poll.register(terminal.master, select.POLLIN)
            pids.add(terminal.pid)
        while pids:
            pids.discard(self.reader.wait(30, type="session", state="working")["pid"])

    def close(self):
        for terminal in self.terminals:
            terminal.close()


def start_ms(folder):
    """From exec to the first answer."""
    path = os.path.join(folder, "events.sock")
    began = time.monotonic()
    process = subprocess.Popen([harness.COLLECTOR, "--socket", path], stderr=subprocess.DEVNULL)
    try:
        while process.poll() is None:
            try:
                reader = harness.Reader(path)
            except OSError:
                time.sleep(0.0005)
                continue
            greeted = reader.next(10)
            reader.close()
            assert greeted, "the collector says nothing"
            return (time.monotonic() - began) * 1000
        raise AssertionError("the collector ended")
    finally:
        process.terminate()
        process.wait(10)


def row(count, seconds, measured):
    cells = []
    for mib, percent, wakeups in measured:
        cells += [f"{mib:.1f}", f"{percent:.2f}", f"{wakeups / seconds:.1f}"]
    return f"{count} at work" if count else f"idle for {seconds} s", cells


def main(socket, programs, user, *pids):
    processes = [Process(int(pid)) for pid in pids]
    sessions = Sessions(os.path.join(programs, "claude"), user, harness.Reader(socket))
    rows = []
    for count in COUNTS:
        sessions.grow(count)
        time.sleep(SETTLE_S)
        seconds = WORK_S if count else IDLE_S
        rows.append(row(count, seconds, measure(processes, seconds)))
    sessions.close()
    with tempfile.TemporaryDirectory(prefix="eam-") as folder:
        starts = [start_ms(folder) for _ in range(STARTS)]
    table.show(
        "What the collector takes, and the agent: resident MiB, % of one core, wake-ups a second",
        ["MiB", "%", "wakes", "agent MiB", "%", "wakes"], rows,
        f"Start to serving: median {table.median(starts):.0f} ms, slowest of {STARTS} "
        f"{max(starts):.0f} ms. A session paints 10 times a second; beyond {USER_MAX} they are "
        "another user's, of which the agent is not told.")


if __name__ == "__main__":
    main(*sys.argv[1:])
