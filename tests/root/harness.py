# SPDX-License-Identifier: MIT
"""A live collector, terminals, and readers of its socket, for the tests that need root."""

import fcntl
import json
import os
import pwd
import pty
import select
import shutil
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import termios
import time
import unittest

BUILD = os.environ.get("EAM_BUILD", "build")
COLLECTOR = os.path.join(BUILD, "collector", "ebpf-ai-monitor-collector")
STAND_IN = os.path.join(BUILD, "tests", "stand-in", "stand-in")
SOURCE = os.environ.get("EAM_SOURCE", os.path.dirname(os.path.dirname(os.path.dirname(__file__))))
PROBE = os.environ.get("EAM_PROBE", "auto")
# An emulated machine may take so many times longer over anything. Never set on a real one.
SLOW = float(os.environ.get("EAM_SLOW", "1"))


# A user of this run's own, known to nobody: other agents on the machine must not be seen.
UID = 1_000_000 + os.getpid()


def uid_of(user):
    return UID if user is None else pwd.getpwnam(user).pw_uid


def late(seconds):
    """The latest that something may come that should within SECONDS."""
    return seconds * SLOW


def patience(seconds):
    """How long what has to come is waited for, where when it comes is not the question."""
    return seconds * (10 if SLOW > 1 else 1)


def running(program):
    """How many processes; a guest has no pgrep."""
    count = 0
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            count += os.readlink(f"/proc/{pid}/exe") == program
        except OSError:
            pass
    return count


def wait_until(number, seconds, count, *arguments):
    """Until COUNT with its ARGUMENTS gives that number."""
    end = time.monotonic() + patience(seconds)
    while (now := count(*arguments)) != number:
        assert time.monotonic() < end, f"{count.__name__}{arguments}: {now}, not {number}"
        time.sleep(0.1)


def skip_unless_root():
    """Without root there is nothing to test; where there must be, that is a failure."""
    if os.geteuid() == 0 and os.path.exists("/sys/kernel/btf/vmlinux"):
        return
    reason = "needs root and a kernel with BTF"
    print(f"skipped: {reason}")
    sys.exit(1 if os.environ.get("EAM_MUST_RUN") else 77)


# Where bpftrace looks for tracepoints; a mount namespace of its own keeps that to itself.
TRACEFS = ("mount -t debugfs debugfs /sys/kernel/debug 2>/dev/null;"
           "mount -t tracefs tracefs /sys/kernel/tracing 2>/dev/null; exec \"$@\"")


def bpftrace(script, *args):
    """The script below tests, running; its lines come on stdout, its complaints as well."""
    return subprocess.Popen(
        ["unshare", "--mount", "sh", "-c", TRACEFS, "sh", "bpftrace", "-B", "line",
         os.path.join(SOURCE, "tests", script), *args],
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


class Reader:
    """One connection to the collector, as USER: a name, a number, or root."""

    def __init__(self, path, user=None):
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        uid = user if isinstance(user, int) else uid_of(user) if user else 0
        os.seteuid(uid)
        try:
            self.socket.connect(path)
        except OSError:
            self.socket.close()
            raise
        finally:
            os.seteuid(0)
        self.frames = []
        self.ended = False

    def next(self, timeout):
        if not select.select([self.socket], [], [], max(0, timeout))[0]:
            return None
        data = self.socket.recv(4096)
        if not data:
            self.ended = True
            return None
        assert data.endswith(b"\n") and len(data) <= 1024, data
        frame = json.loads(data)
        frame["at"] = time.monotonic()
        self.frames.append(frame)
        return frame

    def wait(self, timeout, **want):
        """The next frame whose keys are as wanted; fails the test where none comes in time."""
        end = time.monotonic() + patience(timeout)
        while time.monotonic() < end and not self.ended:
            frame = self.next(end - time.monotonic())
            if frame and all(frame.get(k) == v for k, v in want.items()):
                return frame
        how = "before the collector hung up" if self.ended else f"within {timeout} s"
        raise AssertionError(f"no frame {want} {how}; got {self.frames[-20:]}")

    def snapshot(self, timeout=2):
        sessions = []
        while True:
            frame = self.next(patience(timeout))
            assert frame, "the snapshot did not end"
            if frame["type"] == "synced":
                return sessions
            if frame["type"] == "session":
                sessions.append(frame)

    def quiet(self, seconds, **unwanted):
        """No frame of that kind may come."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            frame = self.next(end - time.monotonic())
            if frame and all(frame.get(k) == v for k, v in unwanted.items()):
                raise AssertionError(f"unexpected {frame}")

    def close(self):
        self.socket.close()


class Collector:
    def __init__(self, folder, *options):
        self.path = os.path.join(folder, "events.sock")
        self.options = options
        self.start()

    def start(self):
        self.process = subprocess.Popen(
            [COLLECTOR, "--socket", self.path, "--probe", PROBE, *self.options], stderr=subprocess.PIPE, text=True)
        end = time.monotonic() + patience(10)
        while time.monotonic() < end and self.process.poll() is None:
            try:
                reader = Reader(self.path)
            except OSError:
                time.sleep(0.01)
                continue
            # The socket is there a little before it is served, and by one without privileges.
            greeted = reader.next(patience(10))
            reader.close()
            if greeted:
                return
        self.process.kill()
        raise AssertionError("the collector did not come up: " + self.process.communicate()[1])

    def reader(self, user=None, synced=True):
        reader = Reader(self.path, user)
        if synced:
            reader.snapshot()
        return reader

    def stop(self, how=signal.SIGTERM):
        self.process.send_signal(how)
        self.process.wait(10)
        self.process.stderr.close()
        return self.process.returncode


class Terminal:
    """A process as leader of a session of its own on a terminal of its own."""

    def __init__(self, argv, user=None, env=None, stdin=None):
        self.pid, self.master = pty.fork()
        if self.pid == 0:
            try:
                if stdin is not None:
                    os.dup2(stdin, 0)
                uid = uid_of(user)
                os.fchown(1, uid, -1)
                os.setgroups([])
                os.setresgid(uid, uid, uid)
                os.setresuid(uid, uid, uid)
                os.execvpe(argv[0], argv, {**os.environ, **(env or {})})
            finally:
                os._exit(127)
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
        os.set_blocking(self.master, False)
        self.ended = False

    def drain(self):
        try:
            while os.read(self.master, 65536):
                pass
        except OSError:
            pass

    def type(self, text):
        os.write(self.master, text.encode())

    def kill(self, how=signal.SIGKILL):
        os.kill(self.pid, how)

    def close(self):
        if not self.ended:
            self.ended = True
            try:
                os.killpg(self.pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
            os.waitpid(self.pid, 0)
            os.close(self.master)


class LiveTest(unittest.TestCase):
    """One collector a test; everything started is ended and removed."""

    options = ()
    users = ("--user", str(UID))

    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="eam-")
        os.chmod(self.folder, 0o755)
        self.addCleanup(shutil.rmtree, self.folder)
        self.collector = Collector(self.folder, *self.users, *self.options)
        self.addCleanup(lambda: self.collector.process.poll() is None and self.collector.stop())

    def reader(self, user=None, synced=True):
        reader = self.collector.reader(user, synced)
        self.addCleanup(reader.close)
        return reader

    def sessions_of(self, user):
        """Who falls behind, as in the middle of a crowd, is hung up on, and comes again as agents do."""
        end = time.monotonic() + patience(20)
        while True:
            reader = self.collector.reader(user, synced=False)
            try:
                return reader.snapshot(5)
            except AssertionError:
                if not reader.ended or time.monotonic() > end:
                    raise
            finally:
                reader.close()
            time.sleep(0.1)

    def program(self, name, original="/bin/cat"):
        """A copy of a program under another name."""
        path = os.path.join(self.folder, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        shutil.copy(original, path)
        return path

    def script(self, name, text):
        path = os.path.join(self.folder, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w") as file:
            file.write(text)
        os.chmod(path, 0o755)
        return path

    def terminal(self, *argv, **options):
        terminal = Terminal(list(argv), **options)
        self.addCleanup(terminal.close)
        return terminal


def main():
    skip_unless_root()
    unittest.main(verbosity=2)
