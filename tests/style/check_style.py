# SPDX-License-Identifier: MIT
"""clang-format changes nothing, clang-tidy has nothing to say:  check_style.py TOOL"""

import concurrent.futures
import os
import shutil
import subprocess
import sys

VERSION = "14"
BUILD, SOURCE = os.environ["EAM_BUILD"], os.environ["EAM_SOURCE"]
FORMATTED = ("agent", "bpf", "collector", "proto", "tests")
TIDIED = ("agent", "collector", "proto")  # what the compile commands know


def skip(why):
    if os.environ.get("EAM_MUST_RUN"):
        sys.exit(f"must run here, but: {why}")
    print(f"skipped: {why}")
    sys.exit(77)


def find(tool):
    for name in (f"{tool}-{VERSION}", tool):
        path = shutil.which(name)
        if path and f"version {VERSION}." in subprocess.run(
                [path, "--version"], text=True, capture_output=True, check=True).stdout:
            return path
    return skip(f"needs {tool} {VERSION}")


def sources(folders, ends):
    for folder in folders:
        for where, _, names in os.walk(os.path.join(SOURCE, folder)):
            yield from (os.path.join(where, name) for name in names if name.endswith(ends))


def run(command):
    done = subprocess.run(command, text=True, cwd=SOURCE, stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, check=False)
    return done.stdout + done.stderr if done.returncode else ""


def main():
    tool = find(sys.argv[1])
    if sys.argv[1] == "clang-format":
        commands = [[tool, "--dry-run", "-Werror", *sources(FORMATTED, (".c", ".h"))]]
    else:
        commands = [[tool, "-p", BUILD, "--quiet", file] for file in sorted(sources(TIDIED, ".c"))]
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        wrong = "".join(pool.map(run, commands))
    print(wrong)
    return 1 if wrong else 0


sys.exit(main())
