# SPDX-License-Identifier: MIT
"""Where an agent runs: a tmux of its own, or a window of a terminal emulator under Sway."""

import hashlib
import json
import os
import subprocess
import time

from drive import Failed

SIZE = ("120", "40")


def run(argv, environment, check=True, text=True):
    done = subprocess.run(argv, env=environment, text=text, capture_output=True)
    if check and done.returncode != 0:
        raise Failed(f"{argv[0]}: {done.stderr}")
    return done.stdout


class Pane:
    """Of a tmux server that nobody is attached to."""

    readable, has_focus = True, False
    still_s = 3  # a screen that long the same has come up
    sizes = (("100", "30"), SIZE)

    def __init__(self, folder, argv, environment, work):
        self.tmux = ["tmux", "-S", os.path.join(folder, "tmux"), "-f", "/dev/null"]
        self.environment = environment
        # Named after the run: cards name the session.
        name = os.path.basename(folder)
        self.do("new-session", "-d", "-s", name, "-x", SIZE[0], "-y", SIZE[1], "-c", work, *argv)
        self.do("set", "-g", "window-size", "manual")
        self.tty = self.do("display", "-p", "#{pane_tty}").removeprefix("/dev/")

    def do(self, *arguments, check=True):
        return run([*self.tmux, *arguments], self.environment, check).strip()

    def screen(self):
        return self.do("capture-pane", "-p", check=False)

    def key(self, name):
        self.do("send-keys", name)

    def type(self, text, gap):
        for character in text:
            self.do("send-keys", "-l", character)
            time.sleep(gap)

    def lives(self):
        return bool(self.do("list-panes", check=False))

    def resize(self, columns, rows):
        self.do("resize-window", "-x", columns, "-y", rows)

    def close(self):
        self.do("kill-server", check=False)


class Desk:
    """A headless Sway, and what its programs are to have in their environment."""

    def __init__(self, folder):
        script = os.path.join(os.path.dirname(os.path.abspath(__file__)), "desk.sh")
        self.process = subprocess.Popen([script], text=True, stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE)
        said = dict(line.rstrip("\n").split("=", 1)
                    for line in iter(self.process.stdout.readline, "\n") if "=" in line)
        if "SWAYSOCK" not in said:
            raise Failed("Sway does not come up, see above")
        self.environment = {
            "SWAYSOCK": said["SWAYSOCK"], "XDG_RUNTIME_DIR": folder, "XDG_SESSION_TYPE": "wayland",
            "LIBGL_ALWAYS_SOFTWARE": "1",
            # Its user's, but root may connect to it too.
            "WAYLAND_DISPLAY": os.path.join(said["XDG_RUNTIME_DIR"], said["WAYLAND_DISPLAY"])}

    def close(self):
        self.process.communicate()


# wtype's names, where tmux has others.
KEYS = {"Enter": ["-k", "Return"], "BSpace": ["-k", "BackSpace"], "C-c": ["-M", "ctrl", "c"],
        "BTab": ["-M", "shift", "-k", "Tab"]}
EMULATORS = {
    "foot": ["foot", "--app-id={name}", "--"],
    "kitty": ["kitty", "--class={name}", "-o", "cursor_blink_interval=0", "-o",
              "confirm_os_window_close=0", "--"],
    "alacritty": ["alacritty", "--class={name}", "-e"],
}
COME_UP_S = 20


class Window:
    """Keys come from a virtual keyboard. What is on the screen is seen only to change or not."""

    readable, has_focus = False, True
    still_s = 8
    sizes = (("900", "500"), ("1200", "760"))

    def __init__(self, emulator, folder, argv, environment, work, desk):
        self.desk = {**environment, **desk}
        tty = os.path.join(folder, "window-tty")
        name = "eam-real"
        start = [part.format(name=name) for part in EMULATORS[emulator]]
        # alacritty gives what it runs the home that its user has.
        shell = ["sh", "-c", 'tty >"$0"; exec "$@"', tty, "env", f"HOME={environment['HOME']}",
                 *argv]
        log = open(os.path.join(folder, "terminal.log"), "w")
        # A keyboard that stays: without any, no window has the focus.
        self.keyboard = subprocess.Popen(["wtype", "-s", "6000000"], env=self.desk)
        self.process = subprocess.Popen([*start, *shell], env=self.desk, cwd=work, stdout=log,
                                        stderr=log)
        self.criteria = f'[app_id="{name}"]'
        end = time.monotonic() + COME_UP_S
        while not (os.path.exists(tty) and os.path.getsize(tty) and self.is_there(name)):
            if time.monotonic() > end or not self.lives():
                self.close()
                raise Failed(f"{emulator} does not come up, see {log.name}")
            time.sleep(0.1)
        with open(tty) as file:
            self.tty = file.read().strip().removeprefix("/dev/")
        self.resize(*self.sizes[-1])

    def is_there(self, name):
        return f'"app_id": "{name}"' in run(["swaymsg", "-r", "-t", "get_tree"], self.desk)

    def sway(self, command):
        for answer in json.loads(run(["swaymsg", "-r", command], self.desk)):
            if not answer["success"]:
                raise Failed(f"sway: {command}: {answer}")

    def screen(self):
        image = run(["grim", "-t", "ppm", "-"], self.desk, text=False)
        return hashlib.sha256(image).hexdigest()

    def press(self, *arguments):
        run(["wtype", "-s", "50", *arguments], self.desk)

    def key(self, name):
        self.press(*KEYS.get(name, ["-k", name] if len(name) > 1 else [name]))

    def type(self, text, gap):
        self.press("-d", str(int(gap * 1000)), text)

    def lives(self):
        return self.process.poll() is None

    def resize(self, width, height):
        self.sway(f"{self.criteria} floating enable, resize set {width} {height}")

    def focus(self, how):
        self.sway(f"workspace {'2' if how == 'out' else '1'}")

    def close(self):
        for process in (self.process, self.keyboard):
            process.terminate()
            process.wait(10)
