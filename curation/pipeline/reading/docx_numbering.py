"""The numbers and bullets of Word's lists, which its text does not hold: Word counts when it draws."""

import re
from collections import defaultdict

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from lxml import etree

from curation.pipeline.layout import BULLET

PLACE = re.compile(r"%([1-9])")
ROMAN = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)


class Numbering:
    """Counts through a document once, in its order."""

    def __init__(self, document: Document) -> None:
        root = _root(document)
        self._abstract: dict[str, etree._Element] = {}
        self._of_styles: dict[str, etree._Element] = {}
        self._instances: dict[str, etree._Element] = {}
        for element in root if root is not None else ():
            if element.tag == qn("w:abstractNum"):
                self._abstract[element.get(qn("w:abstractNumId"))] = element
                self._of_styles[_child_value(element, "w:styleLink") or ""] = element
            elif element.tag == qn("w:num"):
                self._instances[element.get(qn("w:numId"))] = element
        # Lists made from one definition go on counting, so the definition keeps the count.
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        self._restarted: set[tuple[str, int]] = set()

    def mark(self, number: str, depth: int) -> str:
        """The mark before the next paragraph of this list at this depth: "3.", "b)", "•" or nothing."""
        instance = self._instances.get(number)
        definition = _child_value(instance, "w:abstractNumId") if instance is not None else None
        level = self._level(definition, depth)
        if instance is None or definition is None or level is None:
            return BULLET
        kind = _child_value(level, "w:numFmt") or "decimal"
        if kind in {"bullet", "none"}:
            return BULLET if kind == "bullet" else ""
        self._count(definition, number, depth, level)
        template = _child_value(level, "w:lvlText") or ""
        return PLACE.sub(lambda place: self._written(definition, int(place[1]) - 1, kind, depth), template).strip()

    def _count(self, definition: str, number: str, depth: int, level: etree._Element) -> None:
        counts = self._counts[definition]
        restart = self._restart(number, depth)
        if restart is not None and (number, depth) not in self._restarted:
            self._restarted.add((number, depth))
            counts[depth] = restart
        elif depth in counts:
            counts[depth] += 1
        else:
            counts[depth] = int(_child_value(level, "w:start") or 1)
        for deeper in [key for key in counts if key > depth]:
            del counts[deeper]

    def _restart(self, number: str, depth: int) -> int | None:
        for override in self._instances[number].findall(qn("w:lvlOverride")):
            start = _child_value(override, "w:startOverride")
            if override.get(qn("w:ilvl")) == str(depth) and start:
                return int(start)
        return None

    def _written(self, definition: str, depth: int, kind: str, own_depth: int) -> str:
        level = self._level(definition, depth)
        if depth != own_depth and level is not None:
            kind = _child_value(level, "w:numFmt") or "decimal"
        start = int((_child_value(level, "w:start") if level is not None else None) or 1)
        return written(self._counts[definition].get(depth, start), kind)

    def _level(self, definition: str | None, depth: int) -> etree._Element | None:
        abstract = self._abstract.get(definition or "")
        if abstract is not None and (style := _child_value(abstract, "w:numStyleLink")):
            abstract = self._of_styles.get(style)
        levels = abstract.findall(qn("w:lvl")) if abstract is not None else []
        return next((level for level in levels if level.get(qn("w:ilvl")) == str(depth)), None)


def written(count: int, kind: str) -> str:
    """A number as Word's number format writes it; formats we lack are written in digits."""
    if kind in {"lowerLetter", "upperLetter"} and count > 0:
        letter = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
        return letter.upper() if kind == "upperLetter" else letter
    if kind in {"lowerRoman", "upperRoman"} and 0 < count < 4000:
        roman = ""
        for value, sign in ROMAN:
            roman += sign * (count // value)
            count %= value
        return roman.upper() if kind == "upperRoman" else roman
    return f"{count:02d}" if kind == "decimalZero" else str(count)


def _root(document: Document) -> etree._Element | None:
    for relation in document.part.rels.values():
        if relation.reltype == RELATIONSHIP_TYPE.NUMBERING and not relation.is_external:
            return relation.target_part.element
    return None


def _child_value(parent: etree._Element, tag: str) -> str | None:
    found = parent.find(qn(tag))
    return found.get(qn("w:val")) if found is not None else None
