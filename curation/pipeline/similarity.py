"""Signatures by which two pairs can be told to be the same."""

import hashlib
import re
import unicodedata

RUN = 3
BANDS, ROWS = 6, 4  # pairs that share 85 % of their runs meet in a band 99 times of 100, those that share 10 % never
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


def bands(prompt: str, completion: str) -> list[int]:
    """Numbers of which pairs that say nearly the same have at least one in common: MinHash, in bands."""
    words = [TERM.findall(plain(text)) for text in (prompt, completion)]
    runs = {hash_of(f"{side}{' '.join(run)}") for side, each in enumerate(words) for run in _runs(each)}
    if not runs:
        return []
    least = [min(map(mask.__xor__, runs)) for mask in MASKS]  # each mask puts the runs in another order
    return [hash_of(f"{at}:{least[at : at + ROWS]}") for at in range(0, BANDS * ROWS, ROWS)]


def hash_of(text: str) -> int:
    """The same on every machine, and small enough for a column of any database."""
    digest = hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big") >> 1


MASKS = [hash_of(f"mask {n}") for n in range(BANDS * ROWS)]
