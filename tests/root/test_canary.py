# SPDX-License-Identifier: MIT
"""Words that are typed and shown in a watched terminal are nowhere but there: in no map, no record,
no frame, no message, and in no byte of the collector's memory, where a core file would have them."""

import json
import os
import re
import secrets
import string
import subprocess
import time

import harness
from test_declared import ST, state

# Writes what the test tells it, a write each, or a writev of what is separated by NUL; reads what is typed.
AGENT = """#!/usr/bin/python3
import os, select, sys, tty
tty.setraw(0)
orders = os.open(sys.argv[1], os.O_RDONLY)
while True:
    for fd in select.select([0, orders], [], [])[0]:
        text = os.read(fd, 65536)
        if not text:
            sys.exit()
        if fd == orders:
            os.writev(1, text.split(b"\\0"))
"""
PIECE = 6  # so many characters of a word in a row are a find


def word():
    return "".join(secrets.choice(string.ascii_letters + string.digits) for _ in range(24)).encode()


def memory(pid):
    """Of each mapping that can be read: its name and bytes."""
    with open(f"/proc/{pid}/maps", encoding="utf-8") as maps, open(f"/proc/{pid}/mem", "rb", 0) as mem:
        for line in maps:
            begin, end, access, name = re.match(r"(\w+)-(\w+) (\S+) \S+ \S+ \S+ *(.*)", line).groups()
            if not access.startswith("r") or name.startswith("[v"):
                continue
            mem.seek(int(begin, 16))
            yield name, mem.read(int(end, 16) - int(begin, 16))


def kernel_maps(pid):
    """Of each map that the process holds: its name, and its contents as bytes."""
    numbers = set()
    for fd in os.listdir(f"/proc/{pid}/fdinfo"):
        with open(f"/proc/{pid}/fdinfo/{fd}", encoding="utf-8") as file:
            numbers.update(re.findall(r"^map_id:\s*(\d+)", file.read(), re.M))
    for number in sorted(numbers):
        about = json.loads(bpftool("map", "show", "id", number))
        if about["type"] != "ringbuf":  # mapped by the collector, and so in its memory
            entries = json.loads(bpftool("map", "dump", "id", number))
            yield about["name"], b"".join(bytes_of(entry[part]) for entry in entries for part in ("key", "value"))


def bpftool(*command):
    return subprocess.run(["bpftool", "-j", *command], capture_output=True, check=True).stdout


def bytes_of(numbers):
    return bytes(int(number, 16) for number in numbers)


class Canary(harness.LiveTest):
    options = ("--log-level", "debug")

    def setUp(self):
        super().setUp()
        orders = os.path.join(self.folder, "orders")
        os.mkfifo(orders)
        os.chmod(orders, 0o666)
        self.events = self.reader()
        self.agent = self.terminal(self.script("claude", AGENT), orders)
        self.orders = os.open(orders, os.O_WRONLY)
        self.addCleanup(os.close, self.orders)
        self.words = []

    def canary(self):
        self.words.append(word())
        return self.words[-1]

    def say(self, *outputs):
        for output in outputs:
            os.write(self.orders, output)
            time.sleep(0.03)
        self.agent.drain()

    def use_terminal(self):
        """Every way in which text gets to a terminal or from it, all along a turn."""
        self.say(b"prompt " + self.canary())
        self.events.wait(3, type="session", pid=self.agent.pid, state="waiting")
        for _ in range(3):
            self.agent.type(self.canary().decode() + "\r")
            self.say(self.canary(), b"\033[?25l" + self.canary() + b"\033[?25h",
                     b"\033]0;" + "✳ ".encode() + self.canary() + b"\a", b"\033]2;" + self.canary() + ST,
                     state(b"state=working:x=" + self.canary()), b"\033]9;" + self.canary() + b"\a",
                     b"\033]8;;" + self.canary() + ST, self.canary() + b"\0" + self.canary(),
                     self.canary() * 500, b"\033]0;" + self.canary(), self.canary() + b"\a")
        self.say(state(b"state=working"))
        self.events.wait(3, type="session", pid=self.agent.pid, state="working")
        self.say(state(b"x=" + self.canary() + b":state=blocked"))
        self.events.wait(3, type="session", pid=self.agent.pid, state="waiting")

    def found(self, places):
        """Where pieces of the words are."""
        pieces = {w[i:i + PIECE] for w in self.words for i in range(len(w) - PIECE + 1)}
        search = re.compile(b"|".join(map(re.escape, pieces)))
        return [(name, hit[0]) for name, data in places if (hit := search.search(data))]

    def test_found_nowhere(self):
        pid = self.collector.process.pid
        self.use_terminal()
        places = [*memory(pid), *kernel_maps(pid)]
        self.assertGreaterEqual({name for name, _ in places}, {"slots", "names", "watched", "[heap]"})
        # What is there is found: a name that is the collector's own.
        self.assertTrue([1 for name, data in places if name == "names" and b"claude" in data])
        self.assertTrue([1 for name, data in places if name != "names" and b"claude-code" in data])
        self.collector.process.terminate()
        places += [("log", self.collector.process.communicate(timeout=10)[1].encode()),
                   ("frames", str(self.events.frames).encode())]
        self.assertEqual(self.found(places), [])


if __name__ == "__main__":
    harness.main()
