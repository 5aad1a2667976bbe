"""Words of the draft that recognition was unsure of, each with the piece of the page's picture it was read from."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from curation.documents.boxes import Box
from curation.documents.pageview import PageView, Sheet, sureness
from curation.pipeline.types import Word

MOST = 12
AROUND = "()[]{}.,;:!?¡¿«»“”‘’\"'"


@dataclass(frozen=True, slots=True)
class Doubt:
    text: str
    part: str  # the text it stands in: prompt or completion
    sheet: Sheet
    word: Word

    @property
    def crop(self) -> str:
        """The word with some of what is around it, as the `viewBox` of a drawing of the page as it is turned."""
        word = self.sheet.turned.place(Box.of(self.word))
        margin = word.height
        left, top = max(0, word.left - 2 * margin), max(0, word.top - margin // 2)
        return f"{left} {top} {word.width + 4 * margin} {word.height + margin}"


def doubts(view: PageView | None, texts: Mapping[str, str]) -> list[Doubt]:
    """In reading order, each word once; only those that still stand in one of `texts`."""
    found: dict[str, Doubt] = {}
    for sheet in view.sheets if view else ():
        for word in _hard_words(sheet):
            text = sheet.page.text[word.start : word.end].strip(AROUND)
            part = next((name for name, whole in texts.items() if len(text) > 1 and _stands_in(text, whole)), "")
            if part:
                found.setdefault(text, Doubt(text, part, sheet, word))
    return list(found.values())[:MOST]


def _hard_words(sheet: Sheet) -> Iterator[Word]:
    """Of the source, where the page has a picture."""
    for word in sheet.words if sheet.has_picture else ():
        if sureness(word.confidence) == "low" and any(s < word.end and word.start < e for s, e in sheet.ranges):
            yield word


def _stands_in(text: str, whole: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(text)}(?!\w)", whole) is not None
