# SPDX-License-Identifier: MIT
"""On what a run was made: said with its figures, or they say little."""

import datetime
import json
import os
import platform
import subprocess


def version_of(*argv):
    """The last word of its first line."""
    try:
        said = subprocess.run(argv, text=True, capture_output=True, timeout=10)
    except OSError:
        return "missing"
    return ((said.stdout or said.stderr).split("\n")[0].split() or ["?"])[-1]


TERMINALS = {"tmux": ["-V"], "foot": ["--version"], "kitty": ["--version"],
             "alacritty": ["--version"]}


def terminal(name):
    if name == "foot":  # "foot version: 1.13.1 +ime ..."
        said = subprocess.run(["foot", "--version"], text=True, capture_output=True).stdout
        return f"foot {(said.split() + ['?'] * 3)[2]}"
    if name == "kitty":  # "kitty 0.26.5 created by ..."
        said = subprocess.run(["kitty", "--version"], text=True, capture_output=True).stdout
        return f"kitty {(said.split() + ['?'] * 2)[1]}"
    return f"{name} {version_of(name, *TERMINALS[name])}"


def package(folder, name):
    with open(os.path.join(folder, "node_modules", *name.split("/"), "package.json")) as file:
        return json.load(file)["version"]


def describe(hello, where, bare, options, node, agents, runs):
    """AGENTS: (name, version) of each."""
    hidden = {"tmux": ", hidden from the agents" if bare else ", in their environment"}
    return "\n".join([
        f"{datetime.date.today()}, Linux {platform.release()}, {os.cpu_count()} processors, load "
        f"{os.getloadavg()[0]:.1f}; collector {hello['version']}, {hello['probe']} probe, threshold "
        f"{hello['threshold_ms']} ms{''.join(', ' + o for o in options)}; "
        f"{terminal(where)}{hidden.get(where, '')}; Node.js {version_of(node, '--version')}; "
        f"{runs} {'run' if runs == 1 else 'runs'} of each.",
        ", ".join(f"{name} {version}" for name, version in agents) + "."])
