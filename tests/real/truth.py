# SPDX-License-Identifier: MIT
"""What was really the case, and since when: the lines tests/record and the report read.

Nothing here is known from watching a terminal: the model service knows when it answers and what
it asks for, the driver which keys it pressed.
"""

import time

# What a wait is for, by what brought it about; anything else goes on with the wait before.
ATTENTION, FINISHED = "attention", "finished"
KINDS = {
    "approval": ATTENTION, "question": ATTENTION, "plan": ATTENTION,
    "idle": FINISHED, "interrupted": FINISHED, "declined": FINISHED,
}


class Truth:
    """Appends a line for each change: monotonic ms, wall ms, phase, what brought it about."""

    def __init__(self, path):
        self.file = open(path, "a", buffering=1)

    def write(self, phase, why, at=None):
        """AT: when it became so, for what is only known later."""
        now = time.monotonic()
        at = now if at is None else at
        wall_ms = (time.time() - now + at) * 1000
        self.file.write(f"{at * 1000:.1f}\t{wall_ms:.0f}\t{phase}\t{why}\n")


def read(path):
    """(at, phase, why), in seconds, in their order."""
    lines = []
    with open(path) as file:
        for line in file:
            if line.endswith("\n"):
                at, _, phase, why = line.rstrip("\n").split("\t")
                lines.append((float(at) / 1000, phase, why))
    return sorted(lines, key=lambda line: line[0])
