"""A page whose file brings text of its own is recognised from its picture when a person asks for that."""

import pytest
from django.urls import reverse
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from curation.documents.models import Rereading
from curation.intake import processing, rereading
from curation.intake.storing import receive
from curation.projects.roles import Role
from tests.factories import join, make_project, make_user
from tests.samples.files import LINES, picture

pytestmark = pytest.mark.django_db

SIZE = (595, 432)  # points: the shape of the picture
WRONG = "This is what another program believed to have seen on this page of the letter, word after word."


@pytest.fixture
def document(settings, tmp_path):
    settings.MEDIA_ROOT, settings.RECOGNISED = tmp_path, tmp_path / "recognised"
    canvas = Canvas(str(tmp_path / "scan.pdf"), pagesize=SIZE)
    canvas.drawImage(ImageReader(picture().convert("RGB")), 0, 0, *SIZE)
    invisible = canvas.beginText(40, 300)
    invisible.setTextRenderMode(3)
    invisible.setFont("Helvetica", 9)
    for _ in range(5):
        invisible.textLine(WRONG)
    canvas.drawText(invisible)
    canvas.save()
    content = (tmp_path / "scan.pdf").read_bytes()
    document = receive(make_project(), "scan.pdf", [content], by=make_user()).document
    processing.open_document(document.pk)
    processing.read_pages(document.pk)
    processing.draft_document(document.pk)
    return document


def post(client, document, name, **data):
    client.force_login(join(document.project, make_user(), Role.MANAGER))
    return client.post(reverse(f"intake:{name}", args=[document.project.slug, document.pk]), data, follow=True)


def test_text_that_a_file_brings_for_a_scan_is_kept_until_recognition_is_asked_for(client, document):
    page = document.pages.get()
    assert (page.method, page.content.text.split()[:3]) == ("text", WRONG.split()[:3])

    post(client, document, "read_again", pages="1", recognise="on")
    asked = Rereading.objects.get()
    assert asked.settings == {"recognise": True}
    rereading.read(asked.pk)
    post(client, document, "answer_readings", answer="accept", reading=asked.pk)

    page = document.pages.get()
    assert page.method == "ocr"
    assert page.content.text.split() == " ".join(LINES).split()


def test_the_form_offers_it(client, document):
    client.force_login(join(document.project, make_user(), Role.MANAGER))
    shown = client.get(reverse("documents:detail", args=[document.project.slug, document.pk])).content.decode()
    assert 'name="recognise"' in shown
