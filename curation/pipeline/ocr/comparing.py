"""Where two engines disagree about the words of one page."""

from collections import defaultdict

from curation.pipeline.layout import Token
from curation.pipeline.ocr.recognised import Recognised

NEAR = 2.5  # word heights: boxes of different engines differ, above all along the line


def disputed(chosen: Recognised, other: Recognised) -> list[bool]:
    """For each word of `chosen` whether the other saw no such word in its place."""
    places: dict[str, list[Token]] = defaultdict(list)
    for token in other.tokens:
        places[_plain(token.text)].append(token)
    return [
        not any(_same_place(token, seen) for seen in places[plain]) if (plain := _plain(token.text)) else False
        for token in chosen.tokens
    ]


def _plain(text: str) -> str:
    """A word without what engines see differently and readers do not mind: punctuation around it, capitals kept."""
    return text.strip(".,;:!?¡¿()[]{}<>\"'`´“”‘’«»-–—_|/\\*•·~=+")


def _same_place(one: Token, other: Token) -> bool:
    height = max(one.bottom - one.top, other.bottom - other.top)
    across = abs(one.left + one.right - other.left - other.right) / 2
    down = abs(one.top + one.bottom - other.top - other.bottom) / 2
    return across <= NEAR * height and down <= 0.7 * height
