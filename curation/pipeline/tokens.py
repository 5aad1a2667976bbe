"""How many tokens a text takes, estimated from its length: not a tokenizer's count."""

# Characters per token of the o200k vocabulary, measured over 5,947 English and Spanish paragraphs.
CHARACTERS_PER_TOKEN = {"en": 4.19, "es": 4.07}
# Digits, code and other scripts take more tokens per character than English, so the lower figure is for all others.
DEFAULT = 4.0


def estimate(text: str, language: str = "") -> int:
    """An estimate, right to about 15 % on ordinary prose; never 0 for a text that has any character."""
    per_token = CHARACTERS_PER_TOKEN.get(language[:2].lower(), DEFAULT)
    return -int(-len(text) // per_token)
