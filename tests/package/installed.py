# SPDX-License-Identifier: MIT
"""What `meson install` puts below a folder of its own, without a trace in the build folder."""

import json
import os
import subprocess
import sys
import tempfile

BUILD, SOURCE = os.environ["EAM_BUILD"], os.environ["EAM_SOURCE"]


def skip(why):
    if os.environ.get("EAM_MUST_RUN"):
        sys.exit(f"must run here, but: {why}")
    print(f"skipped: {why}")
    sys.exit(77)


def read_options():
    text = subprocess.run(["meson", "introspect", "--buildoptions", BUILD], check=True, text=True,
                          capture_output=True).stdout
    return {option["name"]: option["value"] for option in json.loads(text)}


class Installed:
    """To be used by `with`: root is the DESTDIR."""

    def __enter__(self):
        self.folder = tempfile.TemporaryDirectory(prefix="eam-package.")
        self.root = os.path.join(self.folder.name, "root")
        self.build = os.path.join(self.folder.name, "build")
        self.options = read_options()
        # The log of what was installed is what an uninstall goes by: the user's own stays as it is.
        os.makedirs(os.path.join(self.build, "meson-logs"))
        # Beside which that log is put.
        os.makedirs(os.path.join(self.build, "meson-private"))
        for folder in ("", "meson-private"):
            for name in os.listdir(os.path.join(BUILD, folder)):
                if not os.path.exists(os.path.join(self.build, folder, name)):
                    os.symlink(os.path.join(BUILD, folder, name), os.path.join(self.build, folder, name))
        self.run("meson", "install", "--no-rebuild", "--quiet", "--destdir", self.root)
        return self

    def __exit__(self, *_):
        self.folder.cleanup()

    def run(self, *command):
        done = subprocess.run(command, cwd=self.build, text=True, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, check=False)
        if done.returncode:
            sys.exit(f"{' '.join(command)}: {done.stdout}")

    def uninstall(self):
        # What `ninja uninstall` runs; ninja itself would set up this copy of the build anew.
        self.run("meson", "--internal", "uninstall")

    def path(self, option, *names):
        """Where a directory option of the build has ended up, and NAMES below it."""
        where = os.path.join(self.options["prefix"], self.options[option], *names)
        return self.root + os.path.normpath(where)

    def unit(self, name):
        manager = "user" if name in USER_UNITS else "system"
        return self.path(f"systemd-{manager}-unit-dir", name)


USER_UNITS = ("ebpf-ai-monitor-agent.service",)
UNITS = ("ebpf-ai-monitor.service", "ebpf-ai-monitor.socket", *USER_UNITS)
