"""A passage for the expert to write from."""

from collections.abc import Iterator

from curation.pipeline.language import WORD
from curation.pipeline.types import Draft, Passage

NAME = "plain-1"
# What these are asked about is the passage itself; for the others the expert writes the prompt too.
ABOUT_THE_PASSAGE = ("summary", "classification")
SHORTEST = 5  # words


def draft(passage: Passage, kind: str, language: str) -> Iterator[Draft]:
    if len(WORD.findall(passage.text)) >= SHORTEST:
        prompt = passage.text if kind in ABOUT_THE_PASSAGE else ""
        yield Draft(kind, prompt, "", 0, len(passage.text), NAME, 0.0)
