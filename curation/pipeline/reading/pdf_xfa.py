"""XFA forms: a PDF whose page says "Please wait" and whose labels and entries stand in XML beside it."""

import ctypes
from collections import defaultdict, deque
from collections.abc import Iterator
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
from lxml import etree

from curation.pipeline.hygiene import clean
from curation.pipeline.layout import Line, Token
from curation.pipeline.reading.pdf_forms import TICK

NOTE = (
    "Only Adobe's programs show this form (XFA) in full. Its labels and entries were taken from the file; "
    "if some are missing, print it there as a PDF and upload that."
)
UNSEEN = {"hidden", "invisible", "inactive"}
LARGEST_PACKET = 20 * 2**20  # bytes


def is_dynamic(document: pdfium.PdfDocument) -> bool:
    """Whether the pages are drawn from the form by its program, so that the file's own page shows nothing of it."""
    return bool(document.get_formtype() == pdfium_c.FORMTYPE_XFA_FULL)


def lines(document: pdfium.PdfDocument, width: int, height: int) -> tuple[Line, ...]:
    """What the form says; where on the page is not known, so each word is given all of it."""
    texts = [clean(" ".join(text.split()))[0] for text in _texts(document)]
    return tuple(
        Line.of([Token(word, 0, 0, width, height) for word in text.split()], 0.0, begins=True)
        for text in texts
        if text.strip()
    )


def _texts(document: pdfium.PdfDocument) -> Iterator[str]:
    packets = list(_packets(document))
    entries: dict[str, deque[str]] = defaultdict(deque)
    for packet in packets:
        for data in packet.iter("{*}data"):
            for leaf in data.iter():
                if isinstance(leaf.tag, str) and not len(leaf) and (leaf.text or "").strip():
                    entries[etree.QName(leaf).localname].append(leaf.text)
    for packet in packets:
        for template in packet.iter("{*}template"):
            yield from _said(template, entries)
    for name, left in entries.items():  # of rows that were added, and of fields that nothing names
        yield from (f"{name}: {value}" for value in left)


def _said(element: etree._Element, entries: dict[str, deque[str]]) -> Iterator[str]:
    for child in element:
        if not isinstance(child.tag, str) or child.get("presence") in UNSEEN:
            continue
        kind = etree.QName(child).localname
        if kind == "draw":
            yield _value(child)
        elif kind == "field":
            yield _field(child, entries)
        elif kind in {"subform", "subformSet", "exclGroup", "pageSet", "pageArea", "area"}:
            yield from _said(child, entries)


def _field(field: etree._Element, entries: dict[str, deque[str]]) -> str:
    caption = field.find("{*}caption")
    label = _value(caption) if caption is not None and caption.get("presence") not in UNSEEN else ""
    filled = entries[field.get("name", "")]
    value = filled.popleft() if filled else _value(field)
    if field.find("{*}ui/{*}checkButton") is not None:
        on = "".join(field.xpath("string(*[local-name()='items'][1]/*[1])")) or "1"
        return f"{TICK} {label}" if value.strip() == on else label
    return f"{label} {value}"


def _value(element: etree._Element) -> str:
    return " ".join(" ".join(value.itertext()) for value in element.findall("{*}value"))


def _packets(document: pdfium.PdfDocument) -> Iterator[etree._Element]:
    """The parts of the form that can be parsed."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True)
    for index in range(pdfium_c.FPDF_GetXFAPacketCount(document.raw)):
        root = etree.fromstring(_content(document.raw, index), parser)
        if root is not None:
            yield root


def _content(document: Any, index: int) -> bytes:
    length = ctypes.c_ulong()
    pdfium_c.FPDF_GetXFAPacketContent(document, index, None, 0, length)
    if not 0 < length.value <= LARGEST_PACKET:
        return b"<none/>"
    buffer = ctypes.create_string_buffer(length.value)
    pdfium_c.FPDF_GetXFAPacketContent(document, index, buffer, length.value, length)
    return buffer.raw
