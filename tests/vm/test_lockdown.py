# SPDX-License-Identifier: MIT
"""On a kernel that is locked down, as Secure Boot does it, and more than that."""

import harness
import test_usage


def mode():
    with open("/sys/kernel/security/lockdown", encoding="utf-8") as file:
        return file.read().partition("[")[2].partition("]")[0]


class Integrity(harness.LiveTest):
    def test_sees_as_ever(self):
        self.assertEqual(mode(), "integrity")
        reader = self.reader()
        terminal = self.terminal(self.program("claude"))
        reader.wait(5, type="session", pid=terminal.pid, state="waiting")
        terminal.type("x\n")
        reader.wait(5, type="session", pid=terminal.pid, state="working")


class Confidentiality(test_usage.Refused):
    def test_is_named_as_the_reason(self):
        self.assertEqual(mode(), "confidentiality")
        for probe in ("auto", "tty", "syscall"):
            with self.subTest(probe):
                self.assert_refused(1, ["locked down for confidentiality", "lockdown=integrity"],
                                    "--socket", "/tmp/never.sock", "--probe", probe)
