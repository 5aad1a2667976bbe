"""What a text states so that it can be held against its source: numbers, units, dates, names and denials.

English and Spanish. Each function gives the words as they stand in the text with a form that equal facts share.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from curation.pipeline import language, sentences

NUMBER = re.compile(r"(?<!\w)\d+(?:[.,'\u00a0\u202f]\d+)*")
THOUSANDS = re.compile(r"[.,'\u00a0\u202f](?=\d{3}(?!\d))")
WORDED = {
    word: str(number)
    for words in (
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
        "eighteen nineteen twenty",
        "uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete "
        "dieciocho diecinueve veinte",
    )
    for number, word in enumerate(words.split(), start=1)
} | {"un": "1", "una": "1", "once": "11", "twice": "2", "thirty": "30", "treinta": "30"}
UNITS = {
    spelling.replace("_", " "): unit
    for unit, spellings in {
        "µg": "µg μg mcg microgram micrograms microgramo microgramos",
        "mg": "mg milligram milligrams miligramo miligramos",
        "g": "g gram grams gramo gramos", "kg": "kg kilo kilos kilogram kilograms kilogramo kilogramos",
        "ml": "ml millilitre millilitres milliliter milliliters mililitro mililitros",
        "l": "l litre litres liter liters litro litros", "mmol": "mmol", "mmhg": "mmhg",
        "mm": "mm", "cm": "cm", "m": "m metre metres meter meters metro metros", "km": "km",
        "m²": "m² m2", "second": "second seconds segundo segundos", "minute": "min minute minutes minuto minutos",
        "hour": "h hour hours hora horas", "day": "day days día días", "week": "week weeks semana semanas",
        "month": "month months mes meses", "year": "year years año años",
        "%": "% percent por_ciento", "€": "€ euro euros eur", "$": "$ dollar dollars dólar dólares usd",
        "£": "£ pound pounds libra libras gbp", "°c": "°c ºc",
    }.items()
    for spelling in spellings.split()
}  # fmt: skip
WORDED_NUMBER = "|".join(sorted(WORDED, key=len, reverse=True))
UNIT = "|".join(map(re.escape, sorted(UNITS, key=len, reverse=True)))
AMOUNT = re.compile(
    rf"(?<![\w.,])(?:(?P<before>[€$£])\s?)?(?P<number>\d+(?:[.,]\d+)*|{WORDED_NUMBER})"
    rf"(?!\d)[\s\u00a0\u202f-]?(?P<after>{UNIT})?(?![^\W\d_])",
    re.IGNORECASE,
)
MONTHS = {
    name: number
    for names in (
        "january february march april may june july august september october november december",
        "jan feb mar apr may jun jul aug sep oct nov dec",
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
        "ene feb mar abr may jun jul ago sept oct nov dic",
    )
    for number, name in enumerate(names.split(), start=1)
}
MONTH = rf"(?P<month>{'|'.join(sorted(MONTHS, key=len, reverse=True))})\.?"
DAY = r"(?P<a>\d{1,2})(?:st|nd|rd|th|º)?"
DATES = (
    re.compile(r"(?<![\w/.-])(?P<year>\d{4})-(?P<b>\d{1,2})-(?P<a>\d{1,2})(?![\w/-])"),
    re.compile(r"(?<![\w/.-])(?P<a>\d{1,2})[/.-](?P<b>\d{1,2})[/.-](?P<year>\d{4}|\d{2})(?![\w/-])"),
    re.compile(
        rf"\b(?P<a>\d{{1,2}})(?:st|nd|rd|th|º)?(?: of| de)? {MONTH}(?:,? (?:de |del )?(?P<year>\d{{4}}))?\b", re.I
    ),
    re.compile(rf"\b{MONTH} (?P<a>\d{{1,2}})(?:st|nd|rd|th)?(?:,? (?P<year>\d{{4}}))?\b", re.I),
    re.compile(rf"\b{MONTH}(?: de| of)? (?P<year>\d{{4}})\b", re.I),
)
WORD = re.compile(r"(?<!\w)[^\W\d_]+(?:['’-][^\W\d_]+)*(?!\w)")
NOT_NAMES = frozenset(["i", "ok", "no", "yes", "sí", "mr", "mrs", "ms", "dr", "dra", "sr", "sra", "vs"])
DENIES = re.compile(
    r"\b(?:not|no|never|none|nor|neither|without|cannot|nobody|nothing|\w+n['’]t|"
    r"nunca|jamás|ningún|ninguna|ninguno|sin|tampoco|ni|nadie|nada)\b",
    re.IGNORECASE,
)
OPENS_SENTENCE = re.compile(r"(?:^|[.!?:…;\n|•–—\"“«(\[¿¡*#>-])[\s\"“«(\[¿¡*#>•–—-]*$")
STEM = 6  # letters by which forms of a word are known
CACHED = 16  # texts; a screen checks the same source after every save


class Fact(NamedTuple):
    words: str  # as they stand in the text
    key: str  # equal for equal facts


@lru_cache(CACHED)
def numbers(text: str) -> tuple[Fact, ...]:
    return tuple(Fact(number, plain(number)) for number in NUMBER.findall(text))


def numbers_beside_dates(text: str) -> tuple[Fact, ...]:
    for date in dates(text):
        text = text.replace(date.words, " ")
    return numbers(text)


@lru_cache(CACHED)
def worded_numbers(text: str) -> frozenset[str]:
    """The numbers that are written as words."""
    return frozenset(WORDED[word] for word in map(str.lower, WORD.findall(text)) if word in WORDED)


def plain(number: str) -> str:
    """One form for 1,000 and 1.000 and 1000, for 2.5 and 2,5, and for 03 and 3; but 2.5 is never 25."""
    return re.sub(r"^0+(?=\d)", "", THOUSANDS.sub("", number).replace(",", "."))


class Amount(NamedTuple):
    words: str
    number: str
    unit: str  # "": none follows


@lru_cache(CACHED)
def amounts(text: str) -> tuple[Amount, ...]:
    found = []
    for match in AMOUNT.finditer(text):
        unit = UNITS.get((match["before"] or match["after"] or "").lower(), "")
        number = WORDED.get(match["number"].lower()) or plain(match["number"])
        found.append(Amount(match.group().strip(), number, unit))
    return tuple(found)


class Date(NamedTuple):
    words: str
    readings: frozenset[tuple[int, int, int]]  # (year, month, day); 0 where it is not said

    def may_be(self, other: "Date") -> bool:
        """Whether both can mean the same day, as far as each says it."""
        return any(
            all(mine == theirs or not (mine and theirs) for mine, theirs in zip(one, two, strict=True))
            for one in self.readings
            for two in other.readings
        )


@lru_cache(CACHED)
def dates(text: str) -> tuple[Date, ...]:
    found: list[tuple[int, int, Date]] = []
    for pattern in DATES:
        for match in pattern.finditer(text):
            if any(start < match.end() and match.start() < end for start, end, _ in found):
                continue
            if readings := _readings(match.groupdict()):
                found.append((match.start(), match.end(), Date(match.group(), readings)))
    return tuple(date for _, _, date in found)


def _readings(parts: dict[str, str | None]) -> frozenset[tuple[int, int, int]]:
    year, first = int(parts.get("year") or 0), int(parts.get("a") or 0)
    year += 2000 if 0 < year < 100 else 0
    if named := parts.get("month"):
        pairs = {(MONTHS[named.lower()], first)}
    else:
        second = int(parts.get("b") or 0)
        pairs = {(second, first), (first, second)}
    return frozenset((year, month, day) for month, day in pairs if 1 <= month <= 12 and day <= 31)


def names(text: str) -> Iterator[Fact]:
    """Words that are capitalised in the middle of a sentence."""
    for match in WORD.finditer(text):
        word = match.group()
        if not word[0].isupper() or len(word) < 2 or word.lower() in NOT_NAMES or word.lower() in MONTHS:
            continue
        if not OPENS_SENTENCE.search(text[max(0, match.start() - 12) : match.start()]):
            yield Fact(word, folded(word))


@lru_cache(CACHED)
def vocabulary(text: str) -> frozenset[str]:
    """Every word of the text, folded; of one with a hyphen its parts, too."""
    words = [folded(word) for word in WORD.findall(text)]
    return frozenset([*words, *(part for word in words if "-" in word for part in word.split("-"))])


def folded(word: str) -> str:
    """Without case, accents and an English possessive."""
    bare = re.sub(r"['’]s$", "", word.casefold())
    return "".join(sign for sign in unicodedata.normalize("NFD", bare) if not unicodedata.combining(sign))


def stems(text: str) -> frozenset[str]:
    """The words that carry the meaning, by their first letters."""
    words = (word for word in language.WORD.findall(text.lower()) if word not in language.STOP_WORDS)
    telling = (word for word in words if len(word) > 2 and not DENIES.fullmatch(word))
    return frozenset(folded(word)[:STEM].removesuffix("s") for word in telling)


class Statement(NamedTuple):
    words: str
    stems: frozenset[str]
    denies: bool


@lru_cache(CACHED)
def statements(text: str) -> tuple[Statement, ...]:
    """The sentences of a text, and whether each denies something."""
    found, start = [], 0
    for end in sentences.ends(text):
        words = text[start:end].strip()
        start = end
        if words:
            found.append(Statement(words, stems(words), bool(DENIES.search(words))))
    return tuple(found)
