#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Reads a folder of badges as strictly as the strictest of the programs that do: the bar, the
panel, the daemon that takes a badge away when its window is looked at, the script a click runs.

  read_badges.py FOLDER [NAME]            prints each fault, and fails if there is one
  read_badges.py --watch FOLDER [SPEED]   again and again until a SIGTERM, then the same;
                                          by a clock of SPEED that now shows the time
"""

import json
import os
import pwd
import re
import signal
import stat
import sys
import time

TTL_S = 300  # the panel removes what is older
# What the schema allows; it forbids any other key.
FIELDS = {"window_id", "state", "source", "timestamp", "project", "count", "needs_attention",
          "session_started"}


def is_integer(value):
    return isinstance(value, int) and not isinstance(value, bool)


def is_number(value):
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def is_text(value):
    return isinstance(value, str) and value != ""


def refuse(word):
    raise ValueError("%s is no JSON" % word)


def parse(data):
    """One object, UTF-8, of unambiguous keys and finite numbers."""
    def collect(pairs):
        if len(dict(pairs)) != len(pairs):
            raise ValueError("a key is there twice")
        return dict(pairs)

    return json.loads(data.decode("utf-8", "strict"), object_pairs_hook=collect,
                      parse_constant=refuse)


def rules(badge, stem, now):
    """(what must hold, whether it does): who trips over it otherwise."""
    def get(key):
        return badge.get(key)

    return [
        # The daemon's model rejects it; the click and the look go to another window.
        ("window_id", is_integer(get("window_id")) and get("window_id") == int(stem)),
        # The daemon rejects any other word, and then never takes the badge away.
        ("state", get("state") in ("working", "stopped")),
        # The daemon rejects an empty one.
        ("source", is_text(get("source"))),
        # The panel turns to "error" over a string, and deletes what is old or has none. One from
        # the future is never taken away by a look.
        ("timestamp", is_number(get("timestamp")) and now - TTL_S < get("timestamp") < now + 2),
        # The click fails on an empty one.
        ("project", is_text(get("project"))),
        # The window row shows nothing for a stopped one without.
        ("count", is_integer(get("count")) and 1 <= get("count") <= 9999),
        ("needs_attention", isinstance(get("needs_attention"), bool)),
        # Shown as a duration.
        ("session_started", is_number(get("session_started"))
            and 1e9 < get("session_started") <= now + 2),
        ("keys", set(badge) <= FIELDS),
    ]


def read_badge(folder, name, now):
    """The faults of one file. None where it has gone, which is nobody's fault."""
    path = os.path.join(folder, name)
    stem = name[:-len(".json")]
    if not re.fullmatch(r"[1-9][0-9]*", stem):
        return ["its name is no window's"]  # the bar shows it, the panel warns at each refresh
    try:
        status = os.lstat(path)
        with open(path, "rb") as file:
            data = file.read()
    except FileNotFoundError:
        return None
    faults = []
    if not stat.S_ISREG(status.st_mode) or stat.S_IMODE(status.st_mode) != 0o644:
        faults.append("mode %o" % status.st_mode)
    if status.st_uid != os.stat(folder).st_uid:
        faults.append("owner %s" % pwd.getpwuid(status.st_uid).pw_name)
    try:
        badge = parse(data)
    except (ValueError, RecursionError) as error:
        return faults + [str(error)]
    if not isinstance(badge, dict):
        return faults + ["is no object"]  # freezes the bar until it goes
    return faults + [name for name, ok in rules(badge, stem, now) if not ok]


def read_folder(folder, now, only=None):
    """(how many badges, their faults)."""
    count, faults = 0, []
    mode = stat.S_IMODE(os.stat(folder).st_mode)
    if mode != 0o755:
        faults.append("the folder: mode %o" % mode)
    # As the bar's glob: hidden files too. Others' temporary files have another ending.
    for name in sorted(os.listdir(folder)):
        wanted = name.endswith(".json") and only in (None, name)
        found = read_badge(folder, name, now) if wanted else None
        if found is not None:
            count += 1
            faults += ["%s: %s" % (name, fault) for fault in found]
    return count, faults


def watch(folder, speed):
    begin, seen, faults = time.time(), 0, set()
    ended = []
    signal.signal(signal.SIGTERM, lambda *_: ended.append(True))
    while not ended:
        count, found = read_folder(folder, begin + (time.time() - begin) * speed)
        seen += count
        faults |= set(found)
        time.sleep(0.005)
    if seen == 0:
        faults.add("there was no badge to read")
    return sorted(faults)


def main():
    if sys.argv[1] == "--watch":
        faults = watch(sys.argv[2], float(sys.argv[3]) if len(sys.argv) > 3 else 1)
    else:
        only = sys.argv[2] if len(sys.argv) > 2 else None
        faults = read_folder(sys.argv[1], time.time(), only)[1]
    for fault in faults:
        print(fault)
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
