# SPDX-License-Identifier: MIT
"""What others pay: work that has nothing to do with agents, with and without something attached.

Each round does all of it once under each condition; a figure is the median over the rounds of its
ratio to the same round with nothing attached."""

import contextlib
import glob
import os
import shutil
import subprocess
import sys
import tempfile
import time

SOURCE = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
sys.path.insert(0, os.path.join(SOURCE, "tests", "root"))
import harness  # noqa: E402
import table  # noqa: E402

LOAD = os.path.join(harness.BUILD, "tests", "bench", "load")
ROUNDS = int(os.environ.get("EAM_ROUNDS", "9"))
SECONDS = float(os.environ.get("EAM_SECONDS", "0.2"))
COPIES = int(os.environ.get("EAM_COPIES", "16"))
PROBES = ("tty", "syscall")
KINDS = ("read", "getppid", "ping-pong", "terminal")
COMPILER = shutil.which("gcc")


def load(folder, kind, name="load"):
    """ns of processor time a turn; NAME is what the program calls itself."""
    program = os.path.join(folder, name)
    if not os.path.exists(program):
        shutil.copy(LOAD, program)
    result, give = os.pipe()
    os.set_inheritable(give, True)
    terminal = harness.Terminal([program, kind, str(SECONDS), str(give)])
    os.close(give)
    try:
        os.set_blocking(result, False)
        while True:
            terminal.drain()
            with contextlib.suppress(BlockingIOError):
                text = os.read(result, 64)
                assert text, f"{kind} did not end"
                return float(text)
            time.sleep(0.0005)
    finally:
        os.close(result)
        terminal.close()


def compile_project(folder):
    """Seconds that a parallel compile takes, of what needs no other library's headers."""
    sources = sorted(glob.glob(os.path.join(SOURCE, "collector", "detect*.c")) * COPIES +
                     glob.glob(os.path.join(SOURCE, "collector", "names.c")) * COPIES)
    began = time.monotonic()
    subprocess.run(["xargs", "-P", str(os.cpu_count()), "-n", "1", COMPILER, "-O2", "-c",
                    "-D_GNU_SOURCE", f"-I{SOURCE}", "-o", "/dev/null"],
                   input="\n".join(sources), text=True, check=True, cwd=folder)
    return time.monotonic() - began


def measure(folder):
    values = {kind: load(folder, kind) for kind in KINDS}
    if COMPILER:
        values["compile"] = compile_project(folder)
    return values


@contextlib.contextmanager
def collector(folder, probe):
    collector = harness.Collector(folder, "--user", str(harness.UID), "--probe", probe)
    try:
        yield collector
    finally:
        collector.stop()


@contextlib.contextmanager
def session(folder, collector):
    """One that works, 10 frames a second."""
    program = os.path.join(folder, "at-work", "claude")
    os.makedirs(os.path.dirname(program), exist_ok=True)
    if not os.path.exists(program):
        shutil.copy(harness.STAND_IN, program)
    reader = collector.reader()
    terminal = harness.Terminal([program, "-e", "work 600000"])
    try:
        reader.wait(10, type="session", state="working")
        yield
    finally:
        reader.close()
        terminal.close()


def nothing(folder):
    return measure(folder)


def ours(probe):
    def condition(folder):
        with collector(folder, probe):
            return measure(folder)
    return condition


def ours_working(probe):
    def condition(folder):
        with collector(folder, probe) as running, session(folder, running):
            values = measure(folder)
        with collector(folder, probe):
            return values | {"watched": load(folder, "terminal", "claude")}
    return condition


def original(folder):
    process = harness.bpftrace("bench/original.bt")
    try:
        while "attached" not in (line := process.stdout.readline()):
            assert line, "bpftrace ended"
        time.sleep(0.5)
        return measure(folder)
    finally:
        process.terminate()
        process.communicate()


def loads(folder, probe):
    """Whether this kernel lets that probe in."""
    try:
        with collector(folder, probe):
            return True
    except AssertionError:
        return False


def conditions(folder):
    yield "nothing", nothing
    for probe in PROBES:
        if loads(folder, probe):
            yield f"{probe} probe, no session", ours(probe)
            yield f"{probe} probe, one at work", ours_working(probe)
        else:
            print(f"The {probe} probe is refused by this kernel.")
    if shutil.which("bpftrace"):
        yield "the original plan", original
    else:
        print("bpftrace is not installed: the original plan is not measured.")
    yield "nothing, again", nothing


def ratio(rounds, name, kind):
    base = "terminal" if kind == "watched" else kind
    return table.median(values[name][kind] / values["nothing"][base] for values in rounds)


def cell(rounds, name, kind):
    return f"{ratio(rounds, name, kind):.2f}" if kind in rounds[0][name] else ""


def main():
    harness.skip_unless_root()
    with tempfile.TemporaryDirectory(prefix="eam-") as folder:
        os.chmod(folder, 0o755)
        todo = dict(conditions(folder))
        if COMPILER:
            compile_project(folder)  # the first one reads it all from disk
        rounds = [{name: run(folder) for name, run in todo.items()} for _ in range(ROUNDS)]
    kinds = [kind for kind in (*KINDS, "watched", "compile")
             if any(kind in values for values in rounds[0].values())]
    base = {kind: table.median(values["nothing"][kind] for values in rounds)
            for kind in kinds if kind != "watched"}
    noise = max(abs(ratio(rounds, "nothing, again", kind) - 1) for kind in base)
    rows = [(name, [cell(rounds, name, kind) for kind in kinds]) for name in todo]
    units = [f"{base[kind]:.0f} ns" if kind in KINDS else f"{base[kind]:.2f} s" if kind in base else ""
             for kind in kinds]
    table.show(f"Linux {os.uname().release}: processor time of others, against nothing attached "
               f"({ROUNDS} rounds)", kinds, [("nothing, absolute", units), *rows],
               f"Noise: the same work measured twice with nothing attached differs by up to {noise:.0%}. "
               "watched: the writer is itself an agent.")


if __name__ == "__main__":
    main()
