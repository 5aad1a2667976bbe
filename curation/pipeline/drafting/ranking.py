"""Which sentences say most of what a text says: TextRank over the words that sentences share."""

import math
from collections.abc import Sequence

from curation.pipeline.drafting.wording import content_words

ROUNDS = 20
DAMPING = 0.85
FIRST = 1.25  # what opens a text more often says what it is about


def ranks(sentences: Sequence[str]) -> list[float]:
    """How much each sentence says of the whole; they sum to about 1."""
    words = [content_words(sentence) for sentence in sentences]
    count = len(words)
    likeness = [[_likeness(one, other) if one is not other else 0.0 for other in words] for one in words]
    sums = [sum(row) or 1.0 for row in likeness]
    rank = [1 / count] * count
    for _ in range(ROUNDS):
        given = [rank[at] / sums[at] for at in range(count)]
        rank = [(1 - DAMPING) / count + DAMPING * sum(map(float.__mul__, given, likeness[at])) for at in range(count)]
    return [rank[0] * FIRST, *rank[1:]]


def _likeness(one: set[str], other: set[str]) -> float:
    """The words two sentences share, for their lengths."""
    if len(one) < 2 or len(other) < 2:
        return 0.0
    return len(one & other) / (math.log(len(one) + 1) + math.log(len(other) + 1))
