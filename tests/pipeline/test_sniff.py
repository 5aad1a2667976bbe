"""What a file is, by its content."""

import struct

import pytest

from curation.pipeline import archive
from curation.pipeline.errors import Damaged, Empty, Encrypted, TooLarge, Unsupported
from curation.pipeline.limits import Limits
from curation.pipeline.media import (
    BMP,
    CSV,
    DOCX,
    EML,
    EPUB,
    HEIC,
    HTML,
    JPEG,
    MARKDOWN,
    ODS,
    ODT,
    PDF,
    PNG,
    PPTX,
    RST,
    RTF,
    SRT,
    TEXT,
    TIFF,
    TSV,
    VTT,
    WEBP,
    XLS,
    XLSX,
    ZIP,
)
from curation.pipeline.sniff import looks_like_text, media_type
from tests.samples.files import packed, picture, text_pdf, tiff, word_document

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PNG_HEAD = b"\x89PNG\r\n\x1a\n" + bytes(20)


def sniff(tmp_path, name, content, limits=None):
    path = tmp_path / "stored"
    path.write_bytes(content)
    return media_type(path, name, limits)


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("a.pdf", b"%PDF-1.7\n", PDF),
        ("A.PDF", b"junk from a mail gateway\n%PDF-1.4\n", PDF),
        ("a.png", PNG_HEAD, PNG),
        ("a.jpeg", b"\xff\xd8\xff\xe0" + bytes(20), JPEG),
        ("a.tif", b"II*\0" + bytes(20), TIFF),
        ("a.tiff", b"MM\0*" + bytes(20), TIFF),
        ("a.txt", "Preguntas y respuestas: ¿qué es?".encode(), TEXT),
        ("a.txt", "Preguntas: ¿qué es?".encode("cp1252"), TEXT),
        ("a.txt", "wide".encode("utf-16"), TEXT),
        ("a.txt", "wide without its mark".encode("utf-16-le"), TEXT),
        ("a.md", b"# Title\n", MARKDOWN),
        ("a.rst", b"Title\n=====\n", RST),
        ("a.csv", b"a;b\n1;2\n", CSV),
        ("a.tsv", "a\tb\n".encode("utf-16"), TSV),
        ("a.webp", b"RIFF\x10\0\0\0WEBPVP8 ", WEBP),
        ("a.bmp", b"BM" + bytes(12) + b"\x28\0\0\0" + bytes(20), BMP),
        ("a.heic", b"\0\0\0\x18ftypheic" + bytes(12), HEIC),
        ("a.heif", b"\0\0\0\x18ftypmif1" + bytes(12), HEIC),
        ("a.rtf", b"{\\rtf1\\ansi", RTF),
        ("a.html", b"<!-- saved -->\n<!DOCTYPE html><html>", HTML),
        ("a.htm", "<html><body>".encode("utf-16"), HTML),
        ("a.xhtml", b"<?xml version='1.0'?><!DOCTYPE html PUBLIC 'x' 'y'><html xmlns='z'>", HTML),
        ("a.eml", b"Received: by x\r\n\tat noon\r\nFrom: a@b.c\r\n\r\nHi", EML),
        ("a.vtt", b"\xef\xbb\xbfWEBVTT\n", VTT),
        ("a.srt", b"1\r\n00:00:01,000 --> 00:00:02,000\r\nHi", SRT),
        ("a.xls", OLE + bytes(600) + "Workbook\0".encode("utf-16-le"), XLS),
        ("a.md", b"<p align='center'>A logo first is good Markdown</p>\n", MARKDOWN),
    ],
)
def test_type_is_what_content_and_name_agree_on(tmp_path, name, content, expected):
    assert sniff(tmp_path, name, content) == expected


@pytest.mark.parametrize(
    ("name", "content", "error"),
    [
        ("a.pdf", b"", Empty),
        ("a.pdf", PNG_HEAD, Unsupported),
        ("a.png", b"%PDF-1.7\n", Unsupported),
        ("a.txt", b"%PDF-1.7\n", Unsupported),
        ("a.txt", b"<!DOCTYPE html><html>", Unsupported),
        ("a.md", b"  <svg xmlns='http://www.w3.org/2000/svg'>", Unsupported),
        ("a.pdf", b"%!PS-Adobe-3.0 EPSF-3.0\n", Unsupported),
        ("a.txt", bytes(range(32)) * 10, Unsupported),
        ("a.exe", b"MZ", Unsupported),
        ("no extension", b"%PDF-1.7\n", Unsupported),
        ("a.doc", OLE, Unsupported),
        ("a.xls", OLE + bytes(600) + "WordDocument".encode("utf-16-le"), Unsupported),
        ("a.xls", b"\xef\xbb\xbfa;b", Unsupported),
        ("a.html", b"no mark-up at all", Unsupported),
        ("a.html", b"<svg xmlns='http://www.w3.org/2000/svg'>", Unsupported),
        ("a.eml", b"Dear all,\n\nno headers here", Unsupported),
        ("a.vtt", b"1\n00:00:01,000 --> 00:00:02,000\n", Unsupported),
        ("a.srt", b"just words\n", Unsupported),
        ("a.bmp", b"BM is how this text begins", Unsupported),
        ("a.heic", b"\0\0\0\x18ftypmp42" + bytes(12), Unsupported),
        ("a.rtf", b"plain words", Unsupported),
        ("a.docx", OLE + bytes(600), Unsupported),
        ("a.docx", OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le"), Encrypted),
        ("a.docx", b"PK\x03\x04 and then nothing", Damaged),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_sentence(tmp_path, name, content, error):
    with pytest.raises(error) as refusal:
        sniff(tmp_path, name, content)
    assert str(refusal.value).endswith(".")


def test_real_files_are_recognised(tmp_path):
    assert media_type(text_pdf(tmp_path / "a"), "a.pdf") == PDF
    assert media_type(word_document(tmp_path / "b"), "b.docx") == DOCX
    assert media_type(tiff(tmp_path / "c", picture()), "c.tif") == TIFF


def test_a_file_over_the_limit_is_refused_by_size_alone(tmp_path):
    with pytest.raises(TooLarge, match="larger than 1 MB"):
        sniff(tmp_path, "a.pdf", b"%PDF-" + bytes(2**20), Limits(file_bytes=2**20))


@pytest.mark.parametrize(
    ("entries", "limits", "error"),
    [
        ({f"part{n}.xml": "<a/>" for n in range(6)}, Limits(zip_entries=5), TooLarge),
        ({"a.bin": bytes(100_000)}, Limits(zip_bytes=99_999), TooLarge),
        ({"a.bin": bytes(1_000_000)}, Limits(), TooLarge),  # unpacks to some thousand times its size
        ({"a.xml": "<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"}, Limits(), Damaged),
        ({"a.xml": "<!doctype a><a/>"}, Limits(), Damaged),
        ({"a.xml": "<!DOCTYPE a><a/>".encode("utf-16-le")}, Limits(), Damaged),
        ({"_rels/.rels": " " * (2**20 - 4) + "<!DOCTYPE a>"}, Limits(zip_ratio=10_000), Damaged),
    ],
)
def test_a_container_is_refused_before_anything_in_it_is_parsed(tmp_path, entries, limits, error):
    with pytest.raises(error):
        archive.check(packed(tmp_path / "bomb", entries), limits)


def test_a_zip_of_something_else_is_no_word_document(tmp_path):
    with pytest.raises(Unsupported):
        media_type(packed(tmp_path / "x", {"[Content_Types].xml": "<Types/>"}), "a.docx")


def test_a_size_that_the_directory_lies_about_gives_no_more_bytes_than_it_says(tmp_path):
    path = packed(tmp_path / "liar", {"a.xml": b"<a>" + bytes(5_000)})
    content = bytearray(path.read_bytes())
    at = content.rindex(b"PK\x01\x02") + 24
    content[at : at + 4] = struct.pack("<I", 10)
    path.write_bytes(content)
    with pytest.raises(Damaged):
        archive.check(path, Limits(zip_bytes=4_000))


@pytest.mark.parametrize(
    ("head", "expected"),
    [(b"a" * 100, True), (b"a\0" * 50, True), (b"\0\0a\0" * 50, False), (b"\0" * 100, False), (b"ab\0" * 30, False)],
)
def test_zeros_are_text_only_as_half_of_utf_16(head, expected):
    assert looks_like_text(head) is expected


CONTENT_TYPES = "[Content_Types].xml"


@pytest.mark.parametrize(
    ("name", "entries", "expected"),
    [
        ("a.pptx", {CONTENT_TYPES: "<a b='x.presentationml.presentation.main+xml'/>"}, PPTX),
        ("a.xlsx", {CONTENT_TYPES: "<a b='x.spreadsheetml.sheet.main+xml'/>"}, XLSX),
        ("a.odt", {"mimetype": ODT, "META-INF/manifest.xml": "<!DOCTYPE m SYSTEM 'Manifest.dtd'><m/>"}, ODT),
        ("a.ods", {"mimetype": ODS}, ODS),
        ("a.epub", {"mimetype": EPUB, "chapter.xml": "<!DOCTYPE html><html/>"}, EPUB),
        ("a.zip", {"one.pdf": "%PDF-", "page.xml": "<!DOCTYPE html><html/>"}, ZIP),
    ],
)
def test_containers_say_what_they_hold(tmp_path, name, entries, expected):
    assert media_type(packed(tmp_path / "x", entries), name) == expected


@pytest.mark.parametrize(
    ("name", "entries", "error"),
    [
        ("a.xlsx", {CONTENT_TYPES: "<a b='application/vnd.ms-excel.sheet.macroEnabled.main+xml'/>"}, Unsupported),
        ("a.zip", {CONTENT_TYPES: "<a b='x.spreadsheetml.sheet.main+xml'/>"}, Unsupported),
        ("a.odt", {"mimetype": ODS}, Unsupported),
        ("a.odt", {"mimetype": ODT, "content.xml": "<!DOCTYPE a><a/>"}, Damaged),
        ("a.odt", {"mimetype": ODT, "META-INF/manifest.xml": "<manifest:encryption-data/>"}, Encrypted),
        ("a.zip", {"a.bin": bytes(1_000_000)}, TooLarge),
    ],
)
def test_containers_of_another_kind_or_with_a_trap_are_refused(tmp_path, name, entries, error):
    with pytest.raises(error):
        media_type(packed(tmp_path / "x", entries), name)


@pytest.mark.parametrize(
    ("name", "advice"),
    [
        ("a.doc", "Save it as .docx"),
        ("A.PPT", "Save it as .pptx"),
        ("a.msg", "Save it as .eml"),
        ("a.gif", "Save it as .png"),
        ("a.7z", "Unpack the archive"),
        ("a.mp3", "Upload what is said"),
    ],
)
def test_other_formats_are_refused_with_what_to_do(tmp_path, name, advice):
    with pytest.raises(Unsupported, match=advice):
        sniff(tmp_path, name, OLE + bytes(600))
