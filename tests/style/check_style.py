# SPDX-License-Identifier: MIT
"""Tools that read the source have nothing to say of it:  check_style.py TOOL"""

import concurrent.futures
import json
import os
import re
import shlex
import shutil
import subprocess
import sys

BUILD, SOURCE = os.environ["EAM_BUILD"], os.environ["EAM_SOURCE"]
FOLDERS = ("agent", "bpf", "collector", "proto", "tests")
COMPILED = ("agent", "collector", "proto")  # what is installed
# What is off, for all of the source, and why.
GCC_OFF = [
    "-Wno-analyzer-use-of-uninitialized-value",  # it takes what a cleanup attribute frees for never set
]
CPPCHECK_OFF = [
    "memleak", "resourceLeak",  # it knows no cleanup attribute, nor callbacks: LeakSanitizer does
    "getpwnamCalled", "readdirCalled", "ttynameCalled",  # only one thread calls them
    "invalidFunctionArg",  # it wants a file for anonymous memory, too
]


def skip(why):
    if os.environ.get("EAM_MUST_RUN"):
        sys.exit(f"must run here, but: {why}")
    print(f"skipped: {why}")
    sys.exit(77)


def find(tool, version):
    for name in (f"{tool}-{version}", tool):
        path = shutil.which(name)
        if path and re.search(r"(version:?|Cppcheck|gcc \(.*\)) %s\b" % re.escape(version), subprocess.run(
                [path, "--version"], text=True, capture_output=True, check=True).stdout):
            return path
    return skip(f"needs {tool} {version}")


def sources(folders, ends):
    for folder in folders:
        for where, _, names in os.walk(os.path.join(SOURCE, folder)):
            yield from sorted(os.path.join(where, name) for name in names if name.endswith(ends))


def scripts():
    for file in sources((*FOLDERS, ".ci"), ""):
        if "/seeds/" not in file:
            with open(file, "rb") as script:
                head = script.read(200)
            if re.match(rb"#!.*\b(ba|da)?sh\b|(#.*\n)*# shellcheck shell", head):
                yield file


def format_commands(tool):
    yield [tool, "--dry-run", "-Werror", *sources(FOLDERS, (".c", ".h"))]


def tidy_commands(tool):
    yield from ([tool, "-p", BUILD, "--quiet", file] for file in sources(COMPILED, ".c"))


def gcc_commands(tool):
    """As each file is compiled, but for what is written."""
    with open(os.path.join(BUILD, "compile_commands.json"), encoding="utf-8") as file:
        compiled, commands = json.load(file), {}
    for entry in compiled:
        path = os.path.normpath(os.path.join(entry["directory"], entry["file"]))
        if path.endswith(".c") and os.path.relpath(path, SOURCE).split("/")[0] in COMPILED:
            words = [word for word in shlex.split(entry["command"])[1:] if re.match("-[DIO]|-(std|pthread)", word)]
            commands[path] = ["env", "-C", entry["directory"], tool, *words, "-fanalyzer", "-Werror", *GCC_OFF,
                              "-c", "-o", "/dev/null", path]
    yield from commands.values()


def cppcheck_commands(tool):
    yield [tool, "--quiet", f"-j{os.cpu_count()}", "--std=c11", "--enable=warning,performance,portability",
           "--error-exitcode=1", "--max-configs=1", "--library=gtk,posix,tests/style/cppcheck.cfg", "-I.",
           "-D_GNU_SOURCE", "-D__x86_64__", "-D__TARGET_ARCH_x86",
           *(f"--suppress={what}" for what in CPPCHECK_OFF), *FOLDERS]


def shellcheck_commands(tool):
    yield [tool, *scripts()]  # .shellcheckrc says what is off


TOOLS = {  # as Debian 12 has them: another version thinks otherwise
    "clang-format": ("14", format_commands),
    "clang-tidy": ("14", tidy_commands),
    "cppcheck": ("2.10", cppcheck_commands),
    "gcc": ("12", gcc_commands),
    "shellcheck": ("0.9", shellcheck_commands),
}


def run(command):
    done = subprocess.run(command, text=True, cwd=SOURCE, stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, check=False)
    return done.stdout + done.stderr if done.returncode else ""


def main():
    version, commands = TOOLS[sys.argv[1]]
    todo = list(commands(find(sys.argv[1], version)))
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        wrong = "".join(pool.map(run, todo))
    print(f"{len(todo)} commands, as: {shlex.join(todo[-1])[:200]}\n{wrong}")
    return 1 if wrong else 0


sys.exit(main())
