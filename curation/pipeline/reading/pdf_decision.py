"""Whether a PDF page's own text is good, must be recognised from its picture, or both.

Thresholds come from 552 pages judged by hand and by comparing the text layer with recognised text.
"""

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from enum import Enum

from curation.pipeline.reading.pdf_objects import Drawn
from curation.pipeline.reading.pdf_text import TextLayer, without_soft_breaks

# The commonest words of English, Spanish, French, German and Portuguese.
COMMON = frozenset(
    """
    the of and to in is that for it as was with be by on not this are or from at
    de la que el en y los del se las por un para con no una su al lo le
    les des et à est dans qui pour der die und den von das ist mit ein auf o a os do da em não com um uma e i
    """.split()  # noqa: SIM905  a hundred quoted words are harder to read
)
VOWEL = re.compile("[aeiouyáéíóúàèìòùâêîôûäëïöüãõåæøœ]")
OTHER_LETTERS = "\u0250"  # and all that follow it are not Latin
LATIN_WORD = re.compile(f"[^\\W\\d_{OTHER_LETTERS}-\U0010ffff]+")
ANY_WORD = re.compile(r"[^\W\d_]+")
NO_CHARACTER = {"Cc", "Cn", "Co", "Cs"}

EARLIER_LAYER = "recognised by the program that made the file"


class Way(Enum):
    TEXT = "text"
    OCR = "ocr"
    MIXED = "mixed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Features:
    visible: int = 0  # characters that are neither space nor soft break
    bad: float = 0.0  # share of them that are no characters: unmapped glyphs
    letters: float = 1.0
    latin_words: int = 0
    latin: float = 1.0  # share of the words
    common: float = 1.0  # share of the Latin words
    vowels: float = 1.0
    pictured: float = 0.0  # share of the page under pictures
    largest_picture: float = 0.0
    paths: int = 0
    invisible: float = 0.0  # share of the text objects
    comments: int = 0  # words of free text comments
    unread_comments: int = 0


def features(layer: TextLayer, drawn: Drawn) -> Features:
    text = without_soft_breaks(layer.raw)
    counts = Counter(text)
    visible = {
        character: count for character, count in counts.items() if not character.isspace() and character != "\xad"
    }
    total = sum(visible.values())
    every_word = ANY_WORD.findall(text)
    has_others = max(counts, default="") >= OTHER_LETTERS
    latin = [word.lower() for word in (LATIN_WORD.findall(text) if has_others else every_word)]
    common = _share(sum(map(COMMON.__contains__, latin)), len(latin))
    return Features(
        visible=total,
        bad=_share(
            sum(n for c, n in visible.items() if c == "\ufffd" or unicodedata.category(c) in NO_CHARACTER), total
        ),
        letters=_share(sum(n for c, n in visible.items() if c.isalpha()), total),
        latin_words=len(latin),
        latin=_share(len(latin), len(every_word)),
        common=common,
        # Asked for only where common words are missing, and costly.
        vowels=_share(sum(len(word) <= 20 and VOWEL.search(word) is not None for word in latin), len(latin))
        if common < 0.02
        else 1.0,
        pictured=drawn.pictured,
        largest_picture=drawn.largest_picture,
        paths=len(drawn.paths),
        invisible=_share(drawn.invisible_texts, drawn.texts),
        comments=sum(len(line.tokens) for line in drawn.comments),
        unread_comments=drawn.unread_comments,
    )


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


def decide(page: Features) -> tuple[Way, str]:
    """How to read a page, and why: the first rule that speaks."""
    if page.visible < 20:
        return _almost_no_text(page)
    rules = (
        (page.bad > 0.10, Way.OCR, "control or unmapped characters"),
        (_no_words(page), Way.OCR, "letters that form no words"),
        (page.invisible > 0.8 and page.largest_picture > 0.6, Way.TEXT, EARLIER_LAYER),
        (page.letters < 0.25 and page.bad > 0.03, Way.OCR, "few letters"),
        (page.visible < 200 and page.largest_picture > 0.5, Way.OCR, "little text over a large picture"),
        (_beside_picture(page), Way.MIXED, "good text beside a large picture"),
    )
    return next(((way, reason) for holds, way, reason in rules if holds), (Way.TEXT, "good text"))


def _beside_picture(page: Features) -> bool:
    return page.largest_picture >= 0.12 and (page.visible < 1000 or page.largest_picture >= 0.5)


def _almost_no_text(page: Features) -> tuple[Way, str]:
    if page.pictured >= 0.05 or page.paths >= 200 or page.unread_comments:
        return Way.OCR, "a picture without text"
    if not page.visible and not page.comments and page.paths >= 40:
        return Way.OCR, "lines without text"
    return Way.TEXT, "almost no text"


def _no_words(page: Features) -> bool:
    return page.latin_words >= 30 and page.latin >= 0.6 and page.common < 0.02 and page.vowels < 0.75
