# SPDX-License-Identifier: MIT
"""In the guest: runs files of the root suite side by side, and says how each test went, as TAP."""

import concurrent.futures
import importlib
import os
import subprocess
import sys
import time
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.join(os.path.dirname(HERE), "root")
# Heavy, or with no time to lose: they count wake-ups, play in real time, have a second of grace.
ALONE = ("cost", "crosscheck", "full_screen", "hostile", "identity", "kinds")


class Tap(unittest.TestResult):
    """One line a test, and below a failed one why."""

    def startTest(self, test):
        super().startTest(test)
        self.began = time.monotonic()

    def say(self, test, verdict, remark=""):
        name = test.id() if hasattr(test, "id") else str(test)
        took = time.monotonic() - getattr(self, "began", time.monotonic())
        print(f"{verdict} - {name.removeprefix('test_')}{remark}\n# took {took:.1f} s", flush=True)

    def addSuccess(self, test):
        super().addSuccess(test)
        self.say(test, "ok")

    def addSkip(self, test, reason):
        super().addSkip(test, reason)
        self.say(test, "ok", f" # SKIP {reason}")

    def explain(self, test, error):
        self.say(test, "not ok")
        text = self._exc_info_to_string(error, test)
        print("".join(f"# {line}\n" for line in text.splitlines()), flush=True)

    def addFailure(self, test, error):
        super().addFailure(test, error)
        self.explain(test, error)

    def addError(self, test, error):
        super().addError(test, error)
        self.explain(test, error)

    def addSubTest(self, test, subtest, error):
        super().addSubTest(test, subtest, error)
        if error:
            self.explain(subtest, error)


def run_one(name):
    """In a process of its own. The tests' own prints become remarks."""
    sys.path[:0] = [HERE, ROOT]
    # "full_screen.FullScreen" is one class of the file.
    module, _, part = name.partition(".")
    module = importlib.import_module(f"test_{module}")
    loader = unittest.defaultTestLoader
    tests = loader.loadTestsFromName(part, module) if part else loader.loadTestsFromModule(module)
    result = Tap()
    tests.run(result)
    return 0 if result.wasSuccessful() else 1


def run_apart(name):
    process = subprocess.run([sys.executable, "-W", "ignore", __file__, "--one", name],
                             stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    verdicts = ("ok ", "not ok ", "# ")
    lines = [line if line.startswith(verdicts) else f"# {line}"
             for line in process.stdout.splitlines()]
    if process.returncode and not any(line.startswith("not ok ") for line in lines):
        lines.append(f"not ok - {name}: ended with {process.returncode}")
    print("\n".join(lines), flush=True)
    return process.returncode


def main(names):
    beside = [name for name in names if name.partition(".")[0] not in ALONE]
    with concurrent.futures.ThreadPoolExecutor(len(beside) or 1) as pool:
        failed = sum(map(bool, pool.map(run_apart, beside)))
    failed += sum(bool(run_apart(name)) for name in names if name not in beside)
    return 1 if failed else 0


if __name__ == "__main__":
    if sys.argv[1] == "--one":
        sys.exit(run_one(sys.argv[2]))
    sys.exit(main(sys.argv[1:]))
