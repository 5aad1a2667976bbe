"""Signatures by which two pairs can be told to be the same."""

import hashlib
import re
import unicodedata

RUN = 3
TERM = re.compile(r"\d+(?:[.,]\d+)*|\w+")


def fingerprint(prompt: str, completion: str) -> str:
    """Equal for pairs that differ only in case, white space or Unicode form: SHA-256, in hexadecimal."""
    both = "\x1f".join(plain(text) for text in (prompt, completion))
    return hashlib.sha256(both.encode("utf-8", "surrogatepass")).hexdigest()


def plain(text: str) -> str:
    """The text without what case, white space and Unicode form make of it."""
    # Folding case can undo the normal form ("ᾳ"), so it is normalised again afterwards.
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    return " ".join(folded.split())


def likeness(one: str, other: str) -> float:
    """From 0 to 1: the share of runs of three words that two texts have in common."""
    runs, others = (_runs(TERM.findall(plain(text))) for text in (one, other))
    return len(runs & others) / (len(runs | others) or 1)


def _runs(words: list[str]) -> set[tuple[str, ...]]:
    return {tuple(words[at : at + RUN]) for at in range(max(1, len(words) - RUN + 1))} if words else set()
