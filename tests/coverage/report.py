# SPDX-License-Identifier: MIT
"""How many of the lines were run, by what was kept in a build:  report.py BUILD [TEST...]"""

import collections
import json
import os
import re
import subprocess
import sys

SOURCE = os.path.realpath(os.path.join(os.path.dirname(__file__), "../.."))
sys.path.append(os.path.join(SOURCE, "tests/unit"))
from check_arrows import is_pure  # noqa: E402

# Per cent. What nothing but the unit suite runs is less of the whole than what all suites do.
PURE, WHOLE_BY_UNIT, WHOLE = 95, 60, 85


class Lines:
    def __init__(self):
        self.run, self.missed = 0, []

    def add(self, other):
        self.run += other.run
        self.missed += other.missed

    @property
    def all(self):
        return self.run + len(self.missed)

    @property
    def share(self):
        return 100 * self.run / self.all if self.all else 100

    def __str__(self):
        return f"{self.share:5.1f} % of {self.all:5} lines"


def read(build):
    """{file: its Lines}, but of what is generated"""
    generated = re.escape(os.path.realpath(build)) + "/"
    text = subprocess.run(
        ["gcovr", "--json", "--root", SOURCE, "--exclude", ".*tests/", "--exclude", generated, build],
        stdout=subprocess.PIPE, check=True).stdout
    files = {}
    for file in json.loads(text)["files"]:
        lines = files[file["file"]] = Lines()
        for line in file["lines"]:
            if line["gcovr/noncode"]:
                continue
            if line["count"]:
                lines.run += 1
            else:
                lines.missed.append(line["line_number"])
    return files


def pure(file):
    """By what its header says; a part of a module, as frame-decode.c, by the module's."""
    stem = os.path.splitext(file)[0]
    return file.startswith(("bpf/", "proto/")) or is_pure(file) or (
        not os.path.exists(stem + ".h") and is_pure(stem.rpartition("-")[0] + "-private.h"))


def ranges(numbers):
    spans = []
    for number in numbers:
        if spans and number == spans[-1][1] + 1:
            spans[-1][1] = number
        else:
            spans.append([number, number])
    return ", ".join(str(a) if a == b else f"{a}-{b}" for a, b in spans)


def by_folder(files):
    folders = collections.defaultdict(Lines)
    for file, lines in files.items():
        folders[os.path.dirname(file)].add(lines)
    return folders


def main():
    os.chdir(SOURCE)
    files = read(sys.argv[1])
    bounds = {"pure parts": PURE, "the whole": WHOLE if sys.argv[2:] else WHOLE_BY_UNIT}
    parts = {name: {file: lines for file, lines in files.items() if name == "the whole" or pure(file)}
             for name in bounds}
    print("Not run, of pure parts:")
    for file, lines in parts["pure parts"].items():
        if lines.missed:
            print(f"  {lines}  {file}: {ranges(lines.missed)}")
    print("Not run, of the others:")
    for file, lines in sorted(files.items(), key=lambda item: -len(item[1].missed)):
        if lines.missed and file not in parts["pure parts"]:
            print(f"  {lines}  {file}")
    print("By folder; the kernel programs themselves are not among them, which only a kernel runs:")
    for folder, lines in sorted(by_folder(files).items()):
        print(f"  {lines}  {folder}/")
    low = False
    for name, bound in bounds.items():
        total = Lines()
        for lines in parts[name].values():
            total.add(lines)
        print(f"{total}  {name}; at least {bound} %")
        low |= total.share < bound
    return 1 if low else 0


sys.exit(main())
