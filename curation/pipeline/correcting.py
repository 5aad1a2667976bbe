"""Words of a page that a person put right: making them, taking them back, and keeping them when it is read anew."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from curation.pipeline.relocating import Relocation, Substitution
from curation.pipeline.types import Page


@dataclass(frozen=True, slots=True)
class Corrected:
    """A word, by its place among the page's words, with what a person wrote for it and what the machine had read."""

    word: int
    text: str
    machine: str
    confidence: int | None = None  # of the machine


@dataclass(frozen=True, slots=True)
class Carried:
    """A new reading with the corrections that still fit it; `lost` are those that nothing in it stands for."""

    page: Page
    kept: list[tuple[Corrected, int]]  # each with its place among the words of the new reading
    lost: list[Corrected]


def text_of(page: Page, word: int) -> str:
    return page.text[page.words[word].start : page.words[word].end]


def substitution(page: Page, word: int, text: str) -> Substitution:
    return Substitution(page.words[word].start, page.words[word].end, text)


def with_word(page: Page, word: int, text: str, confidence: int | None = None) -> Page:
    """The page with another text for one of its words. A word that goes over a line's end has two boxes."""
    change = substitution(page, word, text)
    same = (change.start, change.end)
    words = tuple(
        each._replace(start=place[0], end=place[1], confidence=confidence if each[:2] == same else each.confidence)
        for each in page.words
        for place in [change.of(each.start, each.end)]
    )
    blocks = tuple(
        replace(block, start=place[0], end=place[1])
        for block in page.blocks
        for place in [change.of(block.start, block.end)]
    )
    return replace(page, text=change.made_in(page.text), words=words, blocks=blocks)


def as_read(page: Page, made: Iterable[Corrected]) -> Page:
    """What the machine had read."""
    for each in made:
        page = with_word(page, each.word, each.machine, each.confidence)
    return page


def carry(page: Page, made: Sequence[Corrected], read: Page) -> Carried:
    """Make the corrections of `page` in a new reading of it, where it still has what they put right."""
    if not made:
        return Carried(read, [], [])
    machine = as_read(page, made)
    from_machine, from_page = Relocation(machine.text, read.text), Relocation(page.text, read.text)
    places = {(word.start, word.end): at for at, word in reversed(list(enumerate(read.words)))}
    carried = Carried(read, [], [])
    for each in made:
        at = places.get(from_machine.kept(*machine.words[each.word][:2]) or (-1, -1))
        if at is not None:
            carried.kept.append((each, at))
        elif not from_page.kept(*page.words[each.word][:2]):  # else it was read right this time
            carried.lost.append(each)
    for each, at in carried.kept:
        read = with_word(read, at, each.text)
    return replace(carried, page=read)
