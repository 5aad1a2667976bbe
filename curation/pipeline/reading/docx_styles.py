"""What a Word paragraph is by its style, inherited properties included."""

from docx.document import Document
from docx.oxml.ns import qn
from lxml import etree

LONGEST_CHAIN = 20  # styles based on styles; a damaged file may close the circle
DEEPEST_HEADING = 6


class Styles:
    def __init__(self, document: Document) -> None:
        self._by_id = {style.style_id: style.element for style in document.styles}

    def heading_level(self, properties: etree._Element | None) -> int:
        """1 to 6 for a heading, 0 for anything else."""
        own = _value(properties, "w:outlineLvl")
        if own:
            return _level(int(own) + 1)
        for style in self._chain(properties):
            name = (_value(style, "w:name") or "").lower()
            if name == "title":
                return 1
            # Built-in styles keep their English name in every language of Word.
            if name.startswith("heading ") and name[8:].isdigit():
                return _level(int(name[8:]))
            inherited = _value(style.find(qn("w:pPr")), "w:outlineLvl")
            if inherited:
                return _level(int(inherited) + 1)
        return 0

    def numbering(self, properties: etree._Element | None) -> tuple[str, int] | None:
        """The list that a paragraph belongs to, and its depth in it."""
        places = [properties, *(style.find(qn("w:pPr")) for style in self._chain(properties))]
        for place in places:
            found = place.find(qn("w:numPr")) if place is not None else None
            if found is not None:
                number = _value(found, "w:numId")
                return (number, int(_value(found, "w:ilvl") or 0)) if number and number != "0" else None
        return None

    def _chain(self, properties: etree._Element | None) -> list[etree._Element]:
        """The paragraph's style, the one it is based on, and so on."""
        chain: list[etree._Element] = []
        name = _value(properties, "w:pStyle")
        while name in self._by_id and len(chain) < LONGEST_CHAIN:
            chain.append(self._by_id[name])
            name = _value(chain[-1], "w:basedOn")
        return chain


def _level(level: int) -> int:
    return level if 1 <= level <= DEEPEST_HEADING else 0


def _value(parent: etree._Element | None, tag: str) -> str | None:
    found = parent.find(qn(tag)) if parent is not None else None
    return found.get(qn("w:val")) if found is not None else None
