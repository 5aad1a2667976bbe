"""CSV and TSV: rows as a table. The delimiter is the one that cuts all rows alike."""

import csv
from collections import Counter
from pathlib import Path

from curation.pipeline.errors import Damaged, TooLarge
from curation.pipeline.limits import Limits
from curation.pipeline.reading.decoding import read_text
from curation.pipeline.reading.paging import Leaf, Piece, one_each
from curation.pipeline.reading.tables import parts, trimmed
from curation.pipeline.reading.whole import whole
from curation.pipeline.types import BlockKind

DELIMITERS = (",", ";", "\t", "|")
SAMPLE = 200  # lines


def _leaves(path: Path, limits: Limits) -> list[Leaf]:
    text, removed = read_text(path)
    if text.count("\n") > limits.rows:
        raise TooLarge(f"The file has more than {limits.rows:,} rows. Split it.")
    csv.field_size_limit(limits.page_text)
    lines = text.splitlines(keepends=True)
    try:
        rows = trimmed(csv.reader(lines, delimiter=delimiter(lines[:SAMPLE])))
    except csv.Error as error:
        raise Damaged("The file is damaged: its rows cannot be told apart.") from error
    return one_each(([Piece(BlockKind.TABLE, part)] for part in parts(rows)), limits, removed=removed)


def delimiter(lines: list[str]) -> str:
    """Of those that cut most rows into equally many cells, the one that cuts them into most."""
    return max(DELIMITERS, key=lambda sign: _agreement(lines, sign))


def _agreement(lines: list[str], sign: str) -> tuple[float, int]:
    try:
        widths = Counter(len(cells) for cells in csv.reader(lines, delimiter=sign) if cells)
    except csv.Error:
        return (0, 0)
    width, rows = max(widths.items(), key=lambda item: (item[0] > 1, item[1]), default=(1, 0))
    return (rows / widths.total(), width) if width > 1 else (0, 0)


outline, opened = whole(_leaves)
