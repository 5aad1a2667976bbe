"""The text of a page cut into its words, each with how sure the reading is and where it stands."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from curation.documents.boxes import Box, beside
from curation.documents.pageview import sureness
from curation.pipeline.types import Page, Word


@dataclass(frozen=True, slots=True)
class Piece:
    """A word with its box, or what stands between two words."""

    text: str
    word: Word | None = None
    line: int = 0
    place: int = 0  # among the page's words
    machine: str = ""  # what was read, when a person put the word right

    @property
    def sure(self) -> str:
        return sureness(self.word.confidence) if self.word else ""

    @property
    def box(self) -> str:
        return Box.of(self.word).path if self.word else ""


def pieces(page: Page, machine: Mapping[int, str] | None = None) -> list[Piece]:
    """In the order of the text: joined again they are the text. `machine` has what was read of corrected words."""
    found: list[Piece] = []
    at = 0
    places = sorted(range(len(page.words)), key=lambda place: page.words[place].start)
    for place, (word, line) in zip(places, numbered(page.words[place] for place in places), strict=True):
        if word.start < at or word.end <= word.start:  # two boxes for one piece of text: the first has it
            continue
        if word.start > at:
            found.append(Piece(page.text[at : word.start]))
        found.append(Piece(page.text[word.start : word.end], word, line, place, (machine or {}).get(place, "")))
        at = word.end
    if page.text[at:]:
        found.append(Piece(page.text[at:]))
    return found


def numbered(words: Iterable[Word]) -> Iterator[tuple[Word, int]]:
    """Each word with the number of its line on the page, counted in reading order."""
    line, before = 0, None
    for word in words:
        box = Box.of(word)
        line += before is None or not beside(before, box)
        before = box
        yield word, line
