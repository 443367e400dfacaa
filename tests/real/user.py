# SPDX-License-Identifier: MIT
"""A user's agent beside the collector, and all it tells with the time it came."""

import json
import os
import subprocess
import threading
import time


class User:
    """Its `ebpf-ai-monitor watch`, and with CARDS the notifications it sends. No Sway."""

    def __init__(self, build, folder, live, settings, cards):
        self.frames, self.ttys, self.cards = [], {}, []
        config = os.path.join(folder, "config.ini")
        with open(config, "w") as file:
            file.writelines("[{}]\n{}\n".format(*s.split(".", 1)) for s in settings)
        self.bus = subprocess.Popen(["dbus-daemon", "--session", "--nofork", "--print-address"],
                                    text=True, stdout=subprocess.PIPE)
        environment = {"PATH": os.environ["PATH"], "XDG_RUNTIME_DIR": os.path.abspath(folder),
                       "DBUS_SESSION_BUS_ADDRESS": self.bus.stdout.readline().strip()}
        log = open(os.path.join(folder, "agent.log"), "w")
        self.server = self.serve(environment, log) if cards else None
        program = os.path.join(build, "agent", "ebpf-ai-monitor")
        self.agent = subprocess.Popen(
            [f"{program}-agent", "--socket", live.path, "--config", config], env=environment,
            stderr=log)
        self.watch = self.start([program, "watch", "--json"], environment, log)
        threading.Thread(target=self.read, daemon=True).start()

    def serve(self, environment, log):
        """A notification server; it says a line when it is one."""
        here = os.path.dirname(os.path.abspath(__file__))
        server = subprocess.Popen([os.path.join(here, "cards.py")], text=True, env=environment,
                                  stdout=subprocess.PIPE, stderr=log)
        if not server.stdout.readline():
            raise SystemExit(f"run: no notification server (python3-gi is needed), see {log.name}")
        threading.Thread(target=lambda: self.cards.extend(map(json.loads, server.stdout)),
                         daemon=True).start()
        return server

    def start(self, argv, environment, log):
        """It ends where there is no agent yet."""
        end = time.monotonic() + 10
        while time.monotonic() < end:
            watch = subprocess.Popen(argv, text=True, env=environment, stderr=log,
                                     stdout=subprocess.PIPE)
            try:
                watch.wait(0.5)
            except subprocess.TimeoutExpired:
                return watch
        raise SystemExit(f"run: the agent did not come up, see {log.name}")

    def read(self):
        for line in self.watch.stdout:
            frame = {"at": time.monotonic(), "type": "session", **json.loads(line)}
            frame["tty"] = self.ttys.setdefault(frame["id"], frame.get("tty"))
            self.frames.append(frame)

    def of(self, tty, since):
        return [f for f in self.frames if f["tty"] == tty and f["at"] >= since]

    def stop(self):
        for process in filter(None, (self.watch, self.agent, self.server, self.bus)):
            process.terminate()
            process.wait(10)
