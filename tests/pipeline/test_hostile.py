"""Files made to exhaust a reader: each is read or refused with a sentence, soon, in a confined process."""

import struct
import zipfile
import zlib
from io import BytesIO

import pytest

from curation.pipeline.limits import Options
from tests.pipeline.corpus import ending

pytestmark = pytest.mark.slow
OPTIONS = Options(second_engine=False, ocr_seconds=10, page_seconds=20, batch_seconds=40)
CATALOG = b"<</Type/Catalog/Pages 2 0 R>>"
ONE_PAGE = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
RESOURCES = b"/Resources<</Font<</F1 5 0 R>>/XObject<</X 6 0 R>>>>"
SHEET = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R" + RESOURCES + b">>"
FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
HELLO = b"BT /F1 24 Tf 72 700 Td (Hello) Tj ET"


def pdf(objects):
    body = b"%PDF-1.7\n"
    places = {}
    for number, content in sorted(objects.items()):
        places[number] = len(body)
        body += b"%d 0 obj\n" % number + content + b"\nendobj\n"
    rows = [
        b"%010d 00000 n \n" % places[n] if n in places else b"0" * 10 + b" 65535 f \n" for n in range(max(places) + 1)
    ]
    table = b"xref\n0 %d\n" % len(rows) + b"".join(rows)
    return body + table + b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(rows), len(body))


def stream(content, entries=b""):
    return b"<<%s/Length %d>>\nstream\n" % (entries, len(content)) + content + b"\nendstream"


def page(content, **more):
    return pdf({1: CATALOG, 2: ONE_PAGE, 3: SHEET, 4: content, 5: FONT} | {int(k[1:]): v for k, v in more.items()})


def packed(mebibyte, times):
    """A mebibyte so many times over, compressed once: what a full flush ends can be repeated as it stands."""
    packing = zlib.compressobj(9, wbits=-15)
    block = packing.compress(mebibyte) + packing.flush(zlib.Z_FULL_FLUSH)
    total = 1
    for _ in range(times):
        total = zlib.adler32(mebibyte, total)
    return b"x\xda" + block * times + packing.flush() + struct.pack(">I", total)


def flood():
    """Spaces that two copies of would need more than a reader's address space: it always ends, whoever looks."""
    return page(stream(packed(b" " * 2**20, 1000), b"/Filter/FlateDecode"))


def drawing_itself():
    form = stream(b"/X Do /X Do", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 6 0 R>>>>")
    return page(stream(b"/X Do"), _6=form)


def doubling_tree():
    levels = {
        100 + at: b"<</Type/Pages/Kids[%d 0 R %d 0 R]/Count %d>>" % (101 + at, 101 + at, 2 ** (30 - at))
        for at in range(30)
    }
    top = b"<</Type/Pages/Kids[100 0 R]/Count 1073741824>>"
    return pdf({1: CATALOG, 2: top, 130: SHEET, 4: stream(HELLO), 5: FONT} | levels)


def one_page_often():
    kids = b"<</Type/Pages/Kids[" + b"3 0 R " * 100_000 + b"]/Count 100000>>"
    return pdf({1: CATALOG, 2: kids, 3: SHEET, 4: stream(HELLO), 5: FONT})


def office(**parts):
    file = BytesIO()
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as container:
        container.writestr(
            "[Content_Types].xml", f'<Types><Override PartName="/word/document.xml" ContentType="{main}"/></Types>'
        )
        for name, content in parts.items():
            container.writestr(name.replace("__", "/") + ".xml", content)
    return file.getvalue()


def chunk(kind, content):
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def png(width, height):
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


def frames(count):
    """A TIFF of as many tiny pictures, which all show the same eight bytes."""
    tags = [(256, 8), (257, 8), (258, 1), (259, 1), (262, 1), (273, 8), (277, 1), (278, 8), (279, 8)]
    fields = b"".join(struct.pack("<HHII", tag, 4, 1, value) for tag, value in tags)
    size = 2 + len(fields) + 4
    starts = [16 + size * n for n in range(count)] + [0]
    directories = [struct.pack("<H", len(tags)) + fields + struct.pack("<I", after) for after in starts[1:]]
    return b"II*\0" + struct.pack("<I", starts[0]) + bytes(8) + b"".join(directories)


def bait():
    """What makes a careless pattern try again from every character."""
    return b"x\n".join((b"a" * 100_000, b" " * 200_000, b"=" * 100_000, b"0," * 50_000))


ENTITY = '<?xml version="1.0"?><!DOCTYPE z [<!ENTITY x SYSTEM "file:///etc/passwd">]><z>&x;</z>'
REFUSED = [
    ("flood.pdf", flood, "reader_died"),
    ("itself.pdf", drawing_itself, "reader_died"),
    ("tree.pdf", doubling_tree, "damaged too_large"),
    ("often.pdf", one_page_often, "too_large"),
    ("half.pdf", lambda: page(stream(HELLO))[:250], "damaged"),
    ("bomb.docx", lambda: office(word__document=" " * 60_000_000), "too_large"),
    ("entity.docx", lambda: office(word__document=ENTITY), "damaged"),
    ("wide.png", lambda: png(65_535, 65_535), "too_large"),
    ("frames.tif", lambda: frames(2_001), "too_large"),
    ("deep.html", lambda: b"<html>" + b"<div>" * 60_000, "too_large"),
    ("long.html", lambda: b"<html><p>" + b"many words " * 1_200_000, "too_large"),
    ("long.md", lambda: b"*many* words " * 1_000_000, "too_large"),
    ("signs.md", lambda: b"*" * 50_000 + b"\n" + b"[(" * 20_000, ""),
    ("bait.txt", bait, ""),
    ("line.txt", lambda: b"A" * 5_000_000, ""),
    ("rows.csv", lambda: b"a,b\n" + b"1,2\n" * 600_000, "too_large"),
    ("commas.csv", lambda: b"," * 5_000_000, "no_text"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "make", "reasons"), REFUSED, ids=[name for name, _, _ in REFUSED])
def test_a_hostile_file_is_read_or_refused_with_a_sentence(tmp_path, name, make, reasons):
    content = make()
    (tmp_path / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    found = ending(tmp_path / name, OPTIONS, most_pages=8)
    told = {found.reason, *found.page_reasons} - {""}
    assert told <= set(reasons.split()) and bool(told) == bool(reasons), (told, found.sentence)
    assert all(sentence.endswith(".") for sentence in (found.sentence, *found.page_sentences) if sentence)
    assert not found.ready or found.pages + len(found.page_reasons) == found.counted > 0
    assert "root:" not in str(found)
