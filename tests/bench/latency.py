# SPDX-License-Identifier: MIT
"""Kills an agent again and again, and looks when the socket, the badge and the bus say so:
latency.py SOCKET BADGE BUS-LOG KILLS"""

import ctypes
import os
import signal
import sys
import threading
import time

SOURCE = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
sys.path.insert(0, os.path.join(SOURCE, "tests", "root"))
import harness  # noqa: E402
import table  # noqa: E402

SETTLE_S = 1.0
GAP_S = 0.9  # the agent is started again a second after its end
IN_MOVED_TO = 0x80


def renames(path, times):
    """The times at which the file was replaced, as they come."""
    libc = ctypes.CDLL(None, use_errno=True)
    fd = libc.inotify_init()
    directory, name = os.path.split(path)
    assert libc.inotify_add_watch(fd, directory.encode(), IN_MOVED_TO) >= 0, path
    while data := os.read(fd, 65536):
        now = time.time()
        if name.encode() + b"\0" in data:
            times.append(now)


def notified(log):
    """When each Notify reached the bus, by its own clock."""
    with open(log) as file:
        lines = [line.split() for line in file]
    return [float(words[1]) for words in lines if words[0] == "mc" and words[-1] == "Notify"]


def first(times, since):
    """The first of them from then on, and before the next kill; in ms after it."""
    return next(((at - since) * 1000 for at in times if since <= at < since + GAP_S), None)


def kill_all(reader, count):
    """When each was killed, and when the socket said so."""
    for _ in range(count):
        pid = reader.wait(20, type="session", name="claude", state="working")["pid"]
        time.sleep(SETTLE_S)
        killed = time.time()
        os.kill(pid, signal.SIGKILL)
        frame = reader.wait(5, type="session", pid=pid, state="exited")
        yield killed, time.time() - (time.monotonic() - frame["at"])


def row(name, limit, late):
    got = [ms for ms in late if ms is not None]
    assert got, f"no {name}"
    return name, [str(len(got)), f"{table.median(got):.2f}", f"{table.nth(got, 99):.2f}", limit]


def main(socket, badge, bus, count):
    moved = []
    threading.Thread(target=renames, args=(badge, moved), daemon=True).start()
    kills = list(kill_all(harness.Reader(socket), int(count)))
    time.sleep(GAP_S)
    told = notified(bus)
    table.show(
        f"From the kill of an agent, ms ({count} kills)", ["told", "median", "p99", "median wanted"],
        [row("frame on the socket", "2", [(at - killed) * 1000 for killed, at in kills]),
         row("badge renamed", "5", [first(moved, killed) for killed, _ in kills]),
         row("notification on the bus", "20", [first(told, killed) for killed, _ in kills])],
        "The kernel's own time to end the process is part of it.")


if __name__ == "__main__":
    main(*sys.argv[1:])
