"""PDF through pdfium: its own text where that is good, recognised text where it is not, both where both are needed."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from curation.pipeline.errors import Damaged, Encrypted, NoText, TooLarge
from curation.pipeline.layout import CLEARLY_LARGER, LARGER, Line, compose
from curation.pipeline.limits import Limits, Options
from curation.pipeline.media import PDF
from curation.pipeline.ocr import Recognised, recognise
from curation.pipeline.pictures import render, scale_for
from curation.pipeline.reading import PageReader, pdf_attachments, pdf_objects, pdf_text, pdf_xfa
from curation.pipeline.reading.members import Member
from curation.pipeline.reading.pdf_boxes import Projection
from curation.pipeline.reading.pdf_decision import EARLIER_LAYER, Way, decide, features
from curation.pipeline.reading.pdf_forms import filled
from curation.pipeline.reading.pdf_labels import labels_of
from curation.pipeline.reading.pdf_notes import footnotes_last
from curation.pipeline.reading.pdf_outline import marked, titles_of
from curation.pipeline.reading.pdf_regions import read_regions
from curation.pipeline.reading.pdf_rulings import rulings
from curation.pipeline.reading.pdf_scripts import Scripts
from curation.pipeline.reading.pdf_tables import tables_of, with_tables
from curation.pipeline.sniff import check_magic
from curation.pipeline.types import Method, Outline, Page

EARLIER_RECOGNITION = "The text was recognised by the program that made the file."


def outline(path: Path, limits: Limits) -> Outline:
    with open_pdf(path) as document:
        count = len(document)
        has_members = count <= limits.pages and pdf_attachments.held(document, path)
        labels = labels_of(map(document.get_page_label, range(min(count, limits.pages))))
    if count == 0:
        raise Damaged("The file is damaged: it has no pages.")
    if count > limits.pages:
        raise TooLarge(f"The file has more than {limits.pages} pages.")
    return Outline(count, has_pictures=True, has_members=has_members, labels=labels)


@contextmanager
def opened(path: Path, options: Options) -> Iterator[PageReader]:
    with open_pdf(path) as document:
        if len(document) == 0:
            raise Damaged("The file is damaged: it has no pages.")
        titles = titles_of(document)
        scripts = Scripts(options)
        yield lambda number: read_page(document, number, options, scripts, titles.get(number, ()))


def members(path: Path, limits: Limits) -> Iterator[Member]:
    with open_pdf(path) as document:
        yield from pdf_attachments.members(document, limits)


@contextmanager
def open_pdf(path: Path) -> Iterator[pdfium.PdfDocument]:
    check_magic(path, PDF)
    try:
        document = pdfium.PdfDocument(path)
    except pdfium.PdfiumError as error:
        if error.err_code == pdfium_c.FPDF_ERR_PASSWORD:
            raise Encrypted("The file is protected with a password. Upload a copy without one.") from error
        raise Damaged("The file is damaged: it cannot be opened as a PDF.") from error
    try:
        if document.get_formtype() != pdfium_c.FORMTYPE_NONE:
            document.init_forms()
        yield document
    finally:
        document.close()


def read_page(
    document: pdfium.PdfDocument, number: int, options: Options, scripts: Scripts, titles: Sequence[tuple[str, int]]
) -> Page:
    try:
        page = document[number - 1]
    except (pdfium.PdfiumError, IndexError) as error:
        raise Damaged("This page is damaged and cannot be opened.") from error
    try:
        return _read(page, number, options, scripts, titles)
    finally:
        page.close()


def _read(
    page: pdfium.PdfPage, number: int, options: Options, scripts: Scripts, titles: Sequence[tuple[str, int]]
) -> Page:
    scale = scale_for(*page.get_size(), wanted=options.dpi / 72)
    projection = Projection(page, scale)
    layer = pdf_text.read(page, projection)
    drawn = pdf_objects.survey(page, projection)
    empty = Page(number, "", Method.BLANK, width=layer.width, height=layer.height, dpi=round(scale * 72))
    if number == 1 and pdf_xfa.is_dynamic(page.pdf):
        form = pdf_xfa.lines(page.pdf, layer.width, layer.height) or layer.lines
        return _composed(replace(empty, method=Method.TEXT if form else Method.BLANK, note=pdf_xfa.NOTE), form)
    found = features(layer, drawn)
    way, reason = decide(found)
    if way is Way.OCR or options.recognise:
        try:
            seen = recognise(render(page, scale), options, dpi=empty.dpi)
        except NoText:
            if not layer.lines:
                raise
            seen = None
        # A file's own doubtful words are better than none.
        if seen and (seen.lines or not layer.lines):
            return _recognised(empty, seen)
    elif better := scripts.seen_instead(layer.raw, found.latin, lambda: render(page, scale)):
        return _recognised(empty, better)
    filled_in = filled(page, layer.lines, projection)
    told = with_tables(filled_in, tables_of(filled_in, rulings(drawn.paths, projection)))
    lines = (*footnotes_last(marked(told, titles)), *drawn.comments)
    page_read = _composed(replace(empty, method=Method.TEXT if lines else Method.BLANK, note=layer.note), lines)
    if reason is EARLIER_LAYER:
        page_read = replace(page_read, note=f"{EARLIER_RECOGNITION} {layer.note}".strip())
    if way is not Way.MIXED:
        return page_read
    lettering = read_regions(render(page, scale), drawn.pictures, lines, options)
    return _mixed(page_read, lines, lettering) if lettering else page_read


def _recognised(page: Page, seen: Recognised) -> Page:
    page = replace(page, method=Method.OCR, width=seen.width, height=seen.height, angle=seen.angle)
    page = replace(page, confidence=seen.confidence, engine=seen.engine, alternative=seen.alternative)
    return _composed(page, seen.lines, larger=CLEARLY_LARGER)


def _mixed(page: Page, lines: tuple[Line, ...], seen: Recognised) -> Page:
    page = replace(page, method=Method.MIXED, confidence=seen.confidence, engine=seen.engine)
    return _composed(page, lines + seen.lines)


def _composed(page: Page, lines: tuple[Line, ...], larger: float = LARGER) -> Page:
    text, words, blocks = compose(lines, larger)
    return replace(page, text=text, words=words, blocks=blocks)
