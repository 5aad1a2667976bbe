"""The words of a language and how common they are, for reading what is hard to read."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache
from math import log

from spellchecker import SpellChecker

from curation.pipeline.ocr.thresholds import RAREST_WORD

# Tesseract's codes -> the dictionaries that pyspellchecker carries in its wheel.
DICTIONARIES = {
    "eng": "en", "spa": "es", "por": "pt", "fra": "fr", "ita": "it", "deu": "de", "nld": "nl", "eus": "eu", "lav": "lv"
}  # fmt: skip


class Lexicon:
    def __init__(self, shares: Mapping[str, float]) -> None:
        """Words in small letters, each with its share of all that is written."""
        self._commonness = {word: log(share) for word, share in shares.items()}
        self._sorted = sorted(self._commonness)
        self.has_beginning = lru_cache(1 << 16)(self._has_beginning)

    def __contains__(self, word: str) -> bool:
        return word in self._commonness

    def commonness(self, word: str) -> float:
        """The logarithm of the word's share."""
        return self._commonness[word]

    def _has_beginning(self, letters: str) -> bool:
        """Whether a word begins with these letters."""
        at = bisect_left(self._sorted, letters)
        return at < len(self._sorted) and self._sorted[at].startswith(letters)


@lru_cache(2)
def lexicon(languages: frozenset[str]) -> Lexicon | None:
    """The words of these languages together; None where one has no dictionary, whose words would all be doubted."""
    if not languages or not languages <= DICTIONARIES.keys():
        return None
    shares: dict[str, float] = defaultdict(float)
    for code in languages:
        counts = SpellChecker(language=DICTIONARIES[code]).word_frequency.dictionary
        total = sum(counts.values())
        for word, count in counts.items():
            shares[word] = max(shares[word], count / total)
    return Lexicon({word: share for word, share in shares.items() if share >= RAREST_WORD})
