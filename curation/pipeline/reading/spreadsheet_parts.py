"""What the library leaves out of a workbook: how numbers are shown in their cells, and comments."""

import posixpath
import re
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field

from lxml import etree

from curation.pipeline.reading import number_formats
from curation.pipeline.reading.number_formats import Format

RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
CELL = (  # of a number, by its place and style, with or without a formula
    rb'<c(?=[^<>]*\sr="([A-Z]{1,3})(\d{1,7})")(?=[^<>]*\ss="(STYLES)")(?![^<>]*\st="(?!n"))[^<>]*>'
    rb"(?:<f[^<>]*/>|<f[^<>]*>[^<]*</f>)?<v>([^<]+)</v>"
)
OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
OFFICE, TABLE, TEXT = (f"{{{OASIS}{name}:1.0}}" for name in ("office", "table", "text"))
AS_SHOWN = {"percentage", "currency", "time"}  # whose bare value says less than the cell
REPEATS = 1_000  # a cell repeated to the sheet's edge is empty space
Place = tuple[int, int]  # row and column, from 0


@dataclass(slots=True)
class Sheet:
    shown: dict[Place, str] = field(default_factory=dict)
    comments: list[str] = field(default_factory=list)


def sheets(container: zipfile.ZipFile) -> dict[str, Sheet]:
    """By name, those that anything was left out of."""
    names = set(container.namelist())
    if "content.xml" in names:
        return dict(_of_opendocument(container))
    if "xl/workbook.xml" not in names:
        return {}
    formats = dict(_formats(container)) if "xl/styles.xml" in names else {}
    targets = _targets(container, "xl/workbook.xml")
    return {
        sheet.get("name", ""): _sheet(container, targets[sheet.get(RELATION)][1], formats)
        for sheet in _parsed(container, "xl/workbook.xml").iter("{*}sheet")
        if sheet.get(RELATION) in targets
    }


def _sheet(container: zipfile.ZipFile, name: str, formats: dict[str, Format]) -> Sheet:
    found = Sheet()
    if formats and name in container.namelist():
        found.shown.update(_shown(container, name, formats))
    for kind, target in _targets(container, name).values():
        if kind.endswith("/comments") and target in container.namelist():
            for comment in _parsed(container, target).iter("{*}comment"):
                said = " ".join("".join(text.text or "" for text in comment.iter("{*}t")).split())
                found.comments.append(f"{comment.get('ref', '')}: {said}")
    return found


def _formats(container: zipfile.ZipFile) -> Iterator[tuple[str, Format]]:
    """By the number of a cell's style, those in which a number shows more than itself."""
    root = _parsed(container, "xl/styles.xml")
    codes = dict(number_formats.BUILT_IN)
    for told in root.iter("{*}numFmt"):
        codes[int(told.get("numFmtId", "0"))] = told.get("formatCode", "")
    for at, style in enumerate(root.iterfind("{*}cellXfs/{*}xf")):
        if found := number_formats.parsed(codes.get(int(style.get("numFmtId", "0")), "")):
            yield str(at), found


def _shown(container: zipfile.ZipFile, name: str, formats: dict[str, Format]) -> Iterator[tuple[Place, str]]:
    """The numbers in cells of these formats. Found by their bytes: to parse every cell takes six times as long."""
    cell = re.compile(CELL.replace(b"STYLES", "|".join(formats).encode()))
    for letters, row, style, value in cell.findall(container.read(name)):
        with suppress(ValueError):
            yield (int(row) - 1, _column(letters.decode())), formats[style.decode()].written(float(value))


def _column(letters: str) -> int:
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - ord("A") + 1
    return column - 1


def _of_opendocument(container: zipfile.ZipFile) -> Iterator[tuple[str, Sheet]]:
    for table in _parsed(container, "content.xml").iter(f"{TABLE}table"):
        found = Sheet()
        row = 0
        for line in table.iter(f"{TABLE}table-row"):
            column = 0
            for cell in line.iterchildren(f"{TABLE}table-cell", f"{TABLE}covered-table-cell"):
                times = int(cell.get(f"{TABLE}number-columns-repeated", "1"))
                if cell.get(f"{OFFICE}value-type") in AS_SHOWN:
                    said = " ".join("".join(text.itertext()) for text in cell.iterchildren(f"{TEXT}p"))
                    found.shown |= {(row, column + more): said for more in range(min(times, REPEATS))}
                for comment in cell.iter(f"{OFFICE}annotation"):
                    said = " ".join("".join(text.itertext()) for text in comment.iter(f"{TEXT}p"))
                    found.comments.append(said)
                column += times
            row += int(line.get(f"{TABLE}number-rows-repeated", "1"))
        yield table.get(f"{TABLE}name", ""), found


def _targets(container: zipfile.ZipFile, name: str) -> dict[str, tuple[str, str]]:
    """What a part refers to: by the id, the kind and the part."""
    folder, base = posixpath.split(name)
    told = f"{folder}/_rels/{base}.rels"
    if told not in container.namelist():
        return {}
    found = {}
    for one in _parsed(container, told).iter("{*}Relationship"):
        target = posixpath.normpath(posixpath.join("/", folder, one.get("Target", "")))[1:]
        found[one.get("Id", "")] = one.get("Type", ""), target
    return found


def _parsed(container: zipfile.ZipFile, name: str) -> etree._Element:
    return etree.fromstring(container.read(name), etree.XMLParser(resolve_entities=False, no_network=True))
