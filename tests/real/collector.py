# SPDX-License-Identifier: MIT
"""A live collector, and all frames it sends with the time they came."""

import json
import os
import socket
import subprocess
import threading
import time


class Collector:
    def __init__(self, program, folder, options):
        self.path = path = os.path.join(folder, "events.sock")
        log = open(os.path.join(folder, "collector.log"), "w")
        self.process = subprocess.Popen([program, "--socket", path, *options], stderr=log)
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self.frames = []
        self.connect(path)
        self.hello = json.loads(self.socket.recv(4096))
        threading.Thread(target=self.read, daemon=True).start()

    def connect(self, path):
        end = time.monotonic() + 10
        while True:
            try:
                return self.socket.connect(path)
            except OSError:
                if self.process.poll() is not None or time.monotonic() > end:
                    raise SystemExit("run: the collector did not come up")
                time.sleep(0.05)

    def read(self):
        while data := self.socket.recv(4096):
            frame = json.loads(data)
            frame["at"] = time.monotonic()
            self.frames.append(frame)

    def of(self, tty, since):
        """Terminals are used again: of this one, what came since it was opened."""
        return [f for f in self.frames
                if f["type"] == "session" and f["tty"] == tty and f["at"] >= since]

    def stop(self):
        self.process.terminate()
        self.process.wait(10)
