# SPDX-License-Identifier: MIT
"""What the collector reported against what was so."""

import statistics

LATE_S = 2.0  # the bound on what a user is told
SHORT_S = 2.0  # a phase that short need not be reported
LOOK_S = 6.0  # later than this is not at all


def phases(lines):
    """[phase, why, begin, end], neighbours of one phase merged; the last has no end."""
    merged = []
    for at, phase, why in lines:
        if merged and merged[-1][3] is None:
            merged[-1][3] = at
        if merged and merged[-1][0] == phase:
            merged[-1][3] = None
        else:
            merged.append([phase, why, at, None])
    return merged


class Judge:
    def __init__(self, lines, frames):
        self.phases = [p for p in phases(lines) if p[3] is not None]
        self.changes = [(f["at"], f["state"], f["reason"]) for f in frames]
        self.begins, self.ends, self.faults = [], [], []
        self.early = self.false = self.rests = self.works = 0
        for i, (phase, why, begin, end) in enumerate(self.phases):
            if phase == "working" and end - begin >= SHORT_S:
                self.working(why, begin, end, self.phases[i + 1:i + 2])
            elif phase == "waiting":
                self.waiting(why, begin, end)

    def fault(self, what, why, at):
        self.faults.append(f"{what} ({why}) at {at:.3f}")

    def state_at(self, when):
        return ([s for at, s, _ in self.changes if at <= when] or [None])[-1]

    def working(self, why, begin, end, after):
        self.works += 1
        known = begin if self.state_at(begin) == "working" else next(
            (at for at, s, _ in self.changes if begin < at < end and s == "working"), None)
        if known is None:
            self.fault("missed begin", why, begin)
            return
        self.begins.append(known - begin)
        for at, state, reason in self.changes:
            if known < at < end - 0.05 and state == "waiting":
                self.early += 1
                self.fault(f"early ready by {reason}", why, at)
        self.ended(why, end, after)

    def ended(self, why, end, after):
        if not after or after[0][0] not in ("waiting", "exited"):
            return
        self.rests += 1
        until = min(end + LOOK_S, after[0][3])
        if self.state_at(end) == "waiting":
            self.ends.append(0)
            return
        known = next(
            (at for at, s, _ in self.changes if end <= at < until and s == "waiting"), None)
        if known is None:
            self.fault("missed end", why, end)
            return
        self.ends.append(known - end)
        if known - end > LATE_S:
            self.fault("late end", why, end)

    def waiting(self, why, begin, end):
        """A turn too short to be told may still be told as its end."""
        for at, state, reason in self.changes:
            if begin + LATE_S < at < end and state == "working":
                self.false += 1
                self.fault(f"false working by {reason}", why, at)


HEAD = ("agent", "ends", "median", "max", "begins", "median", "max", "early ready", "false working")


def delays(values):
    if not values:
        return "-", "-"
    return f"{statistics.median(values):.2f}", f"{max(values):.2f}"


def row(name, judge):
    return (name, f"{len(judge.ends)}/{judge.rests}", *delays(judge.ends),
            f"{len(judge.begins)}/{judge.works}", *delays(judge.begins),
            str(judge.early), str(judge.false))


def table(rows):
    """Delays are in seconds."""
    rows = [HEAD, *rows]
    widths = [max(len(r[i]) for r in rows) for i in range(len(HEAD))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(r, widths)).rstrip() for r in rows)
