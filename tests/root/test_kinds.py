# SPDX-License-Identifier: MIT
"""What a wait is for: told by the terminal's cursor, beside a clock too, or by nothing."""

import os
import select
import threading
import time

import harness

SHOW, HIDE = b"\x1b[?25h", b"\x1b[?25l"
DIALOG_S = 0.7  # a dialog is told by then
KIND_S = 2.2  # the silence of a threshold and that of its kind
KEY = "\r"

# Writes what it is told, an output a line of Python; a tuple is one of several pieces. Keys say
# nothing to it.
PAINTER = """#!/usr/bin/python3
import ast, os, select, sys, tty
tty.setraw(0)
orders = os.fdopen(int(sys.argv[1]), "rb", buffering=0)
while True:
    ready = select.select([0, orders], [], [])[0]
    if 0 in ready:
        os.read(0, 100)
    if orders in ready:
        what = ast.literal_eval(orders.readline().decode())
        os.writev(1, what if isinstance(what, tuple) else (what,))
"""


class Kinds(harness.LiveTest):
    def setUp(self):
        super().setUp()
        self.events = self.reader()

    def painted(self, terminal):
        """What it paints is read, as an emulator does."""
        ended = threading.Event()

        def drain():
            while not ended.is_set():
                select.select([terminal.master], [], [], 0.1)
                terminal.drain()

        thread = threading.Thread(target=drain)
        thread.start()
        self.addCleanup(thread.join)
        self.addCleanup(ended.set)
        return terminal

    def stand_in(self, script):
        folder = os.urandom(4).hex()
        path = self.program(f"{folder}/opencode", harness.STAND_IN)
        # No agent paints within a ms or two of its start, before it is watched.
        terminal = self.painted(self.terminal(path, "-e", f"gap 300; {script}"))
        terminal.script = script
        return terminal

    def session(self, terminal, timeout, **want):
        return self.events.wait(timeout, type="session", pid=terminal.pid, **want)

    def pass_by(self, seconds):
        """What came meanwhile of each, by pid."""
        frames, end = {}, time.monotonic() + seconds
        while time.monotonic() < end:
            frame = self.events.next(end - time.monotonic())
            if frame and frame["type"] == "session":
                frames.setdefault(frame["pid"], []).append(frame)
        return frames

    def works(self, terminal):
        terminal.type(KEY)
        self.session(terminal, 3, state="working")

    def told(self, terminal, timeout, kind, reason):
        """The one kind that is told of its stop."""
        frame = self.session(terminal, timeout, state="waiting")
        if "kind_reason" not in frame:
            self.assertNotIn("kind", frame)
            frame = self.session(terminal, KIND_S, state="waiting")
        self.assertEqual((frame.get("kind"), frame["kind_reason"]), (kind, reason), frame)
        return frame

    def test_dialog_by_the_cursor_and_the_end(self):
        """A spinner goes on below the first dialog."""
        agent = self.stand_in("prompt; work 2000; approve 100; work 2000; prompt; gap 300; approve")
        self.session(agent, 5, state="waiting")
        self.pass_by(1.5)  # before, it may still be starting
        self.works(agent)
        asked = self.told(agent, 2 + DIALOG_S, "attention", "cursor")
        self.events.quiet(2, pid=agent.pid, type="session")
        self.works(agent)
        end = self.told(agent, 2 + KIND_S, "finished", "cursor")
        # A dialog before any work was seen is news, and begins then.
        agent.type(KEY)
        again = self.told(agent, 0.3 + DIALOG_S, "attention", "cursor")
        self.assertLess(asked["since_ms"], end["since_ms"])
        self.assertGreater(again["since_ms"], end["since_ms"])

    def test_clocks(self):
        """A clock says nothing; beside it all is told as without."""
        script = "%sclock %d; prompt; work 2500; %s; prompt; silent"
        agents = [self.stand_in(script % (hide, ms, dialog))
                  for hide, ms, dialog in (("", 500, "approve"), ("cursorless; ", 1000, "prompt"))]
        pids = [agent.pid for agent in agents]
        self.pass_by(6)
        rest = self.pass_by(3)
        self.assertEqual([rest.get(pid) for pid in pids], [None] * len(pids))
        for agent in agents:
            agent.type(KEY)
        frames = self.pass_by(2.5 + KIND_S + 1)
        for agent in agents:
            of = frames[agent.pid]
            self.assertEqual([f["state"] for f in of if f["state"] == "working"], ["working"], of)
            kinds = [(f.get("kind"), f["kind_reason"]) for f in of if "kind_reason" in f]
            self.assertEqual(kinds, {"approve": [("attention", "cursor")],
                                     "prompt": [(None, "quiet")]}[agent.script.split("; ")[-3]], of)

    def test_where_in_an_output_it_stands(self):
        """In the first 64 bytes or the last 16 of it, whatever its pieces; not between."""
        read_end, orders = os.pipe()
        os.set_inheritable(read_end, True)
        agent = self.painted(self.terminal(self.script("bin/opencode", PAINTER), str(read_end)))
        os.close(read_end)
        self.addCleanup(os.close, orders)
        text = b"." * 100

        def paint(output):
            os.write(orders, repr(output).encode() + b"\n")

        def shows():
            """As after an answer, so that the cursor told no lie."""
            agent.type("x")
            time.sleep(0.05)
            paint(SHOW)
            self.pass_by(0.4)

        self.session(agent, 3, state="working")  # before, it may not be watched yet
        paint(b"> " + SHOW)
        self.session(agent, 8, state="waiting")
        shows()
        self.pass_by(0.6)  # a look is taken 0.5 s after a key
        for output, seen in ((HIDE + text, True), (text[:58] + HIDE + text, True),
                             (text[:59] + HIDE + text, False), (text + HIDE + text[:11], False),
                             (text + HIDE + text[:10], True), ((text, HIDE, text), False),
                             ((text, HIDE), True)):
            with self.subTest(output=output):
                paint(output)
                asks = [f for of in self.pass_by(harness.late(0.6)).values() for f in of
                        if f.get("kind") == "attention"]
                self.assertEqual(bool(asks), seen, asks)
                shows()


if __name__ == "__main__":
    harness.main()
