"""Archives, mails and PDF with other files inside: each of those becomes a document of its own."""

from email.message import EmailMessage
from io import BytesIO
from zipfile import ZipFile

import pytest
from pypdf import PdfWriter

from curation.documents import store
from curation.documents.models import Document
from curation.documents.states import State
from curation.documents.status import shown
from curation.intake import processing
from curation.intake.processing import open_document
from curation.intake.storing import receive
from tests.factories import make_project, make_user
from tests.samples.files import text_pdf

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def archive(**members):
    packed = BytesIO()
    with ZipFile(packed, "w") as container:
        for name, content in members.items():
            container.writestr(name.replace("_", "."), content)
    return packed.getvalue()


def mail(*attached):
    message = EmailMessage()
    message["Subject"], message["From"] = "The rates", "ana@example.org"
    message.set_content("See what is attached to this letter, dear colleagues.")
    for name, content in attached:
        message.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()


def take(name, content):
    return receive(make_project(), name, [content], by=make_user()).document


def opened(document):
    step = open_document(document.pk)
    document = Document.objects.for_list().get(pk=document.pk)
    assert list(document.members.order_by("pk").values_list("pk", flat=True)) == sorted(step.members)
    assert list(store.temporary_folder().iterdir()) == []
    return document, step


def test_an_archive_is_done_when_its_files_are_documents():
    document, _ = opened(take("all.zip", archive(a_txt="One tablet daily.", b_txt="Two tablets daily.")))
    assert (document.state, document.page_count, shown(document).words) == (State.READY, 0, "Ready")
    assert [(each.name, each.state, each.parent) for each in document.members.order_by("pk")] == [
        ("a.txt", State.WAITING, document),
        ("b.txt", State.WAITING, document),
    ]


def test_what_cannot_be_read_inside_is_said_and_the_rest_is_taken():
    document, _ = opened(take("all.zip", archive(a_txt="One tablet daily.", c_exe="MZ")))
    assert (document.problem, document.problem_detail) == ("members_refused", "c.exe")
    assert "Some of the files inside" in shown(document).words
    assert document.members.count() == 1


def test_an_archive_that_gives_nothing_is_not_ready():
    document, _ = opened(take("all.zip", archive(c_exe="MZ")))
    assert document.state == State.FAILED and document.problem


def test_a_mail_is_read_and_its_attachments_are_documents():
    document, step = opened(take("rates.eml", mail(("a.txt", b"One tablet daily."))))
    assert document.state == State.READING and step.batches == 1
    assert [member.name for member in document.members.all()] == ["a.txt"]


def test_a_refusal_inside_is_still_told_when_the_mail_is_read():
    document, step = opened(take("rates.eml", mail(("c.exe", b"MZ"))))
    while step.batches:
        step = processing.read_pages(document.pk)
    processing.draft_document(document.pk)
    document = Document.objects.for_list().get(pk=document.pk)
    assert (document.state, document.problem) == (State.READY, "members_refused")


def test_a_pdf_with_attachments_is_asked_for_them(tmp_path):
    writer = PdfWriter(clone_from=str(text_pdf(tmp_path / "plain.pdf")))
    writer.add_attachment("rates.txt", b"The rates of this year.")
    written = BytesIO()
    writer.write(written)
    document, _ = opened(take("letter.pdf", written.getvalue()))
    assert [member.name for member in document.members.all()] == ["rates.txt"]


def test_what_lies_deeper_than_an_attachment_of_a_mail_in_an_archive_stays_there():
    inner = mail(("inner.eml", mail(("deep.txt", b"Too deep."))))
    document, _ = opened(take("all.zip", archive(outer_eml=inner)))
    [outer] = document.members.all()
    outer, _ = opened(outer)
    [inner] = outer.members.all()
    inner, _ = opened(inner)
    assert inner.state == State.READING and not Document.objects.filter(name="deep.txt").exists()


def test_an_archive_in_itself_or_opened_twice_makes_nothing_new():
    content = archive(a_txt="One tablet daily.")
    document, _ = opened(take("all.zip", content))
    Document.objects.filter(pk=document.pk).update(state=State.WAITING, token=None)
    step = open_document(document.pk)
    assert step.members == () and Document.objects.count() == 2


def test_what_lay_in_a_folder_remembers_its_name():
    packed = archive(**{"complaints/2024/a_txt": "The bill was wrong.", "b_txt": "One tablet daily."})
    document, _ = opened(take("all.zip", packed))
    assert [(each.name, each.folder) for each in document.members.order_by("pk")] == [("a.txt", "2024"), ("b.txt", "")]
