# SPDX-License-Identifier: MIT
"""Runs one agent in a tmux of its own and does to it what a user does."""

import os
import subprocess
import time

import truth

SIZE = ("120", "40")
REST_S = 8  # between turns
STILL_S = 3  # a screen that long the same has come up
START_S = 60
TURN_S = 120
TYPE_GAP_S = 0.06


class Failed(Exception):
    pass


class Pane:
    def __init__(self, folder, argv, environment, work):
        self.tmux = ["tmux", "-S", os.path.join(folder, "tmux"), "-f", "/dev/null"]
        self.environment = environment
        self.run("new-session", "-d", "-x", SIZE[0], "-y", SIZE[1], "-c", work, *argv)
        self.run("set", "-g", "window-size", "manual")
        self.tty = self.run("display", "-p", "#{pane_tty}").removeprefix("/dev/")

    def run(self, *arguments, check=True):
        done = subprocess.run([*self.tmux, *arguments], env=self.environment, text=True,
                              capture_output=True)
        if check and done.returncode != 0:
            raise Failed(f"tmux {arguments[0]}: {done.stderr.strip()}")
        return done.stdout.strip()

    def screen(self):
        return self.run("capture-pane", "-p", check=False)

    def key(self, name):
        self.run("send-keys", name)

    def type(self, text):
        for character in text:
            self.run("send-keys", "-l", character)
            time.sleep(TYPE_GAP_S)

    def lives(self):
        return bool(self.run("list-panes", check=False))


class Driver:
    def __init__(self, agent, pane, truth_path):
        self.agent, self.pane = agent, pane
        self.path, self.truth = truth_path, truth.Truth(truth_path)

    def say(self, phase, why):
        self.truth.write(phase, why)

    def until(self, phase, since, timeout=TURN_S):
        """When it first became PHASE after SINCE."""
        end = time.monotonic() + timeout
        while time.monotonic() < end:
            for at, now, _ in truth.read(self.path):
                if now == phase and at >= since:
                    return at
            if not self.pane.lives():
                raise Failed("the agent has ended")
            time.sleep(0.05)
        raise Failed(f"not {phase} after {timeout} s; the screen:\n{self.pane.screen()}")

    def start(self):
        """Waits until the screen is still; answers what is asked first."""
        self.say("starting", "exec")
        begin = still = time.monotonic()
        before = ""
        while time.monotonic() - still < STILL_S or not before:
            if time.monotonic() - begin > START_S or not self.pane.lives():
                raise Failed(f"did not start; the screen:\n{self.pane.screen()}")
            now = self.pane.screen()
            for text, key in self.agent.dialogs.items():
                if text in now and now != before:
                    self.pane.key(key)
            if now != before:
                before, still = now, time.monotonic()
            time.sleep(0.2)
        self.say("waiting", "idle")

    def rest(self, seconds=REST_S):
        time.sleep(seconds)

    def submit(self, text):
        """From Enter on it is open what is true, until the request arrives."""
        self.say("waiting", "typing")
        self.pane.type(text)
        self.rest(1)
        since = time.monotonic()
        self.say("unknown", "sent")
        self.pane.key("Enter")
        return since

    def turn(self, scene):
        since = self.submit(f"scene {scene} please")
        self.until("waiting", self.until("working", since, 20))

    def turn_with_tool(self):
        self.turn("TOOL")
        self.rest()
        since = time.monotonic()
        self.say("working", "tool")
        self.pane.key(self.agent.allow)
        self.until("waiting", since)

    def turn_interrupted(self):
        since = self.submit("scene SILENT 90 please")
        since = self.until("working", since, 20)
        self.rest(6)
        for _ in range(3):
            for key in self.agent.interrupt:
                self.pane.key(key)
                time.sleep(0.3)
            try:
                self.until("waiting", since, 1.5)
                return
            except Failed:
                if not self.pane.lives():
                    raise
        raise Failed(f"Escape does not interrupt; the screen:\n{self.pane.screen()}")

    def only_type(self):
        self.say("waiting", "typed-not-sent")
        self.pane.type("this is typed but never sent")
        self.rest(4)
        for _ in range(30):
            self.pane.key("BSpace")
            time.sleep(TYPE_GAP_S)

    def resize(self):
        self.say("waiting", "resize")
        for size in (("100", "30"), SIZE):
            self.pane.run("resize-window", "-x", size[0], "-y", size[1])
            self.rest(3)

    def leave(self):
        self.pane.type(self.agent.leave)
        self.rest(1)
        self.say("unknown", "leave")
        self.pane.key("Enter")
        end = time.monotonic() + 10
        while self.pane.lives() and time.monotonic() < end:
            time.sleep(0.1)
        self.say("exited", "left" if not self.pane.lives() else "killed")

    def all(self):
        self.start()
        self.rest(12)
        for scene in ("QUICK", "SLOW", "SILENT 20", "STREAMGAPS 12"):
            self.turn(scene)
            self.rest()
        self.turn_with_tool()
        self.rest()
        self.only_type()
        self.resize()
        self.turn_interrupted()
        self.rest()
        self.turn("SLOW")
        self.rest()
        self.leave()
