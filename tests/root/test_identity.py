# SPDX-License-Identifier: MIT
"""Which processes are sessions, under the names real installations give them."""

import os
import signal
import tempfile
import time

import harness

# Prints, so that it is no launcher, and then waits for its terminal.
AGENT = "import sys,time\nprint('hello', flush=True)\nsys.stdin.readline()\n"


# A full-screen program, until it is killed: it prints now, and again after a key.
FULL_SCREEN = """
import sys, time, tty
time.sleep(0.2)
tty.setraw(0)
print('hello', flush=True)
sys.stdin.read(1)
print('again', flush=True)
time.sleep(60)
"""


class WithNode(harness.LiveTest):
    def setUp(self):
        super().setUp()
        # An interpreter called node; what it runs is Python, which the kernel does not care about.
        os.makedirs(os.path.join(self.folder, "runtime"))
        os.symlink(os.path.realpath("/usr/bin/python3"), os.path.join(self.folder, "runtime/node"))
        self.path = {"PATH": os.path.join(self.folder, "runtime") + ":" + os.environ["PATH"]}


class Identity(WithNode):
    def assert_session(self, name, *argv):
        reader = self.reader()
        terminal = self.terminal(*argv, env=self.path)
        frame = reader.wait(3, type="session", pid=terminal.pid, state="working")
        self.assertEqual(frame["name"], name)
        return reader, terminal

    def test_wrapped_by_nix(self):
        self.assert_session("claude", self.program(".claude-wrapped"))

    def test_wrapped_name_longer_than_comm(self):
        self.assert_session("cursor-agent", self.program(".cursor-agent-wrapped"))

    def test_native_build_called_exe(self):
        self.assert_session("claude", self.program("claude.exe"))

    def test_native_build_called_by_its_version(self):
        path = self.program("2.1.37")
        self.assert_session("claude", "bash", "-c", f"exec -a claude {path}")

    def test_script_given_to_node(self):
        self.assert_session("gemini", "node", self.script("bin/gemini", AGENT))

    def test_script_given_to_node_with_options(self):
        self.assert_session(
            "gemini", "node", "-B", self.script("node_modules/@google/gemini-cli/d/index.js", AGENT))

    def test_script_found_by_env(self):
        self.assert_session("qwen", self.script("bin/qwen", "#!/usr/bin/env node\n" + AGENT))

    def test_renamed_by_prctl(self):
        rename = ("import ctypes,sys,time\ntime.sleep(0.5)\n"
                  "ctypes.CDLL(None).prctl(15, b'aider', 0, 0, 0)\n"
                  "print('x', flush=True)\nsys.stdin.readline()\n")
        self.assert_session("aider", "python3", self.script("anything.py", rename))

    def test_other_programs_are_none(self):
        reader = self.reader()
        terminal = self.terminal(self.program("claudette"))
        other = self.terminal("node", self.script("claude/index.js", AGENT), env=self.path)
        reader.quiet(2, type="session")
        self.assertNotEqual(terminal.pid, other.pid)

    def test_servers_are_none(self):
        reader = self.reader()
        shell = self.program("codex", "/bin/bash")
        script = self.script("app-server", "read line\n")
        os.chdir(self.folder)
        self.terminal(shell, os.path.basename(script), "--listen")
        reader.quiet(2, type="session")

    def test_thread_and_helper_are_none(self):
        text = ("import os,subprocess,sys,threading,time\n"
                "print('x', flush=True)\n"
                "t = threading.Thread(target=time.sleep, args=(0.2,)); t.start(); t.join()\n"
                f"subprocess.run(['{self.program('helper/claude')}'], stdin=subprocess.DEVNULL)\n"
                "sys.stdin.readline()\n")
        reader, terminal = self.assert_session("claude", "node", self.script("bin/claude", text))
        reader.wait(3, type="session", pid=terminal.pid, state="waiting")
        self.assertEqual({f["pid"] for f in reader.frames if f["type"] == "session"},
                         {terminal.pid})
        self.assertNotIn("exited", [f.get("state") for f in reader.frames])

    def test_leader_thread_leaves_first(self):
        """The process lives until its last thread ends."""
        text = ("import ctypes,threading,time\nprint('x', flush=True)\n"
                "threading.Thread(target=time.sleep, args=(4,)).start()\n"
                "ctypes.CDLL(None).pthread_exit(None)\n")
        reader, terminal = self.assert_session("auggie", "node", self.script("bin/auggie", text))
        reader.quiet(3, state="exited")
        ended = reader.wait(3, type="session", pid=terminal.pid, state="exited")
        self.assertEqual(ended["exit"], {"code": 0})

    def test_launcher_gives_way_to_the_one_that_reads(self):
        child = self.program("native/codex")
        text = f"import subprocess\nsubprocess.run(['{child}'])\n"
        reader = self.reader()
        terminal = self.terminal("node", self.script("bin/codex", text), env=self.path)
        frame = reader.wait(3, type="session", state="waiting")
        self.assertNotEqual(frame["pid"], terminal.pid)
        self.assertEqual({f["pid"] for f in reader.frames if f["type"] == "session"},
                         {frame["pid"]})

    def test_launcher_killed_while_the_agent_lives_on(self):
        child = self.program("native/codex")
        launcher = self.script(
            "bin/codex", f"import os,subprocess,sys\nos.setpgid(0, 0)\nos.tcsetpgrp(0, os.getpid())\nsubprocess.run(['{child}'])\n")
        shell = ("import os,signal,subprocess\nsignal.signal(signal.SIGTTOU, signal.SIG_IGN)\n"
                 f"p = subprocess.Popen(['node', '{launcher}'])\np.wait()\n"
                 "os.tcsetpgrp(0, os.getpgrp())\nsignal.pause()\n")
        ignore = "import signal\nsignal.signal(signal.SIGTTOU, signal.SIG_IGN)\n"
        launcher_text = open(launcher).read()
        with open(launcher, "w") as file:
            file.write(ignore + launcher_text)
        reader = self.reader()
        self.terminal("python3", self.script("shell.py", shell), env=self.path)
        frame = reader.wait(3, type="session", state="waiting")
        os.kill(int(open(f"/proc/{frame['pid']}/stat").read().split()[3]), signal.SIGKILL)
        reader.wait(3, type="session", pid=frame["pid"], state="stopped")
        os.kill(frame["pid"], signal.SIGKILL)
        reader.wait(1, type="session", pid=frame["pid"], state="exited")

    def test_pid_and_start_time_are_the_identity(self):
        reader, terminal = self.assert_session("claude", self.program("claude"))
        frame = reader.frames[-1]
        stat = open(f"/proc/{terminal.pid}/stat").read()
        self.assertEqual(frame["id"], f"{terminal.pid}-{stat.rsplit(')', 1)[1].split()[19]}")
        self.assertAlmostEqual(frame["started_ms"] / 1000, time.time(), delta=2)


class CommonNames(WithNode):
    """pi, q, agent ...: what is only called so proves by its terminal that it is an agent."""

    def start(self, text, name="pi"):
        return self.terminal("node", self.script(f"bin/{name}", text), env=self.path)

    def test_full_screen(self):
        reader = self.reader()
        terminal = self.start(FULL_SCREEN)
        frame = reader.wait(3, type="session", pid=terminal.pid, state="working")
        self.assertEqual((frame["name"], frame["source"]), ("pi", "pi"))
        reader.wait(6, type="session", pid=terminal.pid, state="waiting")

    def test_installed_as_its_package(self):
        reader = self.reader()
        script = self.script("node_modules/@continuedev/cli/dist/cn.js", AGENT)
        terminal = self.terminal("node", script, env=self.path)
        frame = reader.wait(3, type="session", pid=terminal.pid, state="working")
        self.assertEqual((frame["name"], frame["source"]), ("cn", "continue"))

    def test_found_running(self):
        terminal = self.start(FULL_SCREEN)
        other = self.start(AGENT, "q")
        time.sleep(harness.late(1))
        self.collector.stop()
        self.collector.start()
        found = self.collector.reader(synced=False)
        self.addCleanup(found.close)
        self.assertEqual([f["pid"] for f in found.snapshot()], [terminal.pid])
        self.assertNotEqual(terminal.pid, other.pid)

    def test_line_tool(self):
        reader = self.reader()
        self.start(AGENT)
        self.terminal(self.program("forge"))
        reader.quiet(3, type="session")

    def test_line_tool_with_a_pager(self):
        text = ("import subprocess, sys, threading, time\n"
                "print('hello', flush=True)\n"
                "def busy():\n    while True: time.sleep(0.01)\n"
                "threading.Thread(target=busy, daemon=True).start()\n"
                f"subprocess.run([sys.executable, '-c', {FULL_SCREEN!r}])\n")
        reader = self.reader()
        terminal = self.start(text, "crush")
        time.sleep(1)
        terminal.type("x")
        reader.quiet(2, type="session")

    def test_line_tool_on_a_terminal_that_was_raw(self):
        child = self.script("bin/goose", FULL_SCREEN.replace("tty.setraw(0)", ""))
        text = f"import subprocess, tty\ntty.setraw(0)\nsubprocess.run(['node', '{child}'])\n"
        reader = self.reader()
        terminal = self.start(text, "task-runner")
        reader.quiet(2, type="session")
        terminal.type("x")  # what reads keys is more than a task
        reader.wait(3, type="session", name="goose")

    def test_session_below_a_line_tool(self):
        text = f"import subprocess\nprint('x', flush=True)\nsubprocess.run(['{self.program('claude')}'])\n"
        reader = self.reader()
        terminal = self.start(text, "agent")
        frame = reader.wait(3, type="session", name="claude", state="waiting")
        self.assertNotEqual(frame["pid"], terminal.pid)


class NamesOfTheMachine(harness.LiveTest):
    def setUp(self):
        with tempfile.NamedTemporaryFile("w", prefix="eam-", delete=False) as file:
            file.write("# more of them\n\n  my-agent=robot\t\nq\nother=file\n")
        self.addCleanup(os.remove, file.name)
        self.options = ("--process", "other=option", "--agents", file.name)
        super().setUp()

    def test_named_in_the_file(self):
        reader = self.reader()
        for name, source in (("my-agent", "robot"), ("q", "q"), ("other", "option"),
                             ("claude", "claude-code")):
            with self.subTest(name):
                terminal = self.terminal(self.program(name))
                frame = reader.wait(3, type="session", pid=terminal.pid, state="working")
                self.assertEqual((frame["name"], frame["source"]), (name, source))


class OwnNames(harness.LiveTest):
    options = ("--only-process", "--process", "my-agent=robot")

    def test_only_process(self):
        reader = self.reader()
        self.terminal(self.program("claude"))
        mine = self.terminal(self.program("my-agent"))
        frame = reader.wait(3, type="session", state="working")
        self.assertEqual((frame["pid"], frame["source"]), (mine.pid, "robot"))
        reader.quiet(1.5, name="claude")


if __name__ == "__main__":
    harness.main()
