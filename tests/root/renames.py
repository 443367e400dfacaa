#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Threads that take an agent's name and another without end:  renames.py SECONDS"""

import ctypes
import sys
import threading
import time

libc, end = ctypes.CDLL(None), time.monotonic() + float(sys.argv[1])


def rename():
    while time.monotonic() < end:
        for name in (b"claude", b"co\ndex\x1b[") * 50:
            libc.prctl(15, name, 0, 0, 0)


for _ in range(2):
    threading.Thread(target=rename).start()
rename()
