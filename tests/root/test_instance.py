# SPDX-License-Identifier: MIT
"""A container may have a devpts of its own: its pts/3 is another terminal than the host's."""

import harness

# Given a devpts of its own, and a user, it goes on as another program.
CONTAINER = """
import ctypes, os, sys
libc = ctypes.CDLL(None, use_errno=True)
NEWNS, BIND, PRIVATE = 0x20000, 0x1000, 0x44000
def must(result):
    if result:
        raise OSError(ctypes.get_errno(), "no container")
must(libc.unshare(NEWNS))
must(libc.mount(b"none", b"/", None, PRIVATE, None))
must(libc.mount(b"devpts", b"/dev/pts", b"devpts", 0, b"newinstance,ptmxmode=666,mode=666"))
must(libc.mount(b"/dev/pts/ptmx", b"/dev/ptmx", None, BIND, None))
os.setgroups([])
os.setresgid(*[int(sys.argv[1])] * 3)
os.setresuid(*[int(sys.argv[1])] * 3)
os.execvp(sys.argv[2], sys.argv[2:])
"""

# It has the terminals inside whose numbers are below that of its own, which is outside.
INSIDE = """
import os, pty, sys, time, tty
number = os.minor(os.fstat(0).st_rdev)
kept = [os.openpty() for _ in range(number)]
"""

SPAWNS = INSIDE + "print('hello', flush=True)\npty.spawn(sys.argv[1:])\n"

WRITES = INSIDE + """
master, slave = os.openpty()
assert os.minor(os.fstat(slave).st_rdev) == number
tty.setraw(0)
print('hello', flush=True)
while True:
    os.write(slave, b'x' * 20)
    os.read(master, 100)
    time.sleep(0.05)
"""


class Instance(harness.LiveTest):
    def contained(self, text, *argv):
        container = self.script("container.py", CONTAINER)
        agent = self.script("claude", "#!/usr/bin/python3\n" + text)
        return self.terminal("python3", container, str(harness.UID), agent, *argv, user="root")

    def test_an_agent_inside_is_no_helper_of_one_outside(self):
        reader = self.reader()
        outside = self.contained(SPAWNS, self.program("codex"))
        outer = reader.wait(3, type="session", pid=outside.pid)
        inner = reader.wait(3, type="session", name="codex")
        self.assertEqual(inner["tty"], outer["tty"])
        self.assertNotEqual(inner["tty_dev"], outer["tty_dev"])

    def test_what_is_printed_inside_is_nothing_printed_outside(self):
        reader = self.reader()
        outside = self.contained(WRITES)
        reader.wait(5, type="session", pid=outside.pid, state="waiting")
        reader.quiet(2, type="session", pid=outside.pid, state="working")


if __name__ == "__main__":
    harness.main()
