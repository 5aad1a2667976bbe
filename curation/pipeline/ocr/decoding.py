"""What the second engine's network says of a line -> its words, doubtful ones with the help of a dictionary."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from statistics import fmean
from typing import Any

from curation.pipeline.ocr.lexicon import Lexicon
from curation.pipeline.ocr.spelling import Frame, likeliest
from curation.pipeline.ocr.thresholds import FAINTEST_LETTER, SURE_WORD

# Nothing with a digit in it is ever guessed: a dose, a date or a sum is read as it stands or not at all.
LETTERS_ONLY = re.compile(r"([^\w]*)([^\W\d_](?:[^\W\d_]|['’-])*[^\W\d_])([^\w]*)")


@dataclass(slots=True)
class Word:
    begins: int  # first frame
    ends: int
    text: str = ""
    scores: list[float] = field(default_factory=list)


class Decoder:
    """Called by RapidOCR in the place of its own decoder, for a batch of lines."""

    def __init__(self, own: Callable[..., tuple[list[Any], list[Any]]], letters: Sequence[str]) -> None:
        self.words: Lexicon | None = None
        self.guessed: dict[str, list[bool]] = {}  # line -> which of its words come from the dictionary
        self._own, self._letters = own, letters
        self._folded = ["", *map(_folded, letters[1:])]  # the first stands for no letter

    def __call__(self, outputs: Any, return_word_box: bool = False, **sizes: Any) -> tuple[list[Any], list[Any]]:
        lines, parts = self._own(outputs, return_word_box, **sizes)
        for number, (_, score) in enumerate(lines):
            words = self._seen(outputs[number])
            if number < len(parts) and len(parts[number].words) == len(words):
                # RapidOCR gives the first word the score of the line's first letter, the second that of its second.
                parts[number].confs = [fmean(word.scores) for word in words]
            if self.words and words:
                spelled = [self._spelled(word, outputs[number], self.words) for word in words]
                text = " ".join(spelled)
                self.guessed[text] = [one != word.text for one, word in zip(spelled, words, strict=True)]
                lines[number] = (text, score)
        return lines, parts

    def _seen(self, output: Any) -> list[Word]:
        """The words of a line, each frame taken for what it shows most likely."""
        words: list[Word] = []
        open_word, before = False, 0
        for place, (letter, score) in enumerate(zip(output.argmax(1).tolist(), output.max(1).tolist(), strict=True)):
            if self._letters[letter].isspace():
                open_word = False
            elif letter:
                if not open_word:
                    words.append(Word(place, place))
                open_word = True
                words[-1].ends = place + 1
                if letter != before:
                    words[-1].text += self._letters[letter]
                    words[-1].scores.append(score)
            before = letter
        return words

    def _spelled(self, word: Word, output: Any, known: Lexicon) -> str:
        parts = LETTERS_ONLY.fullmatch(word.text)
        if parts is None or fmean(word.scores) >= SURE_WORD:
            return word.text
        opening, core, closing = parts.groups()
        own = "".join(map(_folded, core))
        if own in known or core.isupper():  # a word, or an abbreviation
            return word.text
        frames = [self._frame(shares) for shares in output[max(0, word.begins - 1) : word.ends + 1]]
        found = likeliest(frames, own, known)
        return word.text if found == own else opening + _as_capital(found, core) + closing

    def _frame(self, shares: Any) -> Frame:
        frame: dict[str, float] = {}
        for letter in (shares > FAINTEST_LETTER).nonzero()[0].tolist():
            shown = self._folded[letter]
            frame[shown] = frame.get(shown, 0.0) + float(shares[letter])
        return frame


def _folded(letter: str) -> str:
    """What a letter is as part of a word; nothing for marks that are none."""
    if letter in "'’-":
        return letter.replace("’", "'")
    return letter.lower() if letter.isalnum() else ""


def _as_capital(found: str, seen: str) -> str:
    return found.capitalize() if seen[0].isupper() else found
