# SPDX-License-Identifier: MIT
"""On what a run was made: said with its figures, or they say little."""

import datetime
import json
import os
import platform
import re
import subprocess


def version_of(*argv):
    """The first number that it says."""
    try:
        said = subprocess.run(argv, text=True, capture_output=True, timeout=10)
    except OSError:
        return "missing"
    found = re.search(r"\d[\w.]*", said.stdout + said.stderr)
    return found[0] if found else "?"


def terminal(name):
    return f"{name} {version_of(name, '-V' if name == 'tmux' else '--version')}"


def package(folder, name):
    with open(os.path.join(folder, "node_modules", *name.split("/"), "package.json")) as file:
        return json.load(file)["version"]


def describe(hello, where, bare, options, node, agents, runs):
    """AGENTS: (name, version) of each."""
    nice = f", at nice {os.nice(0)}" if os.nice(0) else ""
    hidden = {"tmux": ", hidden from the agents" if bare else ", TMUX in their environment"}
    return "\n".join([
        f"{datetime.date.today()}, Linux {platform.release()}, {os.cpu_count()} processors, load "
        f"{os.getloadavg()[0]:.1f}{nice}; collector {hello['version']}, {hello['probe']} probe, "
        f"threshold {hello['threshold_ms']} ms{''.join(', ' + o for o in options)}; "
        f"{terminal(where)}{hidden.get(where, '')}; Node.js {version_of(node, '--version')}; "
        f"{runs} {'run' if runs == 1 else 'runs'} of each.",
        ", ".join(f"{name} {version}" for name, version in agents) + "."])
