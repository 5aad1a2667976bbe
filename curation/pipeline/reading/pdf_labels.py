"""What a PDF calls its pages, where it does not just count them: "iv", "A-3"."""

from collections.abc import Iterable

from curation.pipeline.hygiene import clean

LONGEST = 40  # characters


def labels_of(called: Iterable[str]) -> tuple[str, ...]:
    """The pages' labels in their order, empty for a page called by its number; none when all are."""
    labels = [" ".join(clean(label)[0].split())[:LONGEST] for label in called]
    told = tuple("" if label == str(number) else label for number, label in enumerate(labels, 1))
    return told if any(told) else ()
