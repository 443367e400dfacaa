# SPDX-License-Identifier: MIT
"""The recorder keeps when and how much, and whether the cursor is shown; never what."""

import os
import pty
import sys
import tempfile
import unittest

import harness

RECORD = os.path.join(harness.BUILD, "tests", "record")
SECRET = "qzqz"
WRITES = r"""
import os
long = b"qzqz" * 40
os.write(1, b"qzqz\033[?25l")                          # at the end of a short one
os.write(1, b"\033[?25h" + long)                       # at the beginning of a long one
os.writev(1, [long, b"qzqz", b"qzqz\033[?25l"])        # in the last of several parts
os.write(1, long + b"\033[?25h" + long)                # in the middle: not looked at
os.write(1, b"\033[?25l" + long + b"\033[?25h")        # the last counts
"""


class Record(unittest.TestCase):
    def record(self, program):
        """(kind, value) of all lines."""
        with tempfile.TemporaryDirectory() as folder:
            trace = os.path.join(folder, "trace.tsv")
            pid, terminal = pty.fork()
            if pid == 0:
                os.execv(RECORD, [RECORD, "-o", trace, "--", sys.executable, "-c", program])
            try:
                while os.read(terminal, 4096):
                    pass
            except OSError:  # Linux' way to say that it is closed
                pass
            self.assertEqual(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), 0)
            with open(trace) as file:
                text = file.read()
        self.assertNotIn(SECRET, text)
        lines = [line.split("\t") for line in text.splitlines()]
        return [(line[1], line[3]) for line in lines]

    def test_cursor(self):
        lines = self.record(WRITES)
        self.assertEqual([value for kind, value in lines if kind == "cursor"],
                         ["hidden", "shown", "hidden", "shown"])
        self.assertEqual([value for kind, value in lines if kind == "out"],
                         ["10", "166", "174", "326", "172"])


if __name__ == "__main__":
    harness.main()
