"""Documents made by us, in English and Spanish, one of each kind; for the demonstration and for tests.

Making one twice gives the same bytes. Houses and people in them are invented.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from curation.intake.samples.content import Contents, Letter, Text
from curation.intake.samples.english import ENGLISH
from curation.intake.samples.handbook import handbook
from curation.intake.samples.pictures import note, scan
from curation.intake.samples.report import report
from curation.intake.samples.spanish import SPANISH

Document = Text | Letter | tuple[str, ...] | str


@dataclass(frozen=True, slots=True)
class Sample:
    name: str
    language: str
    content: bytes
    words: frozenset[str]  # what a reader of the file should find, in lower case


def samples(language: str) -> list[Sample]:
    """One language's documents: report, scan, handbook, note, questions and answers."""
    said = {"en": ENGLISH, "es": SPANISH}[language]
    made = {
        said.report[0]: report(said.report[1]),
        said.scan[0]: scan(said.scan[1]),
        said.handbook[0]: handbook(said.handbook[1]),
        said.note[0]: note(said.note[1]),
        said.faq[0]: said.faq[1].encode(),
    }
    return [Sample(name, language, content, words_of(said, name)) for name, content in made.items()]


def write_all(folder: Path) -> list[Path]:
    """Write the documents of every language into `folder`."""
    paths = []
    for sample in (*samples("en"), *samples("es")):
        path = folder / sample.name
        path.write_bytes(sample.content)
        paths.append(path)
    return paths


def words_of(said: Contents, name: str) -> frozenset[str]:
    documents: dict[str, Document] = dict([said.report, said.scan, said.handbook, said.note, said.faq])
    return frozenset(re.findall(r"[^\W\d_]{3,}", "\n".join(strings(documents[name])).lower()))


def strings(document: Document) -> Iterator[str]:
    """Every piece of text in a document."""
    match document:
        case str():
            yield document
        case tuple():
            yield from document
        case Letter():
            yield from (document.head, *document.lines, *document.paragraphs, *document.closing)
        case Text():
            yield from (document.head, document.title)
            for section in document.sections:
                yield from (section.heading, *section.paragraphs, *section.items)
                for row in (section.table.head, *section.table.rows) if section.table else ():
                    yield from row
