"""Where sentences end, in English and Spanish."""

import re
from collections.abc import Iterator

# White space has been collapsed, so one character of it is all there is; the closing signs are few. Both bounds keep
# the search linear on any text.
END = re.compile(r"[.!?…]['\"”’)\]»]{0,3}\s|\n")
OPENING = "¿¡\"'“‘«([—–-•"
ABBREVIATIONS = frozenset(
    """mr mrs ms dr dra sr sra srta st no nos nº núm núms art arts pág págs pp vol fig figs tab cap ed eds vs cf inc ltd
    jr approx dept est ext tel av avda etc eq sec ref ud uds vd dña prof gral lic ing min máx aprox ej""".split()  # noqa: SIM905
)


def ends(text: str) -> Iterator[int]:
    """Where each sentence or line ends, past the white space that follows it; the last end is the text's own."""
    for match in END.finditer(text):
        end = match.end()
        if end < len(text) and (match.group() == "\n" or _is_end(text, match.start(), end)):
            yield end
    yield len(text)


def _is_end(text: str, mark: int, end: int) -> bool:
    following = text[end]
    if not (following.isupper() or following.isdigit() or following in OPENING):
        return False
    if text[mark] != "." or end - mark > 2:
        return True
    word = text[max(0, mark - 12) : mark].rsplit(" ", maxsplit=1)[-1].lstrip("([«“\"'").casefold()
    if word.isdigit():  # "2. Item" numbers an item; "in 2014. Then" ends a sentence
        return mark > len(word) and text[mark - len(word) - 1] != "\n"
    initial = len(word) == 1 and word.isalpha()
    return not (initial or "." in word or word in ABBREVIATIONS)
