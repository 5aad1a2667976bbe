"""A text, with the folder of its file or the title of its section as the label that is suggested."""

import re
from collections.abc import Iterator

from curation.pipeline.drafting.candidates import PROSE, ends_well, pieces_of, reads_well
from curation.pipeline.drafting.topics import can_be_asked
from curation.pipeline.drafting.wording import bare
from curation.pipeline.types import Draft, Passage

NAME = "classification-2"
SHORTEST, LONGEST_LABEL = 12, 6  # words
SCORE = 0.3
NOT_SPOKEN = re.compile("[_-]+")  # what stands for a space in the names of folders


def draft(passage: Passage, kind: str, language: str) -> Iterator[Draft]:
    """The passage without its headings, which would give the answer away."""
    pieces = [piece for piece in pieces_of(passage) if piece.kind in PROSE]
    label = label_of(passage)
    if not (pieces and label):
        return
    start, end = pieces[0].start, pieces[-1].end
    text = "\n".join(piece.text for piece in pieces)
    if len(text.split()) >= SHORTEST and reads_well(text) and any(ends_well(piece.text) for piece in pieces):
        yield Draft(kind, text, "", start, end, NAME, SCORE, label=label)


def label_of(passage: Passage) -> str:
    """The folder, into which a person sorted the file; else the title right below the document's own; else ""."""
    path = passage.heading_path
    title = path[1] if len(path) > 1 else path[0] if path else ""
    folder = bare(NOT_SPOKEN.sub(" ", passage.folder)).strip()
    if any(letter.isalpha() for letter in folder) and len(folder.split()) <= LONGEST_LABEL:
        return folder
    title = bare(title)
    return title if title and can_be_asked(title) and len(title.split()) <= LONGEST_LABEL else ""
