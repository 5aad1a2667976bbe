"""What the sample documents say: plain data that the makers draw."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Table:
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Section:
    heading: str
    paragraphs: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    table: Table | None = None


@dataclass(frozen=True, slots=True)
class Text:
    """A titled text in sections; `head` is the name of the house, on top of each page."""

    head: str
    title: str
    sections: tuple[Section, ...]


@dataclass(frozen=True, slots=True)
class Letter:
    head: str
    lines: tuple[str, ...]  # address, date, reference
    paragraphs: tuple[str, ...]
    closing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Contents:
    """One language's documents, each with the name of its file."""

    language: str
    report: tuple[str, Text]
    scan: tuple[str, Letter]
    handbook: tuple[str, Text]
    note: tuple[str, tuple[str, ...]]
    faq: tuple[str, str]
