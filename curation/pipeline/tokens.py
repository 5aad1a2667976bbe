"""How many tokens a text takes: counted with a model's vocabulary, or estimated from the text's length."""

from dataclasses import dataclass

from curation.pipeline import vocabularies

ESTIMATE = "estimate"
DEFAULT = "o200k_base"
TOKENIZERS = (DEFAULT, "cl100k_base", ESTIMATE)
# Characters per token of the o200k vocabulary, measured over 5,947 English and Spanish paragraphs.
CHARACTERS_PER_TOKEN = {"en": 4.19, "es": 4.07}
# Digits, code and other scripts take more tokens per character than English, so the lower figure is for all others.
OTHERWISE = 4.0


@dataclass(frozen=True, slots=True)
class Count:
    number: int
    exact: bool

    def __add__(self, other: "Count") -> "Count":
        return Count(self.number + other.number, self.exact and other.exact)

    def __str__(self) -> str:
        return f"{'' if self.exact else '~'}{self.number}"


@dataclass(frozen=True, slots=True)
class Limit:
    """How many tokens of a tokenizer a text may have."""

    tokens: int
    tokenizer: str = DEFAULT


def count(text: str, tokenizer: str = DEFAULT, language: str = "") -> Count:
    """Exact where the tokenizer's vocabulary is installed, otherwise an estimate that says so."""
    encoding = vocabularies.encoding(tokenizer) if tokenizer in vocabularies.KNOWN else None
    if encoding is None:
        return Count(estimate(text, language), exact=False)
    return Count(len(encoding.encode_ordinary(text)), exact=True)


def estimate(text: str, language: str = "") -> int:
    """An estimate, right to about 15 % on ordinary prose; never 0 for a text that has any character."""
    return -int(-len(text) // characters_per_token(language))


def characters_per_token(language: str) -> float:
    return CHARACTERS_PER_TOKEN.get(language[:2].lower(), OTHERWISE)
