"""The numbers of PowerPoint's lists, which it counts when it draws."""

from lxml import etree
from pptx.oxml.ns import qn

from curation.pipeline.reading.docx_numbering import written

FORMS = {
    "arabic": "decimal", "alphaLc": "lowerLetter", "alphaUc": "upperLetter", "romanLc": "lowerRoman",
    "romanUc": "upperRoman",
}  # fmt: skip
AROUND = {"Period": ("", "."), "ParenR": ("", ")"), "ParenBoth": ("(", ")"), "Plain": ("", "")}


class Numbering:
    """Counts through the paragraphs of one text."""

    def __init__(self) -> None:
        self._counts: dict[int, tuple[str, int]] = {}  # by depth: the kind of number and the last one

    def mark(self, properties: etree._Element | None, depth: int) -> str:
        """The number of the next paragraph at this depth; nothing when it has none, and the count begins anew."""
        told = properties.find(qn("a:buAutoNum")) if properties is not None else None
        kind = told.get("type", "arabicPeriod") if told is not None else ""
        before, last = self._counts.get(depth, ("", 0))
        self._counts = {level: count for level, count in self._counts.items() if level < depth}
        if told is None:
            return ""
        number = last + 1 if before == kind else int(told.get("startAt", "1"))
        self._counts[depth] = kind, number
        form = next((kind.removesuffix(end) for end in AROUND if kind.endswith(end)), kind)
        left, right = AROUND.get(kind.removeprefix(form), ("", "."))
        return f"{left}{written(number, FORMS.get(form, 'decimal'))}{right}"
