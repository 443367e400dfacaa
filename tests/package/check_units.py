# SPDX-License-Identifier: MIT
"""systemd finds no fault with the units, and they are as closed as can be."""

import os
import re
import shutil
import subprocess
import sys
import tempfile

from installed import SOURCE, UNITS, USER_UNITS, Installed, skip

# The most that `systemd-analyze security` may give them, of 10. The agent's unit says why it has no less.
EXPOSURE = {"ebpf-ai-monitor.service": 1.0, "ebpf-ai-monitor-agent.service": 6.0}


def analyze(unit, *command):
    manager = ["--user"] if os.path.basename(unit) in USER_UNITS else []
    with tempfile.TemporaryDirectory(prefix="eam-package.") as runtime:
        env = {**os.environ, "XDG_RUNTIME_DIR": runtime, "LC_ALL": "C.UTF-8"}
        return subprocess.run(["systemd-analyze", *manager, "--no-pager", *command, unit], text=True,
                              env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)


def verify(installed, folder):
    """What systemd says about the units, in a copy where it finds their programs."""
    for unit in UNITS:
        with open(installed.unit(unit), encoding="utf-8") as file:
            text = re.sub(r"^ExecStart=", "ExecStart=" + installed.root, file.read(), flags=re.M)
        with open(os.path.join(folder, unit), "w", encoding="utf-8") as file:
            file.write(text)
    for unit in UNITS:
        done = analyze(os.path.join(folder, unit), "--man=no", "verify")
        # Units of the machine that are not ours may have faults of their own.
        ours = [line for line in done.stdout.splitlines() if "ebpf-ai-monitor" in line]
        if ours or done.returncode:
            yield from ours or [done.stdout]


def exposures(installed):
    for unit, most in EXPOSURE.items():
        done = analyze(installed.unit(unit), "security", "--offline=true")
        found = re.search(r"exposure level for \S+: ([\d.]+)", done.stdout)
        if not found:
            yield f"{unit}: {done.stdout}"
            continue
        print(f"{unit}: exposure {found[1]}")
        if float(found[1]) > most:
            yield f"{unit}: exposure {found[1]}, more than {most}"


def missing_pages(installed):
    """Manual pages that units refer to, without which `systemctl help` shows nothing."""
    for unit in UNITS:
        with open(installed.unit(unit), encoding="utf-8") as file:
            for name, section in re.findall(r"man:([\w-]+)\((\d)\)", file.read()):
                page = f"{name}.{section}.scd"
                if not any(os.path.exists(os.path.join(SOURCE, folder, page))
                           for folder in ("agent", "collector")):
                    yield f"{unit}: there is no {page}"


def main():
    if not shutil.which("systemd-analyze"):
        skip("needs systemd-analyze")
    with Installed() as installed, tempfile.TemporaryDirectory(prefix="eam-package.") as folder:
        wrong = [*verify(installed, folder), *exposures(installed), *missing_pages(installed)]
    print("\n".join(wrong))
    return 1 if wrong else 0


sys.exit(main())
