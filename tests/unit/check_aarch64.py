# SPDX-License-Identifier: MIT
"""For aarch64, too, everything compiles, and each system call has the number that its headers say."""

import concurrent.futures
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile

BUILD, SOURCE = os.environ["EAM_BUILD"], os.environ["EAM_SOURCE"]
COMPILED = ("agent", "collector", "proto")
COMPILERS = {"x86": "gcc", "arm64": "aarch64-linux-gnu-gcc"}
# Where another architecture's compiler does not look; the same for both.
LIBRARIES = ("bpf", "jansson.h", "jansson_config.h")


def skip(why):
    if os.environ.get("EAM_MUST_RUN"):
        sys.exit(f"must run here, but: {why}")
    print(f"skipped: {why}")
    sys.exit(77)


def run(command, text=None):
    return subprocess.run(command, cwd=SOURCE, text=True, input=text, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, check=False)


def numbers_in_source():
    """{architecture: {call: its number, or below 0 where there is none}}"""
    with open(os.path.join(SOURCE, "bpf/syscall.h"), encoding="utf-8") as file:
        enums = re.findall(r"^enum \{(.*?)^\};", file.read(), re.S | re.M)
    return dict(zip(COMPILERS, ({name.lower(): int(number) for name, number in
                                 re.findall(r"NR_(\w+) = (-?\d+)", enum)} for enum in enums)))


def numbers_in_headers(compiler):
    defined = run([compiler, "-E", "-dM", "-include", "sys/syscall.h", "-"], "").stdout
    return {name: int(number) for name, number in re.findall(r"#define __NR_(\w+) (\d+)$", defined, re.M)}


def wrong_numbers():
    for architecture, calls in numbers_in_source().items():
        known = numbers_in_headers(COMPILERS[architecture])
        assert calls and known, f"the numbers of {architecture} cannot be read"
        for call, number in calls.items():
            if known.get(call, -1) != max(number, -1):
                yield f"{architecture}: {call} is {known.get(call, 'none')}, not {number}"


def kernel_programs():
    yield ["clang", "-target", "bpf", "-D__TARGET_ARCH_arm64", "-O2", "-g", "-Wall", "-Werror", "-std=gnu11",
           "-I/usr/include/x86_64-linux-gnu", "-c", "bpf/monitor.bpf.c", "-o", "/dev/null"]


def programs(libraries):
    """As each file is compiled, but for the compiler, and without a result."""
    with open(os.path.join(BUILD, "compile_commands.json"), encoding="utf-8") as file:
        compiled = json.load(file)
    for entry in compiled:
        path = os.path.normpath(os.path.join(entry["directory"], entry["file"]))
        if path.endswith(".c") and os.path.relpath(path, SOURCE).split("/", maxsplit=1)[0] in COMPILED:
            words = [word for word in shlex.split(entry["command"])[1:] if re.match("-[DI](?!/usr/include(/[^/]*-linux-gnu)?$)|-std", word)]
            yield ["env", "-C", entry["directory"], COMPILERS["arm64"], *words, "-isystem", libraries, "-O2", "-Wall",
                   "-Wextra", "-Wno-unused-parameter", "-Werror", "-c", "-o", "/dev/null", path]


def find_library(name):
    for folder in ("/usr/include", "/usr/include/x86_64-linux-gnu"):
        if os.path.exists(os.path.join(folder, name)):
            return os.path.join(folder, name)
    return skip(f"needs {name} where Debian has it")


def main():
    if not shutil.which(COMPILERS["arm64"]):
        skip(f"needs {COMPILERS['arm64']}")
    wrong = list(wrong_numbers())
    with tempfile.TemporaryDirectory() as libraries, concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for name in LIBRARIES:
            os.symlink(find_library(name), os.path.join(libraries, name))
        commands = [*kernel_programs(), *programs(libraries)]
        wrong += [done.stdout for done in pool.map(run, commands) if done.returncode]
    print(f"{len(commands)} files\n" + "\n".join(wrong))
    return 1 if wrong else 0


sys.exit(main())
