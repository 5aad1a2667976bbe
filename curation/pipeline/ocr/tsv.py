"""Tesseract's table of words -> lines, in its reading order."""

from statistics import median

from curation.pipeline.hygiene import clean
from curation.pipeline.layout import Line, Token

# Letters that end at half height, and letters that reach below the line.
DEEP = frozenset("gjpqy,;çQ()[]{}")
LOW = frozenset("aceimnorsuvwxzñ.:-") | DEEP


def lines(table: str) -> tuple[Line, ...]:
    """A row begins with level (5: a word), page, block, paragraph and line."""
    found: dict[tuple[str, ...], list[Token]] = {}
    for row in table.splitlines():
        cells = row.split("\t", 11)
        if len(cells) == 12 and cells[0] == "5" and (text := clean(cells[11])[0].strip()):
            left, top, width, height = map(int, cells[6:10])
            token = Token(text, left, top, left + width, top + height, round(float(cells[10])))
            found.setdefault(tuple(cells[2:5]), []).append(token)
    sizes: dict[tuple[str, ...], list[float]] = {}
    for key, tokens in found.items():
        sizes.setdefault(key[:2], []).extend(map(_letter_size, tokens))
    return tuple(
        Line.of(tokens, median(sizes[key[:2]]), begins=key[:2] != before[:2])
        for before, (key, tokens) in zip(((), *found), found.items(), strict=False)
    )


def _letter_size(token: Token) -> float:
    """The size of the type that a word is set in: "sea" is as large as "Edge", and half as high."""
    letters = set(token.text)
    height = 0.5 if letters <= LOW else 0.72
    return (token.bottom - token.top) / (height + 0.21 * (not letters.isdisjoint(DEEP)))
