import pytest
from PIL import Image

from curation.celery import app
from curation.documents.pictures import is_made
from curation.intake import drawing, processing, tasks
from curation.intake.storing import receive
from tests.factories import make_project, make_user
from tests.samples.files import text_pdf

pytestmark = pytest.mark.django_db


@pytest.fixture
def scan(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"
    Image.new("L", (1200, 800), "white").save(tmp_path / "blank.png")
    document = receive(make_project(), "blank.png", [(tmp_path / "blank.png").read_bytes()], by=make_user()).document
    processing.open_document(document.pk)
    processing.read_pages(document.pk)
    return document


def made(document):
    return [width for width in (320, 1000, 2000) if is_made(document.pages.get(), width)]


def test_the_two_smaller_pictures_are_made_once_and_ahead_in_one_child(scan, monkeypatch):
    assert not drawing.draw_ahead(scan.pk)
    assert made(scan) == [320, 1000]
    monkeypatch.setattr(drawing, "drawn", None)  # a second time it would be called
    assert not drawing.draw_ahead(scan.pk)


def test_drawing_stops_after_its_time_and_says_that_there_is_more(settings, tmp_path, monkeypatch):
    settings.MEDIA_ROOT = tmp_path / "files"
    content = text_pdf(tmp_path / "a.pdf", pages=3).read_bytes()
    document = receive(make_project(), "a.pdf", [content], by=make_user()).document
    processing.open_document(document.pk)
    processing.read_pages(document.pk)
    monkeypatch.setattr(drawing, "SECONDS", -1)
    went_on = [drawing.draw_ahead(document.pk) for _ in range(4)]
    assert went_on == [True, True, False, False]
    assert all(is_made(page, 320) for page in document.pages.all())


def test_a_page_that_cannot_be_drawn_is_not_tried_for_ever(scan, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "elsewhere"
    assert not drawing.draw_ahead(scan.pk)


def test_pictures_wait_for_everything_else():
    sent = [app.amqp.router.route({}, task.name).get("priority", 0) for task in (tasks.read_pages, tasks.draw_pictures)]
    assert sent == [0, 9]  # in Redis the largest number comes last
