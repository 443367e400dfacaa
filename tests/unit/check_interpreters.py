# SPDX-License-Identifier: MIT
"""The options of interpreters that take a value are those that the ones on this machine tell of."""

import os
import re
import shutil
import subprocess
import sys

# "  -C, --conditions=...", "  --debug-port, --inspect-port=[host:]port"; not "  --inspect[=[host:]port]"
NODE = re.compile(r"^  ((?:-[\w-]+, )*--[\w-]+)=")
# "-W arg : warning control"; "--check-hash-based-pycs always|default|never:"
PYTHON = re.compile(r"^(-\w|--[\w-]+) [\w|]+ *:")


def told(program, pattern):
    text = subprocess.run([program, "--help"], capture_output=True, text=True, check=True).stdout
    found = re.findall(pattern.pattern, text, re.M)
    return {option for options in found for option in options.split(", ")}


def known(first_name):
    """All options in the table's row of that interpreter, and in the text it refers to."""
    with open(os.path.join(os.environ["EAM_SOURCE"], "collector/interpreter.c"), encoding="utf-8") as file:
        source = file.read()
    row = re.search(r'\{\.names = "%s .*?\},' % first_name, source, re.S)[0]
    for name in re.findall(r"\.valued = ([A-Z_]+)", row):
        row += re.search(r"%s\[\] =\n(.*?);" % name, source, re.S)[1]
    return {word for text in re.findall(r'"(.*?)"', row) for word in text.split()}


def main():
    wrong, looked = [], 0
    for program, pattern in (("node", NODE), ("python3", PYTHON)):
        if not shutil.which(program):
            continue
        looked += 1
        options = told(program, pattern)
        assert len(options) > 3, f"{program} --help cannot be read any more"
        wrong += [f"{program}: {option} is not in the table"
                  for option in sorted(options - known(program.rstrip("3")))]
    print("\n".join(wrong))
    return 1 if wrong else 0 if looked else 77


sys.exit(main())
