# SPDX-License-Identifier: MIT
"""Every bad start of the collector: one line that says what, why and what to do; 2 for usage."""

import os
import socket
import subprocess
import tempfile
import unittest

import harness


def start(*options, user=None, env=None, by=()):
    return subprocess.run([*by, harness.COLLECTOR, *options], capture_output=True, text=True,
                          timeout=harness.late(10), user=user, group=user,
                          env={**os.environ, **(env or {})})


class Refused(unittest.TestCase):
    def assert_refused(self, code, words, *options, **how):
        result = start(*options, **how)
        self.assertEqual(result.returncode, code, result)
        self.assertEqual(result.stdout, "")
        self.assertEqual(result.stderr.count("\n"), 1, result.stderr)
        for word in words:
            self.assertIn(word, result.stderr)


class Usage(Refused):
    def test_bad_values(self):
        for option, value, word in (
                ("--wait-threshold", "99", "100 to 60000"),
                ("--wait-threshold", "60001", "100 to 60000"),
                ("--wait-threshold", "1s", "100 to 60000"),
                ("--wait-threshold", "-5", "100 to 60000"),
                ("--probe", "kprobe", "auto, tty or syscall"),
                ("--process", "", "file name"),
                ("--process", "a=", "file name"),
                ("--process", "a/b", "file name"),
                ("--process", "x" * 64, "file name"),
                ("--user", "nobody-of-that-name", "a user there is"),
                ("--log-level", "loud", "error, warning, info or debug"),
                ("--socket", "", "path"),
                ("--socket", "relative", "path")):
            with self.subTest(option=option, value=value):
                self.assert_refused(2, [option, word], option, value)

    def test_bad_usage(self):
        self.assert_refused(2, ["--nonsense", "--help"], "--nonsense")
        self.assert_refused(2, ["extra", "--help"], "extra")
        self.assert_refused(2, ["--socket", "--help"], "--socket")
        self.assert_refused(2, ["--process"], "--only-process")

    def test_file_of_agents(self):
        with tempfile.NamedTemporaryFile("w") as file:
            file.write("# one\n\nmine=robot\na/b\nc d\n")
            file.flush()
            self.assert_refused(2, ["line 4 of " + file.name, "file name"], "--agents", file.name)
            self.assertEqual(start("--agents", file.name, "--version").returncode, 0)
            os.chmod(file.name, 0o600)
            self.assert_refused(2, [file.name, "everybody"], "--agents", file.name, user="games")
        self.assert_refused(2, ["/nowhere/agents", "everybody"], "--agents", "/nowhere/agents")
        self.assert_refused(2, ["is a directory".capitalize()], "--agents", "/tmp")
        self.assert_refused(2, ["--agents", "path"], "--agents", "agents")
        self.assert_refused(2, ["leaves nothing"], "--only-proc")

    def test_help_and_version(self):
        result = start("--help")
        self.assertEqual((result.returncode, result.stderr), (0, ""))
        for option in ("socket", "process", "agents", "only-process", "wait-threshold", "probe", "no-osc",
                       "user", "log-level", "version", "help"):
            self.assertIn(f"--{option}", result.stdout)
        self.assertRegex(start("--version").stdout, r"^ebpf-ai-monitor-collector \d+\.\d+\.\d+\n$")

    def test_no_permission(self):
        self.assert_refused(1, ["root", "CAP_BPF"], "--socket", "/tmp/never.sock", user="games")

    def test_kernel_without_types(self):
        hide = 'mount -t tmpfs none /sys/kernel/btf && exec "$@"'
        self.assert_refused(1, ["/sys/kernel/btf/vmlinux", "CONFIG_DEBUG_INFO_BTF"], "--socket",
                            "/tmp/never.sock", by=("unshare", "--mount", "sh", "-c", hide, "sh"))

    def test_types_that_are_empty(self):
        hide = 'mount -t tmpfs none /sys/kernel/btf && touch /sys/kernel/btf/vmlinux && exec "$@"'
        self.assert_refused(1, ["/sys/kernel/btf/vmlinux", "empty"], "--socket",
                            "/tmp/never.sock", by=("unshare", "--mount", "sh", "-c", hide, "sh"))

    def test_hidden_processes(self):
        hide = 'mount -t proc -o hidepid=2 proc /proc && exec "$@"'
        with tempfile.TemporaryDirectory() as folder:
            self.assert_refused(1, ["hidepid", "gid=", "SupplementaryGroups="], "--socket",
                                os.path.join(folder, "never.sock"),
                                by=("unshare", "--mount", "sh", "-c", hide, "sh"))

    def test_probe_in_use_is_named(self):
        with tempfile.TemporaryDirectory() as folder:
            collector = harness.Collector(folder)
            reader = harness.Reader(collector.path)
            probe = reader.next(2)["probe"]
            reader.close()
            collector.stop()
        self.assertIn(probe, ("tty", "syscall") if harness.PROBE == "auto" else (harness.PROBE,))

    def test_socket_in_use(self):
        with tempfile.TemporaryDirectory() as folder:
            collector = harness.Collector(folder)
            self.assert_refused(1, ["in use", "--socket"], "--socket", collector.path)
            collector.stop()

    def test_socket_left_by_a_killed_collector_is_replaced(self):
        with tempfile.TemporaryDirectory() as folder:
            collector = harness.Collector(folder)
            collector.stop(9)
            self.assertTrue(os.path.exists(collector.path))
            collector.start()
            self.assertEqual(collector.stop(), 0)

    def test_path_that_is_no_socket_or_too_long_or_nowhere(self):
        with tempfile.NamedTemporaryFile() as file:
            self.assert_refused(1, ["no socket"], "--socket", file.name)
        self.assert_refused(1, ["longer than"], "--socket", "/tmp/" + "x" * 200)
        self.assert_refused(1, ["folder"], "--socket", "/nowhere/there/events.sock")

    def test_activation_with_the_wrong_socket(self):
        stream = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        stream.bind(b"\0eam-test-wrong")
        stream.listen()
        wrong = ("import os,sys\nos.dup2(int(sys.argv[1]), 3)\n"
                 "os.environ.update(LISTEN_FDS='1', LISTEN_PID=str(os.getpid()))\n"
                 "os.execv(sys.argv[2], sys.argv[2:])\n")
        os.set_inheritable(stream.fileno(), True)
        result = subprocess.run(
            ["python3", "-c", wrong, str(stream.fileno()), harness.COLLECTOR], close_fds=False,
            capture_output=True, text=True, timeout=10)
        stream.close()
        self.assertEqual(result.returncode, 1, result)
        self.assertIn("ListenSequentialPacket", result.stderr)

    def test_activation_and_readiness(self):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "events.sock")
            listener = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
            listener.bind(path)
            listener.listen()
            os.set_inheritable(listener.fileno(), True)
            ready = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
            ready.bind(os.path.join(folder, "notify"))
            ready.settimeout(10)
            pass_on = ("import os,sys\nos.dup2(int(sys.argv[1]), 3)\n"
                       "os.environ.update(LISTEN_FDS='1', LISTEN_PID=str(os.getpid()))\n"
                       "os.execv(sys.argv[2], sys.argv[2:])\n")
            os.chmod(folder, 0o755)
            os.chmod(os.path.join(folder, "notify"), 0o777)
            process = subprocess.Popen(
                ["python3", "-c", pass_on, str(listener.fileno()), harness.COLLECTOR],
                close_fds=False, stderr=subprocess.DEVNULL,
                env={**os.environ, "NOTIFY_SOCKET": os.path.join(folder, "notify"),
                     "WATCHDOG_USEC": "400000"})
            self.assertIn(b"READY=1", ready.recv(4096))
            for _ in range(2):
                self.assertEqual(ready.recv(4096), b"WATCHDOG=1")
            reader = harness.Reader(path)
            self.assertEqual(reader.next(2)["type"], "hello")
            reader.close()
            process.terminate()
            self.assertEqual(process.wait(10), 0)
            self.assertTrue(os.path.exists(path), "a socket passed to us is not ours to remove")
            listener.close()
            ready.close()


if __name__ == "__main__":
    harness.main()
