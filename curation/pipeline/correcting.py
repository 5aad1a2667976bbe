"""Words of a page that a person put right: making them, taking them back, and keeping them when it is read anew."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from curation.pipeline.relocating import Relocation, Substitution
from curation.pipeline.types import Page

WORD = re.compile(r"\S+")


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
    words = (each._replace(confidence=confidence) if each[:2] == same else each for each in page.words)
    return with_change(replace(page, words=tuple(words)), change)


def with_change(page: Page, change: Substitution) -> Page:
    """The page with another text at one place; the boxes of the words there stand for all of it."""
    words, blocks = [], []
    for word in page.words:
        start, end = change.of(word.start, word.end)
        words.append(word._replace(start=start, end=end))
    for block in page.blocks:
        start, end = change.of(block.start, block.end)
        blocks.append(replace(block, start=start, end=end))
    return replace(page, text=change.made_in(page.text), words=tuple(words), blocks=tuple(blocks))


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


def other_reading(page: Page) -> Page:
    """The page in the words of the engine that came second, on the lines that it has; the first becomes the other."""
    places = list(WORD.finditer(page.text))
    other = page.alternative.split()
    compared = SequenceMatcher(None, [place[0] for place in places], other, autojunk=False)
    read = page
    for op, first, last, to, to_end in reversed(compared.get_opcodes()):
        if op != "equal":
            read = with_change(read, _change(places, first, last, " ".join(other[to:to_end])))
    return replace(read, alternative=page.text)


def _change(places: Sequence[re.Match[str]], first: int, last: int, text: str) -> Substitution:
    """Words `first` to `last` become `text`; what is put between two words stands beside the one before it."""
    if first < last:
        return Substitution(places[first].start(), places[last - 1].end(), text)
    at = places[first - 1].end() if first else 0
    return Substitution(at, at, f" {text}" if first else f"{text} ")
