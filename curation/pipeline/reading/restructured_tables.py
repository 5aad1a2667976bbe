"""Tables of reStructuredText: drawn with bars, under rules, as lists of lists, and as separated values."""

import csv
import re
from collections.abc import Sequence
from itertools import zip_longest

ROW, CELL = re.compile(r"\s*\*\s+-\s?(.*)"), re.compile(r"\s+-\s(.*)")
HEADER = re.compile(r"\s*:header:\s*(.*)")

Rows = list[list[str]]


def grid(lines: Sequence[str]) -> Rows:
    """Cells between bars; a row goes on until the next rule."""
    rows: Rows = [[]]
    for line in lines:
        if line.startswith("+"):
            rows.append([])
        else:
            cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
            rows[-1] = _joined(rows[-1], cells)
    return [row for row in rows if row]


def simple(lines: Sequence[str]) -> Rows:
    """Cells under the columns that the first rule marks; a line without a first cell goes on with the one before."""
    starts = [column.start() for column in re.finditer(r"=+", lines[0])]
    ends = [*starts[1:], None]
    rows: Rows = []
    for line in lines[1:]:
        if not line.strip() or set(line) <= set("=- "):
            continue
        cells = [line[start:end].strip() for start, end in zip(starts, ends, strict=True)]
        if rows and not cells[0]:
            rows[-1] = _joined(rows[-1], cells)
        else:
            rows.append(cells)
    return rows


def listed(lines: Sequence[str]) -> Rows:
    rows: Rows = []
    for line in lines:
        if begins := ROW.match(line):
            rows.append([begins[1]])
        elif rows and (cell := CELL.match(line)):
            rows[-1].append(cell[1])
        elif rows and line.strip():
            rows[-1][-1] += f" {line.strip()}"
    return rows


def separated(lines: Sequence[str]) -> Rows:
    headers = [found[1] for line in lines if (found := HEADER.match(line))]
    values = [line.strip() for line in lines if not line.lstrip().startswith(":")]
    return [row for row in csv.reader([*headers, *values], skipinitialspace=True) if row]


def _joined(row: Sequence[str], more: Sequence[str]) -> list[str]:
    return [f"{above} {below}".strip() for above, below in zip_longest(row, more, fillvalue="")]
