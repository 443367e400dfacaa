# SPDX-License-Identifier: MIT
"""What the benchmarks have in common: medians, and a table of them."""

import statistics


def show(title, columns, rows, sentence):
    """ROWS are (name, cells); a cell is text already."""
    width = max(len(name) for name, _ in rows)
    widths = [max(len(c), *(len(cells[i]) for _, cells in rows)) for i, c in enumerate(columns)]
    print(f"\n{title}\n")
    for name, cells in [("", columns), *rows]:
        print(f"  {name:{width}}", *(f"  {c:>{w}}" for c, w in zip(cells, widths)), sep="")
    print(f"\n{sentence}", flush=True)


def nth(values, percent):
    """The smallest value that PERCENT of them do not exceed."""
    ordered = sorted(values)
    return ordered[max(0, -(-len(ordered) * percent // 100) - 1)]


median = statistics.median
