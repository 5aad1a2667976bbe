"""Footnotes on a PDF page: small type under the text, wherever the file has it in its order of drawing."""

import re
from collections.abc import Sequence

from curation.pipeline.layout import Line, body_size
from curation.pipeline.types import BlockKind

MARK = re.compile(r"(?:\d{1,3}|[*†‡§¶]{1,3})[.)]?$|\d{1,3}[A-ZÁÉÍÓÚÑ¿¡“\"]")
SMALL = 0.92  # of the size of the body


def footnotes_last(lines: Sequence[Line]) -> list[Line]:
    """The lines with footnotes moved behind the text that they stand under, and told to be notes."""
    body = body_size(list(lines))
    text = [line for line in lines if line.size >= SMALL * body]
    kept: list[Line] = []
    notes: list[Line] = []
    in_note = False
    for line in lines:
        small = line.told is None and 0 < line.size < SMALL * body and _is_under(line, text)
        begins = small and _is_note(line)
        in_note = small and (begins or in_note)
        if in_note:
            notes.append(line._replace(told=(BlockKind.NOTE, 0), begins=begins))
        else:
            kept.append(line)
    return kept + notes


def _is_note(line: Line) -> bool:
    words = line.tokens[1:]
    return MARK.match(line.tokens[0].text) is not None and any(word.text[:1].isalpha() for word in words)


def _is_under(line: Line, text: Sequence[Line]) -> bool:
    above = [other for other in text if other.left < line.right and line.left < other.right]
    return bool(above) and all(other.bottom <= line.bottom for other in above)
