# SPDX-License-Identifier: MIT
"""What the kernel programs hand over has room for numbers only: no text can leave the kernel."""

import os
import re
import sys

SHARED = {"event.h": ("event", "slot"), "facts.h": ("report", "channels", "terminal"), "osc.h": ("osc", "osc_parser")}
FIELD = re.compile(r"(__u8|__u32|__u64|struct terminal|struct channels|struct osc|struct osc_parser) \w+;"
                   r"|struct report reports\[CHANNELS_REPORTS\];")


def fields(header, name):
    body = re.search(r"struct %s \{\n(.*?)\n\};" % name, header, re.S)[1]
    body = re.sub(r"/\*.*?\*/", "", body, flags=re.S)
    return [line.strip() for line in body.splitlines() if line.strip()]


def main():
    wrong = []
    for file, names in SHARED.items():
        header = open(os.path.join(os.environ["EAM_SOURCE"], "bpf", file)).read()
        for name in names:
            found = fields(header, name)
            assert found, f"struct {name} is not where it was"
            wrong += [f"{file}: {name}: {f}" for f in found if not FIELD.fullmatch(f)]
    maps = open(os.path.join(os.environ["EAM_SOURCE"], "bpf", "watched.h")).read()
    values = re.findall(r"__type\(value, (.*?)\)", maps)
    wrong += [f"a map of {v}" for v in values if v not in ("__u32", "struct slot")]
    print("\n".join(wrong))
    return 1 if wrong else 0


sys.exit(main())
