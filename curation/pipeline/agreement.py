"""How far two answers to one example agree."""

from dataclasses import dataclass

from curation.pipeline import diff


@dataclass(frozen=True, slots=True)
class Answer:
    """Texts as people compare them, and the names of the labels."""

    turns: str  # before the prompt, in a conversation
    prompt: str
    completion: str
    labels: frozenset[str]


def percent(one: Answer, other: Answer, *, draft: Answer) -> int:
    """The mean of what was to be answered; 100 for the same but for white space, and for nothing else.

    Turns and a prompt that both left as drafted say nothing; the completion always does.
    """
    texts = [(one.completion, other.completion)]
    for name in ("turns", "prompt"):
        mine, theirs, drafted = (getattr(each, name) for each in (one, other, draft))
        if (mine, theirs) != (drafted, drafted):
            texts.append((mine, theirs))
    shares = [1 - diff.changed_share(diff.words(*pair)) for pair in texts]
    if labels := one.labels | other.labels:
        shares.append(len(one.labels & other.labels) / len(labels))
    return int(100 * sum(shares) / len(shares))
