# SPDX-License-Identifier: MIT
"""What the collector reported against what was so."""

import collections
import statistics

import truth

LATE_S = 2.0  # the bound on what a user is told
SHORT_S = 2.0  # a phase that short need not be reported
LOOK_S = 6.0  # later than this is not at all
AHEAD_S = 0.05  # the clock of the truth may be that much behind
SETTLE_S = 2.5  # a wait shorter than this says nothing about what it was for in the end


class Phase:
    """Of one truth; END is None for the last."""

    def __init__(self, phase, why, begin):
        self.phase, self.why, self.begin, self.end = phase, why, begin, None
        self.kind = truth.KINDS.get(why) if phase == "waiting" else None
        self.brief = False  # the work before it was

    def goes_on(self, phase, why):
        kind = truth.KINDS.get(why)
        return phase == self.phase and (phase != "waiting" or kind in (None, self.kind))


def phases(lines):
    """What follows of one phase and kind is one; nothing lasts no time at all."""
    merged = []
    for at, phase, why in lines:
        if merged and merged[-1].goes_on(phase, why):
            continue
        if merged:
            merged[-1].end = at
        merged.append(Phase(phase, why, at))
    for before, p in zip(merged, merged[1:]):
        p.brief = before.phase == "working" and before.end - before.begin < SHORT_S
    return [p for p in merged if p.end is not None and p.end - p.begin > 0.002]


class Judge:
    def __init__(self, lines, frames, cards=()):
        self.phases = phases(lines)
        self.frames, self.cards = frames, cards
        self.begins, self.ends, self.faults = [], [], []
        self.early = self.false = self.rests = self.works = 0
        self.stops = []
        for i, p in enumerate(self.phases):
            if p.phase == "working" and p.end - p.begin >= SHORT_S:
                self.working(p, self.phases[i + 1:i + 2])
            elif p.phase == "waiting":
                self.waiting(p)
                self.stop(p)

    def stop(self, p):
        """Too short to be told of may be an end, but never a request."""
        if p.kind == truth.ATTENTION or (p.kind and not p.brief):
            self.stops.append(Stop(p, self.frames, self.cards))

    def fault(self, what, p, at):
        self.faults.append(f"{what} ({p.why}) at {at:.3f}")

    def state_at(self, when):
        return ([f["state"] for f in self.frames if f["at"] <= when] or [None])[-1]

    def first(self, state, begin, end):
        return next((f["at"] for f in self.frames
                     if begin <= f["at"] < end and f["state"] == state), None)

    def working(self, p, after):
        self.works += 1
        at_once = self.state_at(p.begin) == "working"
        known = p.begin if at_once else self.first("working", p.begin, p.end)
        if known is None:
            self.fault("missed begin", p, p.begin)
            return
        self.begins.append(known - p.begin)
        for f in self.frames:
            if known < f["at"] < p.end - AHEAD_S and f["state"] == "waiting":
                self.early += 1
                self.fault(f"early ready by {f['reason']}", p, f["at"])
        if after and after[0].phase in ("waiting", "exited"):
            self.ended(p, after[0])

    def ended(self, p, rest):
        self.rests += 1
        at_once = self.state_at(p.end) == "waiting"
        known = p.end if at_once else self.first(
            "waiting", p.end, min(p.end + LOOK_S, rest.end))
        if known is None:
            self.fault("missed end", p, p.end)
            return
        self.ends.append(known - p.end)
        if known - p.end > LATE_S:
            self.fault("late end", p, p.end)

    def waiting(self, p):
        """A turn too short to be told may still be told as its end."""
        for f in self.frames:
            if p.begin + LATE_S < f["at"] < p.end and f["state"] == "working":
                self.false += 1
                self.fault(f"false working by {f['reason']}", p, f["at"])


class Stop:
    """One wait: what it is for, and what it was said to be for, first and in the end."""

    def __init__(self, p, frames, cards):
        self.kind, self.why, self.begin = p.kind, p.why, p.begin
        self.settled = p.end - p.begin >= SETTLE_S
        self.told = [f for f in frames
                     if p.begin - AHEAD_S <= f["at"] < p.end and f["state"] == "waiting"]
        self.cards = [c["title"] for c in cards if p.begin - AHEAD_S <= c["at"] < p.end]
        kinds = [(f["at"], f["kind"]) for f in self.told if f.get("kind")]
        self.changes = sum(a[1] != b[1] for a, b in zip(kinds, kinds[1:]))
        self.first = kinds[0][1] if kinds else None
        self.final = kinds[-1][1] if kinds else None
        self.right_after = next((at - p.begin for at, kind in kinds if kind == p.kind), None)

    def says_wrong(self):
        return any(f.get("kind") in (truth.ATTENTION, truth.FINISHED) and f["kind"] != self.kind
                   for f in self.told)

    def fault(self):
        """None where all was right."""
        if not self.told:
            return f"not told: {self.why} at {self.begin:.3f}"
        if self.first == self.final == self.kind:
            return None
        return f"{self.why} at {self.begin:.3f}: {self.first} at first, {self.final} at last"

    def miscarded(self):
        """None where there was one card."""
        if len(self.cards) == 1:
            return None
        return f"{len(self.cards)} cards: {self.why} at {self.begin:.3f}"


def spread(values):
    values = [max(value, 0) for value in values if value is not None]
    if not values:
        return "-"
    return f"{statistics.median(values):.2f} / {max(values):.2f}"


STATES = ("agent", "ends told", "after, median / max s", "begins told", "after, median / max s",
          "early \"ready\"", "false \"working\"")


def states(name, judges):
    ends, begins = (sum((getattr(j, what) for j in judges), []) for what in ("ends", "begins"))
    return (name, f"{len(ends)} of {sum(j.rests for j in judges)}", spread(ends),
            f"{len(begins)} of {sum(j.works for j in judges)}", spread(begins),
            str(sum(j.early for j in judges)), str(sum(j.false for j in judges)))


ASKED = ("agent", "asks", "`attention` at first", "in the end", "after, median / max s",
         "said `finished`", "ends", "`finished` at first", "in the end", "said `attention`",
         "changes of kind")


def kinds(name, judges):
    stops = [s for j in judges for s in j.stops if s.settled]
    asks = [s for s in stops if s.kind == truth.ATTENTION]
    rests = [s for s in stops if s.kind == truth.FINISHED]

    def right(of, what):
        return str(sum(getattr(s, what) == s.kind for s in of))

    return (name, str(len(asks)), right(asks, "first"), right(asks, "final"),
            spread(s.right_after for s in asks), str(sum(s.says_wrong() for s in asks)),
            str(len(rests)), right(rests, "first"), right(rests, "final"),
            str(sum(s.says_wrong() for s in rests)), str(sum(s.changes for s in stops)))


SHOWN = ("agent", "asks", "one card", "none", "more", "titles", "ends", "one card", "none", "more",
         "titles")


def cards(name, judges):
    row = [name]
    for kind in (truth.ATTENTION, truth.FINISHED):
        stops = [s for j in judges for s in j.stops if s.settled and s.kind == kind]
        numbers = [len(s.cards) for s in stops]
        titles = collections.Counter(title for s in stops for title in s.cards)
        row += [str(len(stops)), str(numbers.count(1)), str(numbers.count(0)),
                str(sum(n > 1 for n in numbers)),
                ", ".join(f"{n} {title}" for title, n in titles.most_common()) or "-"]
    return tuple(row)


def table(head, rows):
    """In Markdown, and legible as it is."""
    rows = [head, *rows]
    widths = [max(len(r[i]) for r in rows) for i in range(len(head))]
    lines = ["| " + " | ".join(c.ljust(w) for c, w in zip(r, widths)) + " |" for r in rows]
    lines.insert(1, "|" + "|".join("-" * (w + 2) for w in widths) + "|")
    return "\n".join(lines)
