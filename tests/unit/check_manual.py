# SPDX-License-Identifier: MIT
"""The manual pages name the options and defaults that the programs have, and no others."""

import os
import re
import subprocess
import sys

BUILD, SOURCE = os.environ["EAM_BUILD"], os.environ["EAM_SOURCE"]
COLUMNS = 80
OPTION = re.compile(r"^ +(?:-\w, )?--([\w-]+)(?:[ =](\S+))? +(.*)$")


def show_help(program, *command):
    return subprocess.run([os.path.join(BUILD, program), *command, "--help"], check=True, text=True,
                          capture_output=True).stdout


def options_of(text):
    """{name: (argument, default)} as --help tells them."""
    found = {}
    for line in text.splitlines():
        if match := OPTION.match(line):
            name, argument, words = match.groups()
            default = re.search(r"\((?:default )?([$/\w][\w$./-]*)\)$", words)
            found[name] = (argument, default and default[1])
    return found


def read_page(page):
    with open(os.path.join(SOURCE, page), encoding="utf-8") as file:
        return file.read()


def options_in(page):
    """The same, as the page tells them."""
    found = {}
    for name, argument, text in re.findall(r"^\*--([\w-]+)\*(?:[ =]_(\S+)_)?\n((?:\t.*\n)+)",
                                           read_page(page), re.M):
        default = re.search(r"Default:\s+_([^_]\S*)_[.,]", text)
        found[name] = (argument or None, default and default[1])
    return found


def commands_of(text):
    """What each is called, and what it takes: {"wait": "[WHAT]"}."""
    return dict(re.findall(r"^  (\w[\w-]*)(?: (\S+))? {2,}", text, re.M))


def keys_of_program():
    """{key: default} of the configuration."""
    text = subprocess.run([os.path.join(BUILD, "agent/ebpf-ai-monitor-agent"), "--print-config"],
                          check=True, text=True, capture_output=True).stdout
    return dict(re.findall(r"^#([\w-]+)=(.*)$", text, re.M))


def keys_in(page):
    """The same, as the page tells them; scdoc's escapes are taken off."""
    found = {}
    for key, text in re.findall(r"^\*([\w-]+)\*\n((?:\t.*\n)+)", read_page(page), re.M):
        default = re.search(r"Default: _(.*)_$", text, re.M)
        found[key] = re.sub(r"\\(.)", r"\1", default[1]) if default else ""
    return found


def differences(what, program, page):
    return [f"{what}: {name}: the program says {program.get(name)}, the page {page.get(name)}"
            for name in sorted(program.keys() | page.keys()) if program.get(name) != page.get(name)]


def common_names():
    """Of the table of agents, and of the page: those that other programs have, too."""
    page = "collector/ebpf-ai-monitor-collector.8.scd"
    told = re.search(r"^Some names are common: (.*?)\. ", read_page(page), re.M | re.S)[1]
    return (set(re.findall(r"([\w-]+)\*", re.sub(r"/\*.*?\*/", "", read_page("proto/agents.c"), flags=re.S))),
            set(re.findall(r"_([\w-]+)_", told)))


def main():
    wrong = []
    table, page = common_names()
    assert len(table) > 5, "proto/agents.c cannot be read any more"
    wrong += [f"{name} is common only in one of table and page" for name in sorted(table ^ page)]
    for program, page in (
            ("collector/ebpf-ai-monitor-collector", "collector/ebpf-ai-monitor-collector.8.scd"),
            ("agent/ebpf-ai-monitor-agent", "agent/ebpf-ai-monitor-agent.1.scd")):
        told = options_of(show_help(program))
        assert len(told) > 3, f"{program} --help cannot be read any more"
        wrong += differences(page, told, options_in(page))

    cli, page = "agent/ebpf-ai-monitor", "agent/ebpf-ai-monitor.1.scd"
    text = show_help(cli)
    commands = commands_of(text.partition("Options:")[0])
    assert commands, f"{cli} --help cannot be read any more"
    for command in commands:
        text += show_help(cli, command)
    told = options_of(text)
    wrong += [f"{cli} --help: wider than {COLUMNS}: {line}"
              for line in text.splitlines() if len(line) > COLUMNS]
    wrong += differences(page, told, options_in(page))
    section = read_page(page).partition("# COMMANDS")[2].partition("# OPTIONS")[0]
    described = {name: re.sub(r"[_\\]", "", words)
                 for name, words in re.findall(r"^\*(\w[\w-]*)\*(?: (.+))?$", section, re.M)}
    wrong += differences(page, commands, described)

    page, keys = "agent/ebpf-ai-monitor.5.scd", keys_of_program()
    assert len(keys) > 10, "--print-config cannot be read any more"
    wrong += differences(page, keys, keys_in(page))

    print("\n".join(wrong))
    return 1 if wrong else 0


sys.exit(main())
