"""What an engine saw on one page picture."""

from dataclasses import dataclass, replace
from statistics import fmean
from typing import Self

from curation.pipeline.layout import Line, Token


@dataclass(frozen=True, slots=True)
class Recognised:
    lines: tuple[Line, ...]  # in reading order
    width: int  # of the picture as read, after turning it
    height: int
    engine: str  # "tesseract 5.5.4, cleaned"
    angle: int = 0  # degrees the picture was turned clockwise
    alternative: str = ""  # what another engine read, where the two disagree

    @property
    def tokens(self) -> list[Token]:
        return [token for line in self.lines for token in line.tokens]

    @property
    def text(self) -> str:
        return "\n".join(" ".join(token.text for token in line.tokens) for line in self.lines)

    @property
    def confidence(self) -> float | None:
        """Mean over the words, 0 to 100; None without words."""
        scores = [token.confidence for token in self.tokens if token.confidence is not None]
        return round(fmean(scores), 1) if scores else None

    def doubting(self, other: "Recognised", doubtful: list[bool], confidence: int) -> Self:
        """With at most this confidence where `doubtful`, one for each token, says so; keeps the other's text."""
        doubts = iter(doubtful)
        lines = tuple(
            line._replace(
                tokens=[
                    token._replace(confidence=min(token.confidence or 0, confidence)) if next(doubts) else token
                    for token in line.tokens
                ]
            )
            for line in self.lines
        )
        return replace(self, lines=lines, alternative=other.text)
