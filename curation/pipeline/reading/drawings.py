"""What charts and diagrams of Office files say; it stands in parts of their own, beside text and pictures."""

from collections.abc import Iterator

from lxml import etree

from curation.pipeline.reading.paging import Piece
from curation.pipeline.reading.tables import row
from curation.pipeline.types import BlockKind

A, C, D = (f"{{http://schemas.openxmlformats.org/drawingml/2006/{name}}}" for name in ("main", "chart", "diagram"))
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
# Where a drawing names the part that holds it, by the element's tag.
HELD_BY = {f"{C}chart": f"{RELATION}id", f"{D}relIds": f"{RELATION}dm"}
NODES = {None, "node"}  # the other points of a diagram hold its layout
MOST_POINTS = 10_000


def pieces(part: bytes) -> Iterator[Piece]:
    """A diagram's texts, or a chart's title and figures."""
    try:
        root = etree.fromstring(part, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        return
    for point in root.iter(f"{D}pt"):
        if point.get("type") in NODES:
            yield Piece(BlockKind.CAPTION, _text(point))
    for chart in root.iter(f"{C}chart"):
        title = chart.find(f"{C}title")
        yield Piece(BlockKind.CAPTION, _text(title) if title is not None else "")
        yield Piece(BlockKind.TABLE, "\n".join(map(row, _rows(chart))))


def _text(element: etree._Element) -> str:
    paragraphs = ("".join(text.text or "" for text in paragraph.iter(f"{A}t")) for paragraph in element.iter(f"{A}p"))
    return " ".join(" ".join(paragraphs).split())


def _rows(chart: etree._Element) -> Iterator[list[str]]:
    """The names of the series, then a row for each category."""
    series = list(chart.iter(f"{C}ser"))
    if not series:
        return
    yield ["", *(_first(one) for one in series)]
    names = next(filter(None, (_points(one, "cat", "xVal") for one in series)), {})
    values = [_points(one, "val", "yVal") for one in series]
    for at in sorted({at for found in (names, *values) for at in found})[:MOST_POINTS]:
        yield [names.get(at, ""), *(found.get(at, "") for found in values)]


def _first(series: etree._Element) -> str:
    return series.findtext(f"{C}tx//{C}v") or ""


def _points(series: etree._Element, *kinds: str) -> dict[int, str]:
    found = {}
    for kind in kinds:
        for point in series.iterfind(f"{C}{kind}//{C}pt"):
            found[int(point.get("idx", "0"))] = _written(point.findtext(f"{C}v") or "")
    return found


def _written(value: str) -> str:
    try:
        return f"{float(value):.15g}"  # Office writes 0.1 + 0.2 out to the last digit
    except ValueError:
        return value
