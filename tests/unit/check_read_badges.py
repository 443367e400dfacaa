# SPDX-License-Identifier: MIT
"""The strict reader of badges takes good ones, and refuses whatever a real reader trips over."""

import json
import os
import sys
import tempfile

sys.path.insert(0, os.path.join(os.environ["EAM_SOURCE"], "tests", "lib"))
import read_badges  # noqa: E402

NOW = 1795460016.5
GOOD = {"window_id": 12, "state": "stopped", "source": "claude-code", "timestamp": NOW - 1.25,
        "project": "me/nix:main", "count": 1, "needs_attention": True,
        "session_started": NOW - 100}
MISSING = object()


def without(**changes):
    badge = dict(GOOD, **changes)
    return json.dumps({key: value for key, value in badge.items() if value is not MISSING})


def text(**changes):
    return without(**changes).encode()


# Content, what the reader names.
BAD = [
    (b"", "Expecting value"),
    (b"{", "Expecting"),
    (text()[:40], "Unterminated"),
    (text() + text(), "Extra data"),
    (b"[%s]" % text(), "is no object"),
    (b'"working"', "is no object"),
    (b"null", "is no object"),
    (b"[" * 100000, "recursion"),
    (text().replace(b"nix", b"n\xffx"), "codec"),
    (text().replace(b'"count": 1', b'"count": NaN'), "NaN"),
    (text().replace(b'"count": 1', b'"count": 1, "count": 2'), "twice"),
    (text(window_id=13), "window_id"),
    (text(window_id="12"), "window_id"),
    (text(window_id=12.5), "window_id"),
    (text(window_id=MISSING), "window_id"),
    (text(state="idle"), "state"),
    (text(state="Working"), "state"),
    (text(state=MISSING), "state"),
    (text(source=""), "source"),
    (text(source=None), "source"),
    (text(source=MISSING), "source"),
    (text(timestamp="1795460016"), "timestamp"),
    (text(timestamp=NOW * 1000), "timestamp"),
    (text(timestamp=NOW - 301), "timestamp"),
    (text(timestamp=True), "timestamp"),
    (text(timestamp=MISSING), "timestamp"),
    (text(project=""), "project"),
    (text(project=MISSING), "project"),
    (text(count=0), "count"),
    (text(count=10000), "count"),
    (text(count="1"), "count"),
    (text(count=True), "count"),
    (text(count=MISSING), "count"),
    (text(needs_attention=1), "needs_attention"),
    (text(needs_attention=MISSING), "needs_attention"),
    (text(session_started=0), "session_started"),
    (text(session_started=NOW + 3600), "session_started"),
    (text(session_started=MISSING), "session_started"),
    (text(pid=4711), "keys"),
]


def faults_of(folder, name, content, mode=0o644):
    path = os.path.join(folder, name)
    with open(path, "wb") as file:
        file.write(content)
    os.chmod(path, mode)
    found = read_badges.read_folder(folder, NOW)[1]
    os.unlink(path)
    return found


def main():
    wrong = []
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o755)
        for good in (text(), text(state="working", needs_attention=False, count=9999),
                     text(timestamp=int(NOW), project="日本")):
            if faults_of(folder, "12.json", good):
                wrong.append("refuses %r" % good)
        for content, name in BAD:
            found = faults_of(folder, "12.json", content)
            if len(found) != 1 or name not in found[0]:
                wrong.append("%r: says %s, not %s" % (content[:80], found, name))
        for name in ("012.json", "-12.json", "0.json", "x.json", ".12.json", ".json"):
            if not faults_of(folder, name, text()):
                wrong.append("takes the name %s" % name)
        if faults_of(folder, "12.tmp", b"{"):
            wrong.append("reads what is no badge")
        for mode in (0o600, 0o664):
            if not faults_of(folder, "12.json", text(), mode):
                wrong.append("takes mode %o" % mode)
        os.chmod(folder, 0o700)
        if not faults_of(folder, "12.json", text()):
            wrong.append("takes the folder's mode")
    for line in wrong:
        print(line)
    sys.exit(1 if wrong else 0)


main()
