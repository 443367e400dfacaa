# SPDX-License-Identifier: MIT
"""An installation puts every file in its place, and an uninstallation leaves nothing."""

import os
import re
import stat
import subprocess
import sys

from installed import BUILD, SOURCE, UNITS, Installed

PAGES = ("ebpf-ai-monitor.1", "ebpf-ai-monitor-agent.1", "ebpf-ai-monitor.5",
         "ebpf-ai-monitor-collector.8")
PROGRAMS = (("bindir", "ebpf-ai-monitor"), ("bindir", "ebpf-ai-monitor-agent"),
            ("sbindir", "ebpf-ai-monitor-collector"))
GLIB = {"gio", "gobject", "glib"}
LINKS = {"ebpf-ai-monitor": {*GLIB, "jansson"},
         "ebpf-ai-monitor-agent": {*GLIB, "jansson", "notify"},
         "ebpf-ai-monitor-collector": {"bpf"}}


def read_sources():
    """The agents that have an icon of their own: those the collector knows."""
    with open(os.path.join(SOURCE, "agent/icons/meson.build"), encoding="utf-8") as file:
        return re.findall(r"^  '([\w-]*)': \[", file.read(), re.M)


def expected(installed):
    path = installed.path
    yield from (path(option, name) for option, name in PROGRAMS)
    yield from map(installed.unit, UNITS)
    yield path("datadir", "applications", "ebpf-ai-monitor.desktop")
    yield path("datadir", "dbus-1", "interfaces", "org.ebpfaimonitor.Agent1.xml")
    yield path("datadir", "doc", "ebpf-ai-monitor", "agents")
    for folder in ("agent/examples", "agent/cli/schema"):
        for name in os.listdir(os.path.join(SOURCE, folder)):
            yield path("datadir", "doc", "ebpf-ai-monitor", os.path.basename(folder), name)
    yield path("datadir", "doc", "ebpf-ai-monitor", "config.ini")
    yield path("datadir", "bash-completion", "completions", "ebpf-ai-monitor.bash")
    yield path("datadir", "fish", "vendor_completions.d", "ebpf-ai-monitor.fish")
    yield path("datadir", "zsh", "site-functions", "_ebpf-ai-monitor")
    icons = path("datadir", "icons", "hicolor")
    for source in read_sources():
        name = "-".join(filter(None, ("ebpf-ai-monitor", source)))
        yield f"{icons}/scalable/apps/{name}.svg"
        yield f"{icons}/symbolic/apps/{name}-symbolic.svg"
    if os.path.exists(os.path.join(BUILD, PAGES[0])):
        for page in PAGES:
            yield path("mandir", "man" + page[-1], page)


def files_below(root):
    return {os.path.join(folder, name) for folder, _, names in os.walk(root) for name in names}


def wrong_modes(installed, files):
    programs = {installed.path(*program) for program in PROGRAMS}
    for file in files:
        mode = stat.S_IMODE(os.stat(file).st_mode)
        if mode != (0o755 if file in programs else 0o644):
            yield f"has mode {mode:o}: {file}"


def wrong_links(installed):
    """A program links nothing that it does not need, the collector least: it is root's."""
    for program in PROGRAMS:
        shown = subprocess.run(["objdump", "-p", installed.path(*program)], check=True, text=True,
                               capture_output=True).stdout
        needed = set(re.findall(r"NEEDED +lib([\w+-]+?)(?:-2\.0)?\.so", shown)) - {"c"}
        if needed != LINKS[program[1]]:
            yield f"{program[1]} links {sorted(needed)}"


def main():
    with Installed() as installed:
        files, wanted = files_below(installed.root), set(expected(installed))
        wrong = [f"missing: {file}" for file in sorted(wanted - files)]
        wrong += [f"not expected: {file}" for file in sorted(files - wanted)]
        wrong += wrong_modes(installed, files)
        if installed.options["b_sanitize"] == "none":
            wrong += wrong_links(installed)
        installed.uninstall()
        wrong += [f"left by uninstall: {os.path.join(folder, name)}"
                  for folder, folders, names in os.walk(installed.root)
                  for name in folders + names]
    print("\n".join(wrong))
    return 1 if wrong else 0


sys.exit(main())
