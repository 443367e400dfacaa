# SPDX-License-Identifier: MIT
"""Programs that read lines: waiting is being blocked in a read of stdin."""

import os
import select
import signal
import socket
import time

import harness

WAITER = """import ctypes, os, select
libc = ctypes.CDLL(None)
poll = select.poll()
poll.register(0, select.POLLIN)
epoll = select.epoll()
epoll.register(0, select.EPOLLIN)
pollfd = (ctypes.c_short * 4)(0, 0, select.POLLIN)
event = ctypes.create_string_buffer(16)
while True:
    WAIT
    os.read(0, 100)
"""
# Which system call each becomes differs by architecture and libc.
WAITS = {
    "readv": "os.readv(0, [bytearray(100)])",
    "poll": "poll.poll()",
    "ppoll": "libc.ppoll(pollfd, 1, None, None)",
    "select": "select.select([0], [], [])",
    "pselect": "libc.pselect(1, (ctypes.c_long * 16)(1), None, None, None, None)",
    "epoll_wait": "epoll.poll()",
    "epoll_pwait": "libc.epoll_pwait(epoll.fileno(), event, 1, -1, (ctypes.c_long * 16)())",
    "epoll_pwait2": "libc.epoll_pwait2(epoll.fileno(), event, 1, None, None)",
}
# Says when it is about to wait, and reads what comes whenever it has.
AGENT = """import os, select, time
f = 0
{before}
os.write(1, b".")
{then}
while True:
    {wait}
    os.read(f, 100)
"""
SELECT = {"wait": "select.select([0], [], [])"}
POLL = {"before": "p = select.poll(); p.register(0, select.POLLIN)", "wait": "p.poll()"}
EPOLL = {"before": "p = select.epoll(); p.register(0, select.EPOLLIN)", "wait": "p.poll()"}
ANEW = {"before": "f = os.open('/dev/tty', os.O_RDONLY); p = select.epoll(); p.register(f, select.EPOLLIN)",
        "wait": "p.poll()"}
# Nothing ever comes from the pipe.
PIPE = "f, w = os.pipe(); "
OTHERS = {
    "nothing of the terminal": {"wait": "select.select([f], [], [])"},
    "no input": {"before": "p = select.poll(); p.register(0, 0); p.register(f, select.POLLIN)", "wait": "p.poll()"},
    "another instance": EPOLL | {"wait": "select.select([f], [], [])"},
    "another process": {"before": "os.spawnlp(os.P_NOWAIT, 'python3', 'python3', '-c', "
                                  "'import select; select.select([0], [], [])')", "wait": "select.select([f], [], [])"},
}


class LineMode(harness.LiveTest):
    def session(self, reader, terminal, timeout, **want):
        return reader.wait(timeout, type="session", pid=terminal.pid, **want)

    def test_terminal(self):
        reader = self.reader()
        cat = self.terminal(self.program("claude"))
        began = self.session(reader, cat, 2, state="working")
        waits = self.session(reader, cat, 2, state="waiting", reason="stdin", kind="input")
        self.assertGreaterEqual(waits["at"] - began["at"], 0.95)
        self.assertLessEqual(waits["at"] - began["at"], harness.late(1.35))
        self.assertEqual(began["name"], "claude")
        self.assertEqual(began["source"], "claude-code")
        cat.type("hello\n")
        self.session(reader, cat, 1, state="working")
        self.session(reader, cat, 2, state="waiting")
        cat.type("\x04")
        ended = self.session(reader, cat, 1, state="exited")
        self.assertEqual(ended["exit"], {"code": 0})

    def test_silent_pipe(self):
        reader = self.reader()
        read_end, write_end = os.pipe()
        cat = self.terminal(self.program("claude"), stdin=read_end)
        began = self.session(reader, cat, 2, state="working")
        waits = self.session(reader, cat, 2, state="waiting", reason="stdin")
        self.assertLessEqual(waits["at"] - began["at"], harness.late(1.35))
        os.write(write_end, b"x\n")
        self.session(reader, cat, 1, state="working")
        self.session(reader, cat, 2, state="waiting")
        os.close(write_end)
        os.close(read_end)

    def test_killed_is_never_finished(self):
        reader = self.reader()
        cat = self.terminal(self.program("claude"))
        self.session(reader, cat, 3, state="waiting")
        cat.kill(signal.SIGKILL)
        ended = self.session(reader, cat, 1, state="exited")
        self.assertEqual(ended["exit"], {"signal": 9, "core": False})
        self.assertNotIn("kind", ended)

    def test_end_that_comes_with_a_read(self):
        """The process is gone before the collector looks why it was woken."""
        reader = self.reader()
        cat = self.terminal(self.program("claude"))
        self.session(reader, cat, 3, state="waiting")
        os.kill(self.collector.process.pid, signal.SIGSTOP)
        cat.type("x\n\x04")
        os.waitid(os.P_PID, cat.pid, os.WEXITED)
        cat.ended = True
        os.kill(self.collector.process.pid, signal.SIGCONT)
        self.assertEqual(self.session(reader, cat, 2, state="exited")["exit"], {"code": 0})

    def test_exit_code(self):
        reader = self.reader()
        shell = self.terminal(self.program("codex", "/bin/bash"), "-c", "sleep 1.5; exit 3")
        self.assertEqual(self.session(reader, shell, 3, state="exited")["exit"], {"code": 3})

    def test_found_blocked_at_start(self):
        """The read began before the collector did."""
        cat = self.terminal(self.program("claude"))
        self.collector.stop()
        self.collector.start()
        reader = self.reader(synced=False)
        first = self.session(reader, cat, 2)
        self.assertEqual((first["state"], first["reason"]), ("unknown", "scan"))
        waits = self.session(reader, cat, 3, state="waiting")
        self.assertNotEqual(waits.get("kind"), "finished")

    def test_each_call_that_waits(self):
        # The kernel programs are attached for the first session, which may wait by then.
        self.session(self.reader(), self.terminal(self.program("claude")), 3, state="waiting")
        agents = {name: (self.reader(), self.terminal("python3", self.script(
            f"{name}/aider", WAITER.replace("WAIT", wait)))) for name, wait in WAITS.items()}
        for name, (reader, agent) in agents.items():
            with self.subTest(name):
                self.session(reader, agent, 3, state="waiting", reason="stdin")
                agent.type("x\n")
        for name, (reader, agent) in agents.items():
            with self.subTest(name):
                self.session(reader, agent, 1, state="working")
                self.session(reader, agent, 3, state="waiting")

    def found(self, agents):
        """A reader of a collector that begins when they wait already."""
        for agent in agents:
            select.select([agent.master], [], [])
        time.sleep(harness.late(0.2))
        self.collector.start()
        return self.reader(synced=False)

    def agent(self, how, stdin=None):
        script = self.script(f"{len(os.listdir(self.folder))}/aider", AGENT.format(**{"before": "", "then": ""} | how))
        return self.terminal("python3", script, stdin=stdin)

    def check_found(self, how, write=None, stdin=None):
        self.collector.stop()
        agent = self.agent(how, stdin)
        reader = self.found([agent])
        self.session(reader, agent, 3, state="waiting", reason="stdin", kind="input")
        os.write(write or agent.master, b"x\n")
        self.session(reader, agent, 1, state="working")
        self.session(reader, agent, 3, state="waiting", reason="stdin")

    def test_found_in_select(self):
        self.check_found(SELECT)

    def test_found_in_poll(self):
        self.check_found(POLL)

    def test_found_in_epoll(self):
        self.check_found(EPOLL)

    def test_found_in_epoll_of_the_terminal_opened_anew(self):
        self.check_found(ANEW)

    def test_found_with_an_epoll_it_waits_by_later(self):
        self.check_found(EPOLL | {"then": "time.sleep(1.5)"})

    def test_found_waiting_for_a_pipe(self):
        for how in (POLL, EPOLL):
            read_end, write_end = os.pipe()
            self.check_found(how, write_end, read_end)

    def test_found_waiting_for_a_socket(self):
        for how in (POLL, EPOLL):
            ours, theirs = socket.socketpair()
            with ours, theirs:
                self.check_found(how, ours.fileno(), theirs.fileno())

    def test_found_waiting_for_something_else(self):
        self.collector.stop()
        agents = {why: self.agent(how | {"before": PIPE + how.get("before", "")}) for why, how in OTHERS.items()}
        reader = self.found(agents.values())
        reader.quiet(3, state="waiting")
        working = {frame["pid"] for frame in reader.frames if frame.get("state") == "working"}
        self.assertEqual([why for why, agent in agents.items() if agent.pid not in working], [])

    def test_busy_program_that_reads_nothing_works(self):
        reader = self.reader()
        shell = self.terminal(self.program("codex", "/bin/bash"), "-c", "sleep 3; exit 0")
        self.session(reader, shell, 2, state="working")
        reader.quiet(2, state="waiting")


if __name__ == "__main__":
    harness.main()
