"""Rows of cells as a block of text, one row on each line."""

from collections.abc import Iterable, Iterator, Sequence

CELL = " | "
ON_ONE_PAGE = 20_000  # characters of a table: a sheet of a hundred thousand rows is no page


def row(cells: Iterable[str]) -> str:
    return CELL.join(" ".join(cell.split()) for cell in cells)


def trimmed(rows: Iterable[Sequence[str]]) -> list[list[str]]:
    """The rows that hold anything, without the columns on the right that hold nothing."""
    kept = [list(cells) for cells in rows if any(cell.strip() for cell in cells)]
    width = max((at + 1 for cells in kept for at, cell in enumerate(cells) if cell.strip()), default=0)
    return [cells[:width] for cells in kept]


def parts(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """The table in parts that fit a page; each begins with the first row, which names the columns."""
    lines = [row(cells) for cells in rows]
    part: list[str] = []
    length = 0
    for line in lines:
        if len(part) > 1 and length + len(line) > ON_ONE_PAGE:
            yield "\n".join(part)
            part, length = lines[:1], len(lines[0])
        part.append(line)
        length += len(line) + 1
    if part:
        yield "\n".join(part)
