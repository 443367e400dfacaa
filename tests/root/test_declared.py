# SPDX-License-Identifier: MIT
"""What an agent says of itself to its terminal, by outputs written here byte for byte."""

import os
import time

import harness

# Writes what the test tells it, a write each; what is separated by NUL by one writev.
AGENT = """#!/usr/bin/python3
import os, sys, tty
tty.setraw(0)
orders = os.open(sys.argv[1], os.O_RDONLY)
while order := os.read(orders, 4096):
    os.writev(1, order.split(b"\\0"))
"""
# Asks its terminal something five times a second and reads what it answers.
ASKER = """#!/usr/bin/python3
import os, select, tty
tty.setraw(0)
os.write(1, b"prompt")
while True:
    if select.select([0], [], [], 0.2)[0]:
        os.read(0, 100)
    else:
        os.write(1, b"\\033[?6n")
"""
TOLD_S = 2
ST = b"\033\\"


def state(pairs):
    return b"\033]7501;" + pairs + b"\a"


class Declared(harness.LiveTest):
    options = ("--wait-threshold", "300")

    def start(self, name="claude"):
        """A session at its prompt."""
        orders = os.path.join(self.folder, "orders")
        os.mkfifo(orders)
        os.chmod(orders, 0o666)
        self.agent = self.terminal(self.script(name, AGENT), orders)
        self.orders = os.open(orders, os.O_WRONLY)
        self.addCleanup(os.close, self.orders)
        self.events = self.reader()
        self.say(b"prompt")
        self.told(state="waiting", reason="quiet")

    def say(self, *outputs):
        for output in outputs:
            os.write(self.orders, output)
            time.sleep(0.03)
        self.agent.drain()

    def told(self, **want):
        return self.events.wait(TOLD_S, type="session", pid=self.agent.pid, **want)

    def not_told(self, seconds, **unwanted):
        self.events.quiet(seconds, type="session", pid=self.agent.pid, **unwanted)

    def works(self, *outputs):
        self.say(*outputs or (state(b"state=working:app=x"),))
        self.told(state="working", reason="declared")

    def test_states_and_kinds(self):
        self.start()
        for report, kind in ((b"state=done:app=x", "finished"), (b"state=error:app=x", "attention"),
                             (b"state=blocked:kind=permission", "attention"),
                             (b"kind=question:state=blocked", "attention"),
                             (b"state=blocked:kind=auth", "attention"), (b"state=blocked", "attention")):
            self.works()
            self.say(state(report))
            self.told(state="waiting", reason="declared", kind=kind)

    def test_malformed(self):
        self.start()
        self.works()
        self.say(state(b"state=what"), state(b"app=x;state=done"), state(b"state=clear:id="),
                 state(b"state=done:abcdefghijklmnopq=x"))
        self.not_told(0.5, state="waiting")

    def test_records(self):
        """How a part ends is not how the session does."""
        self.start()
        self.works()
        self.say(state(b"state=working:app=x:id=a/1"), state(b"state=done:id=a/1"), state(b"state=clear:id=a"))
        self.not_told(0.5, state="waiting")
        self.say(state(b"state=blocked:id=a/2"))
        self.told(state="waiting", kind="attention")
        self.say(state(b"state=clear:id=a"))
        self.told(state="working")
        self.say(state(b"state=done"))
        self.told(state="waiting")

    def test_shell_prompt(self):
        self.start()
        self.works()
        self.say(b"\033]133;A\a")
        self.told(state="waiting", reason="quiet")

    def test_passed_on(self):
        """As tmux and GNU screen are asked to hand it on."""
        self.start()
        self.works(b"\033Ptmux;\033\033]7501;state=working\033\033\\" + ST)
        self.say(b"\033Ptmux;\033\033]7501;state=blocked\a" + ST)
        self.told(state="waiting", reason="declared", kind="attention")
        self.works(b"\033P" + state(b"state=working") + ST)
        self.say(b"\033P\033]7501;state=done" + ST)
        self.told(state="waiting", reason="declared")

    def test_split(self):
        self.start()
        whole = b"\033Ptmux;\033\033]7501;app=x:state=working\033\033\\" + ST
        for at in range(1, len(whole), 5):
            self.works(whole[:at], whole[at:])
            self.say(b"\033]7501;sta", b"te=do", b"ne", ST)
            self.told(state="waiting", reason="declared")

    def test_in_a_list(self):
        """What an output of more than one piece begins with."""
        self.start()
        self.works(b"\033[?2026h\0\033[2J", b"\033[?2026h" + state(b"state=working") + b"\0text")
        self.say(b"\033]0;x\a" + state(b"state=done") + b"\0text")
        self.told(state="waiting", reason="declared")

    def test_tab_status(self):
        self.start()
        self.works("\033]21337;status=Working…;indicator=#ffa500\a".encode())
        self.say(b"\033]21337;status=Waiting\a")
        self.told(state="waiting", kind="attention")
        self.works(b"\033]21337;status=working\a")
        self.say(b"\033]21337;status=Idle\a")
        self.told(state="waiting", reason="declared")

    def titles(self, name, work, rest, blocked):
        self.start(name)
        for title, want in ((work, {"state": "working", "reason": "title"}),
                            (rest, {"state": "waiting", "reason": "title"}),
                            (work, {"state": "working", "reason": "title"}),
                            (blocked, {"state": "waiting", "kind": "attention"})):
            self.say(f"\033]0;{title} x\a".encode())
            self.told(**want)

    def test_titles_of_qwen(self):
        self.titles("qwen", "◐\ufe0e", "Qwen -", "✳\ufe0e")

    def test_titles_of_gemini(self):
        self.titles("gemini", "✦", "◇", "✋")

    def test_title_of_another(self):
        """Qwen's request is Claude's rest, and nothing where it never worked."""
        self.start("claude")
        self.say("\033]0;✳ x\a".encode())
        self.not_told(0.5, reason="title")
        self.say("\033]0;◐ x\a".encode())
        self.told(state="working", reason="title")
        self.say("\033]0;✳ x\a".encode())
        # Its title does not tell an end from a request.
        told = self.told(state="waiting", reason="title", kind_reason="quiet")
        self.assertNotIn("kind", told)

    def test_questions_to_the_terminal(self):
        """Asked at work's rate, they are no work; the same rate of anything else is."""
        self.start()
        for _ in range(20):
            self.say(b"\033[?6n\033]11;?\a", b"\033[c")
        self.not_told(0.2, state="working")
        for _ in range(60):  # nothing was asked of it yet: two seconds of it are work
            self.say(b"\033[?6n ", b"\033[2K")
        self.told(state="working", reason="cadence")

    def test_answers_of_the_terminal(self):
        """They are no keys, and hide no rest; a key is one."""
        asker = self.terminal(self.script("claude", ASKER))
        events = self.reader()
        end = time.monotonic() + 4
        answered = 0
        while time.monotonic() < end:
            if os.get_blocking(asker.master) or harness.select.select([asker.master], [], [], 0.1)[0]:
                if b"\033[?6n" in os.read(asker.master, 4096):
                    asker.type("\033[?1;1R")
                    answered += 1
        self.assertGreater(answered, 12)
        events.wait(1, type="session", pid=asker.pid, state="waiting")
        self.assertFalse([f for f in events.frames if f["type"] == "input"], "an answer was taken for a key")
        time.sleep(0.2)
        # One of them may be taken for the answer that does not come.
        for _ in range(12):
            asker.type("x")
            time.sleep(0.07)
        events.wait(2, type="input")


if __name__ == "__main__":
    harness.main()
