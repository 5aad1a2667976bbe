"""What files carry inside them: archives, attachments of mails and PDF."""

from email.message import EmailMessage
from random import Random
from zipfile import ZipFile

import pytest
from pypdf import PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, FloatObject, NameObject

from curation.pipeline import sandbox
from curation.pipeline.errors import Damaged, TooLarge, Unsupported
from curation.pipeline.limits import Limits
from curation.pipeline.media import DOCX, EML, PDF, ZIP
from curation.pipeline.reading import outline
from curation.pipeline.reading.members import members, shown_name
from tests.samples.files import packed, text_pdf

LARGE = Random(1).randbytes(6_000_000)  # more than one message between the processes


def archive(path):
    return packed(
        path,
        {
            "a/leave.txt": "Leave",
            "large.bin": LARGE,
            "a/": "",
            "__MACOSX/._leave.txt": "x",
            "a/.DS_Store": "x",
            "no": "",
        },
    )


def mail(path):
    forwarded = EmailMessage()
    forwarded["Subject"] = "An older one"
    forwarded.set_content("Hello")
    message = EmailMessage()
    message.set_content("See what is attached")
    message.add_attachment(b"%PDF-1", maintype="application", subtype="pdf", filename="../factura ñ.pdf")
    message.add_attachment("a;b\n", subtype="csv", filename="rates.csv")
    message.add_attachment(forwarded)
    path.write_bytes(message.as_bytes())
    return path


def test_an_archive_gives_its_files_without_folders_and_clutter(tmp_path):
    found = dict(members(archive(tmp_path / "a.zip"), ZIP, Limits()))
    assert found == {"a/leave.txt": b"Leave", "large.bin": LARGE, "no": b""}


def test_a_mail_gives_what_is_attached_and_what_was_forwarded(tmp_path):
    found = dict(members(mail(tmp_path / "a.eml"), EML, Limits()))
    assert list(found) == ["factura ñ.pdf", "rates.csv", "An older one.eml"]
    assert found["factura ñ.pdf"] == b"%PDF-1"
    assert found["rates.csv"] == b"a;b\n"
    assert b"Hello" in found["An older one.eml"]


def test_a_pdf_gives_what_is_attached(tmp_path):
    writer = PdfWriter(clone_from=str(text_pdf(tmp_path / "a.pdf")))
    writer.add_attachment("rates.csv", b"a;b\n")
    writer.write(tmp_path / "b.pdf")
    assert list(members(tmp_path / "b.pdf", PDF, Limits())) == [("rates.csv", b"a;b\n")]
    assert list(members(tmp_path / "a.pdf", PDF, Limits())) == []


def test_a_file_pinned_to_a_place_on_a_page_is_one_too(tmp_path):
    writer = PdfWriter(clone_from=str(text_pdf(tmp_path / "a.pdf", pages=2)))
    writer.add_attachment("all.csv", b"a;b\n")
    names = writer.root_object["/Names"]["/EmbeddedFiles"]["/Names"]
    pin = DictionaryObject({NameObject("/Subtype"): NameObject("/FileAttachment"), NameObject("/FS"): names[1]})
    pin[NameObject("/Rect")] = ArrayObject([FloatObject(side) for side in (72, 72, 90, 90)])
    writer.pages[1][NameObject("/Annots")] = ArrayObject([pin])
    del writer.root_object["/Names"]
    writer.write(tmp_path / "b.pdf")
    assert outline(tmp_path / "b.pdf", PDF, Limits()).has_members
    assert list(members(tmp_path / "b.pdf", PDF, Limits())) == [("all.csv", b"a;b\n")]
    assert not outline(tmp_path / "a.pdf", PDF, Limits()).has_members


@pytest.mark.parametrize(
    ("written", "says_utf8", "name"),
    [
        ("año.txt".encode("cp437"), False, "año.txt"),
        ("Ángel, Óscar.txt".encode("cp850"), False, "Ángel, Óscar.txt"),
        ("año.txt".encode(), False, "año.txt"),
        ("año.txt".encode(), True, "año.txt"),
        ("契約.txt".encode(), False, "契約.txt"),
        (b"plain.txt", False, "plain.txt"),
    ],
)
def test_names_in_an_archive_are_told_in_the_encoding_they_were_written_in(tmp_path, written, says_utf8, name):
    placeholder = "x" * len(written)
    path = packed(tmp_path / "a.zip", {placeholder: "content"})
    content = bytearray(path.read_bytes().replace(placeholder.encode(), written))
    for header, flags in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        content[content.index(header) + flags + 1] |= 8 * says_utf8
    path.write_bytes(bytes(content))
    assert list(members(path, ZIP, Limits())) == [(name, b"content")]


@pytest.mark.parametrize(
    ("limits", "error"),
    [(Limits(zip_entries=3), TooLarge), (Limits(zip_bytes=5_000_000), TooLarge), (Limits(zip_ratio=0), TooLarge)],
)
def test_too_much_inside_is_refused(tmp_path, limits, error):
    with pytest.raises(error):
        list(members(archive(tmp_path / "a.zip"), ZIP, limits))


def test_attachments_are_counted_and_summed_too(tmp_path):
    path = mail(tmp_path / "a.eml")
    with pytest.raises(TooLarge):
        list(members(path, EML, Limits(zip_entries=2)))
    with pytest.raises(TooLarge):
        list(members(path, EML, Limits(zip_bytes=9)))


def test_other_kinds_hold_no_files_and_broken_ones_say_so(tmp_path):
    with pytest.raises(Unsupported):
        list(members(tmp_path / "a.docx", DOCX, Limits()))
    (tmp_path / "b.zip").write_bytes(b"PK\x03\x04 nothing")
    with pytest.raises(Damaged):
        list(members(tmp_path / "b.zip", ZIP, Limits()))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("../../etc/passwd", "etc/passwd"),
        ("C:\\docs\\a.pdf", "C:/docs/a.pdf"),
        ("a\0\nb.pdf", "a b.pdf"),
        ("..", "attachment"),
        ("x" * 300 + ".pdf", "x" * 251 + ".pdf"),
    ],
)
def test_names_are_only_ever_shown(name, expected):
    assert shown_name(name) == expected


def test_the_confined_child_hands_files_over_into_our_folder(tmp_path):
    into = tmp_path / "into"
    into.mkdir()
    found = sandbox.members(archive(tmp_path / "a.zip"), ZIP, Limits(), into)
    assert [(name, path.read_bytes()) for name, path in found] == [
        ("a/leave.txt", b"Leave"),
        ("large.bin", LARGE),
        ("no", b""),
    ]
    assert sorted(into.iterdir()) == [path for _, path in found]
    with pytest.raises(TooLarge):
        sandbox.members(tmp_path / "a.zip", ZIP, Limits(zip_bytes=1_000_000), into)


def test_an_entry_whose_checksum_is_wrong_is_damaged(tmp_path):
    path = packed(tmp_path / "a.zip", {"mimetype": "stored as it is", "b": "b"})
    path.write_bytes(path.read_bytes().replace(b"stored as it is", b"changed by hand"))
    with pytest.raises(Damaged):
        list(members(path, ZIP, Limits()))
    with ZipFile(path) as container:
        assert container.testzip() == "mimetype"
