# SPDX-License-Identifier: MIT
"""Files and functions stay small, and nothing jumps."""

import glob
import os
import re
import sys

FILE_MAX, FUNCTION_MAX, USUAL_MAX = 400, 40, 20  # lines; nine of ten functions are no longer
FOLDERS = ("agent", "bpf", "collector", "proto")


def functions(lines):
    """(line, how many lines there are in it); as clang-format has its braces."""
    begun = None
    for number, line in enumerate(lines, 1):
        if line == "{":
            begun = number
        elif line == "}" and begun:
            yield begun, number - begun - 1
            begun = None


def main():
    os.chdir(os.environ["EAM_SOURCE"])
    wrong, sizes, total = [], [], 0
    for file in sorted(f for folder in FOLDERS
                       for f in glob.glob(f"{folder}/**/*.[ch]", recursive=True)):
        with open(file, encoding="utf-8") as text:
            lines = text.read().splitlines()
        total += len(lines)
        if len(lines) > FILE_MAX:
            wrong.append(f"{file}: {len(lines)} lines, more than {FILE_MAX}")
        for number, size in functions(lines):
            sizes.append(size)
            if size > FUNCTION_MAX:
                wrong.append(f"{file}:{number}: a function of {size} lines, more than {FUNCTION_MAX}")
        wrong += [f"{file}:{n}: goto" for n, line in enumerate(lines, 1) if re.match(r"\s+goto ", line)]
    sizes.sort()
    usual = sizes[len(sizes) * 9 // 10]
    print(f"{total} lines, {len(sizes)} functions, nine of ten of at most {usual} lines")
    if usual > USUAL_MAX:
        wrong.append(f"functions grow: nine of ten were of at most {USUAL_MAX} lines")
    print("\n".join(wrong))
    return 1 if wrong else 0


sys.exit(main())
