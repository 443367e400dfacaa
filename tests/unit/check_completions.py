# SPDX-License-Identifier: MIT
"""What a shell offers after the first letters of a command line of ours."""

import os
import shutil
import subprocess
import sys
import tempfile

BUILD = os.environ["EAM_BUILD"]
PROGRAM = os.path.join(BUILD, "agent", "ebpf-ai-monitor")
# What `ebpf-ai-monitor list` finds: a project of which a shell must not run a word.
NAMES = {"project": ["webshop", "a b", "$(touch ran)"], "id": ["7-1"], "tmux": ["main:1.0"],
         "agent": ["Claude Code"]}

BASH = """
source "$1"; shift
COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1))
_ebpf_ai_monitor
printf '%s\\n' "${COMPREPLY[@]}"
"""
# What zsh would show goes to a terminal; its functions are asked instead.
ZSH = """
compdef() { :; }
_describe() { print -rl -- ${${(P)2}%%:*}; }
_arguments() { print -rl -- ${${${@#'*'}%%\\[*}%%:*}; for one; [[ $one == 1:session:* ]] && _ebpf_ai_monitor_names project; }
compadd() { print -rl -- ${(P)2}; }
file=$1; shift
words=("$@"); CURRENT=$#
source $file
"""


def offers(shell, folder, words):
    file = os.path.join(folder, shell)
    with open(file, "w", encoding="utf-8") as text:
        subprocess.run([PROGRAM, "completion", shell], stdout=text, check=True)
    environment = {"PATH": f"{folder}:{os.environ['PATH']}", "HOME": folder, "LANG": "C.UTF-8"}
    argv = {"bash": ["bash", "--norc", "-c", BASH, "bash", file, *words],
            "zsh": ["zsh", "-f", "-c", ZSH, "zsh", file, *words],
            "fish": ["fish", "--no-config", "-c",
                     f"source {file}; complete -C {repr(' '.join(words))}"]}[shell]
    done = subprocess.run(argv, cwd=folder, env=environment, text=True, capture_output=True,
                          check=False, timeout=60)
    if done.stderr:
        return [f"says {done.stderr}"]
    return [line.split("\t")[0] for line in done.stdout.splitlines()]


def commands():
    text = subprocess.run([PROGRAM, "--help"], text=True, check=True, capture_output=True).stdout
    lines = text.partition("Commands:\n")[2].partition("\n\n")[0].splitlines()
    return [line.split()[0] for line in lines if not line.startswith("   ")]


def make_stand_in(folder):
    """As ours where it is asked for names."""
    path = os.path.join(folder, "ebpf-ai-monitor")
    with open(path, "w", encoding="utf-8") as text:
        text.write("#!/bin/sh\n[ $1 = list ] || exit 1\ncase $3 in\n")
        for field, names in NAMES.items():
            text.write("*%s*) %s ;;\n" % (field, "; ".join(f"echo '{name}'" for name in names)))
        text.write("esac\n")
    os.chmod(path, 0o755)


def check(shell, folder):
    def expect(words, *wanted, nothing=()):
        got = offers(shell, folder, words)
        for word in wanted:
            if word not in got:
                yield f"{shell}: {words}: {word} is not in {got}"
        for word in nothing:
            if word in got:
                yield f"{shell}: {words}: {word} is in {got}"

    yield from expect(["ebpf-ai-monitor", ""], *commands())
    yield from expect(["ebpf-ai-monitor", "status", "--"], "--state", "--json", nothing=["--until", "status"])
    if shell == "zsh":
        return
    yield from expect(["ebpf-ai-monitor", "status", "--state", "f"], "finished", nothing=["--json"])
    yield from expect(["ebpf-ai-monitor", "status", "--project", "web"], "webshop")
    yield from expect(["ebpf-ai-monitor", "status", "--project", ""],
                      r"a\ b" if shell == "bash" else "a b",
                      r"\$\(touch\ ran\)" if shell == "bash" else "$(touch ran)")
    yield from expect(["ebpf-ai-monitor", "completion", "z"], "zsh")


def main():
    wrong = []
    for shell in ("bash", "fish", "zsh"):
        if not shutil.which(shell):
            if os.environ.get("EAM_MUST_RUN"):
                wrong.append(f"must run here, but there is no {shell}")
            continue
        with tempfile.TemporaryDirectory() as folder:
            make_stand_in(folder)
            wrong += check(shell, folder)
            if os.path.exists(os.path.join(folder, "ran")):
                wrong.append(f"{shell}: runs what a project is called")
    print("\n".join(wrong))
    return 1 if wrong else 0


sys.exit(main())
