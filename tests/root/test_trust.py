# SPDX-License-Identifier: MIT
"""Who sees what, and what the serving collector still may do."""

import os
import resource
import signal
import subprocess
import threading
import time

import harness

USERS = ("games", "news")  # of every Debian, and with no processes of their own


def spent(pid):
    """Processor time of a process, in seconds."""
    with open(f"/proc/{pid}/stat", encoding="utf-8") as stat:
        fields = stat.read().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


class Trust(harness.LiveTest):
    users = ("--user", str(harness.UID), "--user", USERS[0], "--user", USERS[1])

    def test_users_see_only_their_own(self):
        program = self.program("claude")
        readers = {user: self.reader(user) for user in (*USERS, None)}
        terminals = {user: self.terminal(program, user=user) for user in USERS}
        for user in USERS:
            readers[user].wait(3, type="session", pid=terminals[user].pid, state="waiting")
            readers[None].wait(3, type="session", pid=terminals[user].pid)
        late = {user: self.collector.reader(user, synced=False) for user in (*USERS, None)}
        seen = {user: {s["pid"] for s in reader.snapshot()} for user, reader in late.items()}
        for user in USERS:
            self.assertEqual(seen[user], {terminals[user].pid})
            uids = {f["uid"] for f in readers[user].frames if f["type"] == "session"}
            self.assertEqual(len(uids), 1)
        self.assertGreaterEqual(seen[None], {t.pid for t in terminals.values()})
        for reader in late.values():
            reader.close()

    def test_serving_collector_holds_nothing(self):
        status = open(f"/proc/{self.collector.process.pid}/status").read().splitlines()
        fields = dict(line.split(":\t", 1) for line in status if ":\t" in line)
        for name in ("CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb"):
            self.assertEqual(int(fields[name], 16), 0, name)
        self.assertNotIn("0", fields["Uid"].split())
        self.assertNotIn("0", fields["Gid"].split())
        self.assertEqual(fields["NoNewPrivs"].strip(), "1")
        self.assertEqual(fields["Groups"].strip(), "")

    def test_what_a_client_sends_is_ignored(self):
        reader = self.reader()
        try:
            reader.socket.send(b"x" * 100)
        except BrokenPipeError:
            pass
        other = self.reader()
        terminal = self.terminal(self.program("claude"))
        for r in (reader, other):
            r.wait(3, type="session", pid=terminal.pid)

    def test_connections_are_limited_per_user(self):
        readers = []
        for _ in range(40):
            try:
                readers.append(harness.Reader(self.collector.path, "games"))
            except OSError:
                break
        alive = sum(1 for r in readers if (r.next(0.3) or {}).get("type") == "hello")
        self.assertEqual(alive, 16)
        for r in readers:
            r.close()
        self.reader("news")

    def test_at_its_limit_of_descriptors_it_waits_for_one(self):
        held = len(os.listdir(f"/proc/{self.collector.process.pid}/fd"))
        self.collector.stop()
        # To read of another test's agent it needs a descriptor for a moment, which gets free again.
        self.collector.options = ("--only-process", "--process", "nobodys-agent")
        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        resource.setrlimit(resource.RLIMIT_NOFILE, (held + 2, hard))
        try:
            self.collector.start()
        finally:
            resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
        pid = self.collector.process.pid
        readers = [self.reader(synced=False)]
        while readers[-1].next(1):
            readers.append(self.reader(synced=False))
        self.assertIn(len(readers), range(2, 6))
        before = spent(pid)
        self.assertIsNone(readers[-1].next(1))
        self.assertLess(spent(pid) - before, 0.1)
        readers[0].close()
        readers[-1].wait(2, type="hello")
        self.assertEqual(self.ended_saying("no reader can be accepted"), 1)

    def ended_saying(self, words):
        """How many lines of the collector, once it has ended, have these words."""
        self.collector.process.terminate()
        return self.collector.process.communicate(timeout=10)[1].count(words)

    def test_refusals_are_counted_not_told_each(self):
        program = self.program("claude", "/bin/sleep")
        self.terminal("sh", "-c", f"for i in $(seq 300); do {program} 99 & done; wait", user="games")
        harness.wait_until(300, 20, harness.running, program)
        self.reader()
        self.assertIn(self.ended_saying("has 256 agents"), range(1, 6))

    def test_reader_that_does_not_read_is_closed_and_others_go_on(self):
        """More comes for it than a socket has room for."""
        slow, other = self.reader(USERS[0]), self.reader(harness.UID)
        program = self.program("claude", "/bin/sleep")
        crowd = self.terminal("sh", "-c", f"for i in $(seq 250); do {program} 99 & done; wait", user=USERS[0])
        harness.wait_until(250, 20, lambda: len(self.sessions_of(USERS[0])))
        crowd.close()
        harness.wait_until(0, 20, lambda: len(self.sessions_of(USERS[0])))
        terminal = self.terminal(self.program("codex"))
        other.wait(3, type="session", pid=terminal.pid, state="waiting")
        while slow.next(1):
            pass
        self.assertTrue(slow.ended)

    def test_only_the_users_asked_for_are_watched(self):
        self.collector.stop()
        self.collector.options = ("--user", USERS[0])
        self.collector.start()
        reader = self.reader()
        program = self.program("claude")
        self.terminal(program, user="news")
        mine = self.terminal(program, user="games")
        frame = reader.wait(3, type="session", state="waiting")
        self.assertEqual(frame["pid"], mine.pid)

    def test_killed_and_restarted(self):
        terminal = self.terminal(self.program("claude"))
        before = self.reader(synced=False).wait(
            3, type="session", pid=terminal.pid, state="waiting")
        self.collector.stop(signal.SIGKILL)
        self.collector.start()
        reader = self.reader(synced=False)
        again = reader.wait(3, type="session", pid=terminal.pid, state="waiting")
        self.assertEqual(again["id"], before["id"])
        self.assertNotEqual(again.get("kind"), "finished")

    def lines_until(self, process, text):
        lines = []
        while not lines or text not in lines[-1]:
            lines.append(process.stdout.readline())
            self.assertTrue(lines[-1], f"it ends without {text}: {lines}")
        return lines

    def test_socat_shows_the_stream(self):
        terminal = self.terminal(self.program("claude"))
        self.reader(synced=False).wait(3, type="session", pid=terminal.pid, state="waiting")
        socat = subprocess.Popen(
            ["socat", "-u", f"UNIX-CONNECT:{self.collector.path},type=5", "-"],
            stdout=subprocess.PIPE, text=True)
        watchdog = threading.Timer(harness.patience(10), socat.kill)
        watchdog.start()
        lines = self.lines_until(socat, '"synced"')
        terminal.type("x\n")
        lines += self.lines_until(socat, '"state":"working"')
        watchdog.cancel()
        socat.terminate()
        socat.communicate()
        types = [line.split('"')[3] for line in lines]
        self.assertEqual(types[:3], ["hello", "session", "synced"])
        self.assertIn("input", types[3:])


class NoText(harness.LiveTest):
    def test_no_typed_or_shown_text_is_in_any_frame(self):
        reader = self.reader()
        terminal = self.terminal(self.program("claude"))
        reader.wait(3, type="session", pid=terminal.pid, state="waiting")
        terminal.type("xyzzy-secret\n")
        reader.wait(3, type="session", state="working")
        reader.wait(3, type="session", state="waiting")
        self.assertNotIn("xyzzy", str(reader.frames))


if __name__ == "__main__":
    harness.main()
