# SPDX-License-Identifier: MIT
"""What a command prints as JSON is as its schema says:  ebpf-ai-monitor status --json | schema.py status"""

import json
import os
import pathlib
import sys

FOLDER = pathlib.Path(os.environ["EAM_SOURCE"], "agent/cli/schema")

try:
    from jsonschema import Draft202012Validator
except ImportError:
    if os.environ.get("EAM_MUST_RUN"):
        raise
    print("skipped: needs python3-jsonschema")
    sys.exit(77)


def names():
    return {file.stem for file in FOLDER.glob("*.json")}


def read(name):
    return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))


def load(name):
    """With the one that others refer to inside: how files are found is each validator's own."""
    text = json.dumps(read(name)).replace('"session.json"', '"#/$defs/session"')
    whole = {**json.loads(text), "$defs": {"session": read("session")}}
    Draft202012Validator.check_schema(whole)
    return Draft202012Validator(whole)


def mistakes(name, document):
    return [f"{name}: {'/'.join(map(str, error.path))}: {error.message}"
            for error in load(name).iter_errors(document)]


def documents(name, text):
    """Of a watch each line is one."""
    return [json.loads(part) for part in (text.splitlines() if name == "watch" else [text])]


if __name__ == "__main__":
    found = [one for document in documents(sys.argv[1], sys.stdin.read())
             for one in mistakes(sys.argv[1], document)]
    print("\n".join(found), file=sys.stderr)
    sys.exit(1 if found else 0)
