# SPDX-License-Identifier: MIT
"""Who includes whom is as the table of CONTRIBUTING.md says, and arrows point down it."""

import glob
import os
import re
import sys

ROW = re.compile(r"^\| `([\w/]+)/` \|.*\|([^|]*)\|$", re.M)
OF_IO = ("bpf/", "dirent.h", "fcntl.h", "gio/", "glib-unix.h", "glib/gstdio.h", "libnotify/",
         "poll.h", "sys/epoll.h", "sys/ioctl.h", "sys/mman.h", "sys/socket.h", "sys/stat.h",
         "sys/un.h", "unistd.h")


def read_table():
    """folder -> the folders it may use, from top to bottom."""
    with open("CONTRIBUTING.md", encoding="utf-8") as file:
        rows = ROW.findall(file.read())
    folders = [folder for folder, _ in rows]
    full = {folder.removeprefix("agent/"): folder for folder in folders}
    return {folder: [full[name] for name in names.split()] for folder, names in rows}


def includes():
    """(file, its folder, the header of ours it includes or "", the system's or "")."""
    for file in glob.glob("**/*.[ch]", recursive=True):
        folder = os.path.dirname(file)
        if not file.startswith(("agent/", "bpf/", "collector/", "proto/")):
            continue
        with open(file, encoding="utf-8") as text:
            for own, system in re.findall(r'^#include (?:"(.*)"|<(.*)>)', text.read(), re.M):
                yield file, folder, own if "/" in own or not own else f"{folder}/{own}", system


def is_pure(file):
    """What its header says of itself, before it declares anything."""
    header = os.path.splitext(file)[0] + ".h"
    if not os.path.exists(header):
        return False
    with open(header, encoding="utf-8") as text:
        about = re.search(r"\n(/\*.*?\*/)", text.read(), re.S)
    return bool(about and re.search(r"\bPure[.:;,]", about[1]))


def wrong_order(table):
    folders = list(table)
    for folder, uses in table.items():
        for use in uses:
            if folders.index(use) <= folders.index(folder):
                yield f"the table: {folder} uses {use}, which is not below it"


def main():
    os.chdir(os.environ["EAM_SOURCE"])
    table = read_table()
    wrong = list(wrong_order(table))
    unused = {(folder, use) for folder, uses in table.items() for use in uses}
    pure = set()
    for file, folder, own, system in includes():
        target = os.path.dirname(own) or folder
        unused.discard((folder, target))
        if folder not in table:
            wrong.append(f"{file}: its folder is not in the table")
        elif target != folder and target not in table[folder]:
            wrong.append(f"{file} includes {own}")
        if not folder.startswith("agent") and system.startswith(("glib", "gio/")):
            wrong.append(f"{file} includes {system}: GLib is the agent's")
        if is_pure(file):
            pure.add(file)
            if system.startswith(OF_IO):
                wrong.append(f"{file} is pure and includes {system}")
    wrong += [f"the table: {folder} does not use {use}" for folder, use in sorted(unused)]
    if len(pure) < 10:
        wrong.append("hardly a module calls itself pure: are they still found?")
    print("\n".join(wrong))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
