"""A bar that is the English word "I": engines take one for the other, and a bar is rare outside tables."""

from collections.abc import Sequence
from itertools import pairwise

from curation.pipeline.layout import Line, Token

BARS = frozenset("|¦")
SHORTENED = ("'m", "'ve", "'ll", "'d", "’m", "’ve", "’ll", "’d")
# What says that the word before it was "I", whatever stands before that.
VERBS = frozenset(
    """
    am was have had will would shall should can could may might must do did don't didn't can't cannot won't couldn't
    wouldn't think thought know knew believe hope feel felt see saw want need understand agree wish suggest recommend
    remain look enclose met spoke asked told explained advised discussed never always also understood found
    """.split()  # noqa: SIM905  fifty quoted words are harder to read
)
BEFORE = frozenset("and that but if when as because which what so or while since until before after than".split())  # noqa: SIM905
WIDEST_GAP = 1.0  # line heights from word to word: cells of a table stand further apart
TALLEST = 1.4  # line heights: a rule between columns is longer than a letter


def as_words(lines: Sequence[Line], languages: Sequence[str]) -> tuple[Line, ...]:
    """The lines with "I" in the place of bars that can be nothing else."""
    if "eng" not in languages or not any(token.text[0] in BARS for line in lines for token in line.tokens):
        return tuple(lines)
    bars = [token for line in lines for token in line.tokens if token.text in BARS]
    return tuple(line._replace(tokens=_read(line.tokens, bars)) for line in lines)


def _read(tokens: Sequence[Token], bars: Sequence[Token]) -> Sequence[Token]:
    if tokens[-1].text in BARS:  # a row of a table, closed
        return tokens
    height = max((token.bottom - token.top for token in tokens if token.text not in BARS), default=0)
    around = zip([None, *tokens], tokens, [*tokens[1:], None], strict=False)
    return [
        token._replace(text="I" + token.text[1:]) if _is_word(before, token, after, bars, height) else token
        for before, token, after in around
    ]


def _is_word(before: Token | None, token: Token, after: Token | None, bars: Sequence[Token], height: float) -> bool:
    if token.text[0] in BARS and token.text[1:] in SHORTENED:
        return True
    if token.text not in BARS or after is None:
        return False
    if before and _in_a_column(token, bars):
        return False
    return _followed(before, after.text) and _set_as_word(before, token, after, height)


def _followed(before: Token | None, after: str) -> bool:
    """Whether the word after it goes with "I"; a past tense only where a clause begins, for cells say "approved"."""
    plain = after.rstrip(".,;:!?").replace("’", "'")
    begins = before is None or before.text[-1] in ".,;:!?" or before.text.lower() in BEFORE
    return plain in VERBS or (begins and plain.islower() and plain.endswith("ed") and len(plain) > 4)


def _set_as_word(before: Token | None, token: Token, after: Token, height: float) -> bool:
    """Whether it is no taller and no further from its neighbours than a letter, on a line of words so high."""
    near = [pair for pair in pairwise((before, token, after)) if pair[0] and pair[1]]
    tall = token.bottom - token.top > TALLEST * height
    return not tall and all(right.left - left.right <= WIDEST_GAP * height for left, right in near if left and right)


def _in_a_column(token: Token, bars: Sequence[Token]) -> bool:
    """Whether bars stand above or below it, as in a table; one may by chance."""
    height = token.bottom - token.top
    aligned = [bar for bar in bars if abs(bar.left - token.left) < height / 8 and abs(bar.top - token.top) < 8 * height]
    return len(aligned) > 2  # itself among them
