# SPDX-License-Identifier: MIT
"""The collector holds at each step of its start what SECURITY.md says, as /proc tells it."""

import ctypes
import os
import platform
import signal
import struct
import tempfile
import unittest

import harness

# Of the calls that steps end with, and of what a serving one waits in. libbpf reserves descriptors by
# memfd_create before it loads (1.4).
CALLS = {
    "x86_64": {"bpf": (319, 321), "bind": (49,), "prctl": (157,), "seccomp": (444,), "": (232,)},
    "aarch64": {"bpf": (279, 280), "bind": (200,), "prctl": (167,), "seccomp": (444,), "": (22,)},
}[platform.machine()]
# linux/ptrace.h
TRACEME, SETOPTIONS, SYSCALL, DETACH, GET_SYSCALL_INFO = 0, 0x4200, 24, 17, 0x420e
TRACESYSGOOD, EXITKILL, ENTRY = 1, 1 << 20, 1
LIBC = ctypes.CDLL(None, use_errno=True)
LIBC.ptrace.argtypes = [ctypes.c_long, ctypes.c_long, ctypes.c_void_p, ctypes.c_void_p]
KINDS = {"anon_inode:bpf": "programs", "anon_inode:btf": "programs", "anon_inode:[eventpoll]": "events",
         "anon_inode:[timerfd]": "events", "anon_inode:[signalfd]": "events", "socket:": "socket",
         "/proc": "proc"}


def table():
    """The steps, in their order, as lists of the table's cells."""
    with open(os.path.join(harness.SOURCE, "SECURITY.md"), encoding="utf-8") as file:
        rows = [[cell.strip() for cell in line.strip().strip("|").split("|")]
                for line in file if line.startswith("|")]
    return rows[2:]


def ptrace(request, pid, address=0, data=0):
    if LIBC.ptrace(request, pid, address, data) < 0:
        raise OSError(ctypes.get_errno(), f"ptrace {request:#x}")


def kind_of(number, target):
    if number < 3:
        return "stdio"
    return next((kind for start, kind in KINDS.items() if target.startswith(start)), target)


def held(pid):
    """The cells that say what a process holds now."""
    with open(f"/proc/{pid}/status", encoding="utf-8") as file:
        status = dict(line.rstrip("\n").split(":\t", 1) for line in file if ":\t" in line)
    ids = status["Uid"].split() + status["Gid"].split()
    capabilities = {int(status[c], 16) for c in ("CapPrm", "CapEff", "CapBnd")}
    empty = not any(int(status[c], 16) for c in ("CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb"))
    folder = f"/proc/{pid}/fd"
    kinds = {kind_of(int(fd), os.readlink(os.path.join(folder, fd))) for fd in os.listdir(folder)}
    return {
        "user": "root" if set(ids) == {"0"} else "own" if "0" not in ids else f"mixed {ids}",
        "capabilities": "none" if empty else "all" if len(capabilities) == 1 else f"{capabilities}",
        "new": "never" if status["NoNewPrivs"] == "1" else "possible",
        "calls": {"0": "any", "2": "filtered"}[status["Seccomp"]],
        "open": kinds,
    }


class Privilege(unittest.TestCase):
    def start(self):
        """A collector that is stopped at its first system call."""
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        pid = os.fork()
        if pid == 0:
            try:
                os.closerange(3, 1024)
                ptrace(TRACEME, 0)
                os.execv(harness.COLLECTOR, [harness.COLLECTOR, "--socket", folder.name + "/events.sock",
                                             "--user", str(harness.UID), "--probe", harness.PROBE])
            finally:
                os._exit(127)
        os.waitpid(pid, 0)
        ptrace(SETOPTIONS, pid, 0, TRACESYSGOOD | EXITKILL)
        return pid

    def go_on_to(self, pid, numbers):
        """Stopped where it enters one of these system calls."""
        info = ctypes.create_string_buffer(88)
        while True:
            ptrace(SYSCALL, pid)
            _, status = os.waitpid(pid, 0)
            self.assertTrue(os.WIFSTOPPED(status), f"it ended before call {numbers}: {status:#x}")
            if os.WSTOPSIG(status) != signal.SIGTRAP | 0x80:
                continue
            ptrace(GET_SYSCALL_INFO, pid, len(info), ctypes.addressof(info))
            if info.raw[0] == ENTRY and struct.unpack_from("<Q", info.raw, 24)[0] in numbers:
                return

    def test_holds_what_is_written(self):
        pid = self.start()
        self.assertEqual([row[1] for row in table()], list(CALLS))
        for step, until, user, capabilities, new, calls, open_ in table():
            with self.subTest(step):
                self.go_on_to(pid, CALLS[until])
                found = held(pid)
                self.assertEqual([found[key] for key in ("user", "capabilities", "new", "calls")],
                                 [user, capabilities, new, calls])
                self.assertLessEqual(found["open"], set(open_.split(", ")))
        ptrace(DETACH, pid)
        os.kill(pid, signal.SIGTERM)
        self.assertEqual(os.waitpid(pid, 0)[1], 0)


if __name__ == "__main__":
    harness.main()
