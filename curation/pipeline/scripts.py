"""The scripts that texts are written in, and the languages that are told by their script alone."""

import unicodedata
from collections import Counter
from functools import cache

LATIN = "latin"
# As Unicode names its letters, where it has another name for the same script.
JOINED = {"hiragana": "kana", "katakana": "kana", "katakana-hiragana": "kana", "cjk": "han", "halfwidth": "kana"}
ONLY_OF = {  # a script -> the language most likely in it
    "cyrillic": "ru", "greek": "el", "arabic": "ar", "hebrew": "he", "hangul": "ko", "kana": "ja", "han": "zh",
    "thai": "th", "devanagari": "hi", "georgian": "ka", "bengali": "bn", "tamil": "ta", "telugu": "te",
}  # fmt: skip
UNLIKE = {"ru": ("uk", frozenset("іїєґ")), "ar": ("fa", frozenset("پچژگ"))}  # a neighbour, by letters of its own
ENOUGH = 20  # letters
FEW = 0.1  # of the letters: Japanese is mostly written in Han, and shows by the kana among them
SAMPLE = 20_000


def script_of(text: str) -> str:
    """The script that most letters of the text are in; "" where there are too few to tell."""
    found = _counted(text)
    total = found.total()
    if total < ENOUGH:
        return ""
    if found["han"] + found["kana"] > total / 2:
        return "kana" if found["kana"] > FEW * total else "han"
    script, letters = found.most_common(1)[0]
    return script if letters > total / 2 else ""


def language_of(text: str) -> str:
    """The language that the script shows, as a two-letter code; "" in Latin letters, which show none."""
    spoken = ONLY_OF.get(script_of(text), "")
    neighbour, own = UNLIKE.get(spoken, ("", frozenset()))
    return neighbour if own & set(text[:SAMPLE].lower()) else spoken


def used_by(language: str) -> frozenset[str]:
    """The scripts of a language but Latin; none for one that is written in Latin letters alone."""
    own = {script for script, first in ONLY_OF.items() if language in (first, UNLIKE.get(first, (first,))[0])}
    return frozenset(own | {"han"} if language in {"ja", "ko"} else own)


def _counted(text: str) -> Counter[str]:
    """Letters by their script."""
    found: Counter[str] = Counter()
    for letter, times in Counter(text[:SAMPLE]).items():
        if script := _script(letter):
            found[script] += times
    return found


@cache
def _script(letter: str) -> str:
    if letter.isascii():
        return LATIN if letter.isalpha() else ""
    if not letter.isalpha():
        return ""
    name = unicodedata.name(letter, "").partition(" ")[0].lower()
    return JOINED.get(name, name)
