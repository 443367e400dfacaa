# SPDX-License-Identifier: MIT
"""What was really the case, and since when: the lines tests/record and the report read."""

import time


class Truth:
    """Appends a line for each change: monotonic ms, wall ms, phase, what brought it about."""

    def __init__(self, path):
        self.file = open(path, "a", buffering=1)

    def write(self, phase, why):
        now_ms, wall_ms = time.monotonic() * 1000, time.time() * 1000
        self.file.write(f"{now_ms:.1f}\t{wall_ms:.0f}\t{phase}\t{why}\n")


def read(path):
    """(at, phase, why), in seconds."""
    for line in open(path):
        at, _, phase, why = line.rstrip("\n").split("\t")
        yield float(at) / 1000, phase, why
