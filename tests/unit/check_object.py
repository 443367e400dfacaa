# SPDX-License-Identifier: MIT
"""The kernel programs, as built, keep the promise of how much they look at.

What is read of any memory is followed through each program: at every call that reads, the most that
its size can be, whichever way it is reached, is 64 bytes where an output is looked at, 16 elsewhere.
Helpers are those named here, memory is read at the places counted here, and no program takes the
address of the buffer that a read of the terminal fills.

What outlives a program, maps and variables, has room for bytes in a row only for the names by which
processes are found.

Not seen here: where in an output the bytes are, and whether a place
that is counted reads what its name says. What the records have room for is check_no_text.py's to hold.
"""

import json
import os
import re
import struct
import subprocess
import sys

SOURCE, BUILD = os.environ["EAM_SOURCE"], os.environ["EAM_BUILD"]

# include/uapi/linux/bpf.h
READ_USER, READ_KERNEL, RESERVE = 112, 113, 131
HELPERS = {1: "map_lookup_elem", 3: "map_delete_elem", 5: "ktime_get_ns",
           14: "get_current_pid_tgid", 35: "get_current_task", READ_USER: "probe_read_user",
           READ_KERNEL: "probe_read_kernel", 115: "probe_read_kernel_str",
           RESERVE: "ringbuf_reserve", 132: "ringbuf_submit", 158: "get_current_task_btf",
           175: "task_pt_regs", 181: "loop"}
# Process names; the bytes of an output never end at a zero.
STRINGS_IN = {"on_exec", "on_rename"}
# Who looks at outputs, by which helper, and at how much: OSC_LOOKED of bpf/osc.h.
WRITERS, OUTPUT_SIZE = {"on_sys_enter": READ_USER, "on_tty_write": READ_KERNEL}, 64
RECORD_SIZE = 16  # struct event
NAMES_IN = {"names.key"}  # what names of processes are compared with
PROGRAMS = {"tp_btf/sched_process_exec", "tp_btf/task_rename", "tp_btf/sched_process_exit",
            "tp_btf/signal_generate", "tp_btf/sys_enter", "iter/task", "fentry/n_tty_write",
            "fexit/n_tty_write", "fentry/n_tty_read", "fexit/n_tty_read", "fentry/n_tty_poll",
            "fentry/n_tty_set_termios"}
# n_tty_read(tty, file, buf, ...); as arguments stand in the context.
READERS, BUF = ("on_tty_read", "on_tty_got"), 2 * 8
# In the source: how often each file reads memory by hand.
PLACES = {"descriptor.h": {"kernel": 1}, "life.h": {"kernel_str": 1},
          "syscall.h": {"user": 7}, "tty.h": {"kernel": 2}}


class Insn:
    def __init__(self, raw, at):
        self.op, regs, self.off, self.imm = struct.unpack_from("<BBhi", raw, at)
        self.dst, self.src = regs & 15, regs >> 4
        self.wide = self.op == 0x18

    @property
    def is_call(self):
        return self.op == 0x85 and self.src == 0

    @property
    def is_jump(self):
        return self.op & 7 in (5, 6) and self.op not in (0x85, 0x95)


def read_object(path):
    """({function: [instruction or None for the second half of one]}, names of code's sections)."""
    raw = open(path, "rb").read()
    assert raw[:6] == b"\x7fELF\x02\x01", "no ELF of 64 bits"
    table, = struct.unpack_from("<Q", raw, 40)
    size, count, names = struct.unpack_from("<HHH", raw, 58)
    heads = [struct.unpack_from("<IIQQQQIIQQ", raw, table + i * size) for i in range(count)]

    def text(strings, at):
        begin = heads[strings][4] + at
        return raw[begin:raw.index(b"\0", begin)].decode()

    functions = {}
    for _, kind, _, _, at, length, strings, *_ in heads:
        for symbol in range(at, at + length if kind == 2 else at, 24):
            name, info, _, where, value, extent = struct.unpack_from("<IBBHQQ", raw, symbol)
            if info & 15 == 2:
                begin = heads[where][4] + value
                functions[text(strings, name)] = decode(raw[begin:begin + extent])
    return functions, {text(names, h[0]) for h in heads if h[1] == 1 and h[2] & 4 and h[5]}


def decode(code):
    insns = []
    while len(insns) * 8 < len(code):
        insns.append(Insn(code, len(insns) * 8))
        insns += [None] * insns[-1].wide
    return insns


class Value:
    """The least and the most; copies of one share its origin, and what is learnt of it."""

    def __init__(self, least=0, most=1 << 64, origin=None):
        self.least, self.most, self.origin = least, most, origin

    def __eq__(self, other):
        return vars(self) == vars(other)


COMPARE = {0x20: "gt", 0x30: "ge", 0xa0: "lt", 0xb0: "le"}


def narrow(state, place, least, most):
    old = state.get(place, Value())
    for like in [p for p, v in state.items() if v.origin and v.origin == old.origin] or [place]:
        state[like] = Value(max(old.least, least), min(old.most, most), old.origin)


def branches(insn, state):
    """What holds where the jump is taken, and where it is not."""
    op = COMPARE.get(insn.op & 0xf0) if insn.op & 7 == 5 else None
    right = state.get(insn.src, Value()) if insn.op & 8 else Value(insn.imm, insn.imm)
    left = state.get(insn.dst, Value())
    above, below = dict(state), dict(state)
    if not op:
        return above, below
    strictly = op in ("gt", "le")
    narrow(above, insn.dst, right.least + strictly, Value().most)
    narrow(below, insn.dst, 0, right.most - (not strictly))
    if insn.op & 8:
        narrow(above, insn.src, 0, left.most - strictly)
        narrow(below, insn.src, left.least + (not strictly), Value().most)
    return (above, below) if op in ("gt", "ge") else (below, above)


def step(at, insn, state):
    """Of registers, and of ("stack", offset) where they are spilled."""
    kind, after = insn.op & 7, dict(state)
    if insn.op in (0xbf, 0x7b):
        after.setdefault(insn.src, Value(origin=at + 1))
    if insn.op == 0x85:
        for register in range(6):
            after.pop(register, None)
    elif insn.op in (0xb7, 0x18):
        after[insn.dst] = Value(insn.imm, insn.imm) if insn.imm >= 0 else Value()
    elif insn.op == 0xbf:
        after[insn.dst] = after[insn.src]
    elif insn.op == 0x79 and insn.src == 10:
        after[insn.dst] = state.get(("stack", insn.off), Value())
    elif insn.op == 0x7b and insn.dst == 10:
        after["stack", insn.off] = after[insn.src]
    elif kind in (2, 3) and insn.dst == 10:
        after = {p: v for p, v in after.items() if p in range(11) or abs(p[1] - insn.off) >= 8}
    elif kind in (0, 1, 4, 7):
        after.pop(insn.dst, None)
    return after


def joined(a, b):
    return {p: Value(min(a[p].least, b[p].least), max(a[p].most, b[p].most),
                     a[p].origin if a[p].origin == b[p].origin else None)
            for p in a.keys() & b.keys()}


def states_of(insns):
    """What is known before each instruction, whichever way it is reached."""
    states, todo = {0: {}}, [0]
    while todo:
        at = todo.pop()
        insn = insns[at]
        if insn.op == 0x95:
            continue
        if insn.is_jump:
            yes, no = branches(insn, states[at])
            nexts = [(at + 1 + insn.off, yes)] + ([] if insn.op == 0x05 else [(at + 1, no)])
        else:
            nexts = [(at + 1 + insn.wide, step(at, insn, states[at]))]
        for where, state in nexts:
            new = joined(states[where], state) if where in states else state
            if new != states.get(where):
                states[where] = new
                todo.append(where)
    return states


def most_bytes(insns):
    """(helper, the most that r2 can be) of each call."""
    for at, state in states_of(insns).items():
        if insns[at].is_call:
            yield insns[at].imm, state.get(2, Value()).most


def check_function(name, insns):
    for helper, size in most_bytes(insns):
        allowed = {READ_USER: 16, READ_KERNEL: 8, RESERVE: RECORD_SIZE}.get(helper)
        if helper == WRITERS.get(name):
            allowed = OUTPUT_SIZE
        if helper not in HELPERS:
            yield f"{name}: calls helper {helper}"
        elif allowed and size > allowed:
            yield f"{name}: {HELPERS[helper]} of {size if size < Value().most else 'any number of'} bytes"
        elif helper == 115 and name not in STRINGS_IN:
            yield f"{name}: {HELPERS[helper]}"


def check_reader(name, insns):
    """The context is never kept, nor the buffer's address taken out of it."""
    holders = {1}
    for insn in filter(None, insns):
        kind = insn.op & 7
        if kind == 3 and insn.src in holders:
            yield f"{name}: keeps its context"
        if kind == 1 and insn.src in holders and insn.off == BUF:
            yield f"{name}: takes the buffer of the read"
        if insn.is_call:
            holders -= {1, 2, 3, 4, 5}
        elif insn.op == 0xbf and insn.src in holders:
            holders.add(insn.dst)
        elif kind in (0, 1, 4, 7):
            holders.discard(insn.dst)


def texts(types, number, path):
    """The paths to arrays of bytes in a type, which is what text could be kept in."""
    kind = types[number] if number else {"kind": "VOID"}
    if kind["kind"] == "ARRAY":
        element = types[kind["type_id"]]
        while element["kind"] in ("TYPEDEF", "CONST", "VOLATILE"):
            element = types[element["type_id"]]
        if element["kind"] == "INT" and element["size"] < 4:
            yield path
        yield from texts(types, kind["type_id"], path)
    elif kind["kind"] in ("STRUCT", "UNION"):
        for member in kind["members"]:
            yield from texts(types, member["type_id"], f"{path}.{member['name']}")
    elif "type_id" in kind and kind["kind"] != "PTR":
        yield from texts(types, kind["type_id"], path)


def check_room(path):
    dump = subprocess.run(["bpftool", "-j", "btf", "dump", "file", path], check=True,
                          stdout=subprocess.PIPE, env={**os.environ, "PATH": os.environ["PATH"] + ":/usr/sbin"})
    types = {t["id"]: t for t in json.loads(dump.stdout)["types"]}
    kept = [variable["type_id"] for section in types.values() if section["kind"] == "DATASEC"
            and section["name"] in (".bss", ".data", ".maps") for variable in section["vars"]]
    for number in kept:
        name, value = types[number]["name"], types[number]["type_id"]
        for member in types[value].get("members", ()):  # of a map: key and value are pointed to
            target = types[member["type_id"]]
            if member["name"] in ("key", "value"):
                yield from texts(types, target["type_id"], f"{name}.{member['name']}")
        yield from texts(types, value, name)
    if len(kept) < 6:
        yield "what is kept is not found any more"


def check_source():
    found = {}
    for file in sorted(os.listdir(os.path.join(SOURCE, "bpf"))):
        with open(os.path.join(SOURCE, "bpf", file), encoding="utf-8") as text:
            kinds = re.findall(r"\bbpf_(?:probe_read|copy_from_user|core_read)_?(\w*)\(", text.read())
        if kinds:
            found[file] = {kind: kinds.count(kind) for kind in kinds}
    if found != PLACES:
        yield f"memory is read at {found}"
    with open(os.path.join(SOURCE, "bpf", "kernel.h"), encoding="utf-8") as text:
        if re.search(r"\b\w*buf\w*;", text.read()):
            yield "kernel.h: declares a buffer of the kernel's"


def main():
    path = os.path.join(BUILD, "bpf", "monitor.bpf.o")
    functions, sections = read_object(path)
    wrong = list(check_source())
    wrong += [f"{place}: has room for text" for place in check_room(path) if place not in NAMES_IN]
    if sections - {".text"} != PROGRAMS:
        wrong.append(f"other programs: {sections ^ PROGRAMS}")
    for name, insns in functions.items():
        wrong += check_function(name, insns)
    for name in READERS:
        wrong += check_reader(name, functions[name])
    if not WRITERS.keys() <= functions.keys() or len(functions) < 15:
        wrong.append("the functions are not found any more")
    print("\n".join(sorted(set(wrong))))
    return 1 if wrong else 0


sys.exit(main())
