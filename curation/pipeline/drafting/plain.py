"""A passage for the expert to write from."""

from collections.abc import Iterator

from curation.pipeline.drafting.candidates import is_furniture, pieces_of
from curation.pipeline.language import WORD
from curation.pipeline.types import BlockKind, Draft, Passage

NAME = "plain-1"
PAGE_FURNITURE = (BlockKind.HEADING, BlockKind.NOTE)
# What these are asked about is the passage itself; for the others the expert writes the prompt too.
ABOUT_THE_PASSAGE = ("summary", "classification")
SHORTEST = 5  # words


def draft(passage: Passage, kind: str, language: str) -> Iterator[Draft]:
    if _can_be_written_from(passage):
        prompt = passage.text if kind in ABOUT_THE_PASSAGE else ""
        yield Draft(kind, prompt, "", 0, len(passage.text), NAME, 0.0)


def _can_be_written_from(passage: Passage) -> bool:
    """More than headings, and more than one short line that is no sentence: a running header, a page number."""
    body = [piece for piece in pieces_of(passage) if piece.kind not in PAGE_FURNITURE]
    told = len(body) > 1 or any(not is_furniture(piece) for piece in body)
    return told and len(WORD.findall(passage.text)) >= SHORTEST
