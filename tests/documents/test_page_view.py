from dataclasses import replace

import pytest
from django.urls import reverse
from PIL import Image

from curation.documents import pageview, pictures, store
from curation.documents.boxes import Box, Turned, blocks, rows
from curation.documents.models import Document, Page
from curation.projects.roles import Role
from tests.factories import join, make_document, make_project, make_user

HTMX = {"HX-Request": "true"}
TEXT = "Bisoprolol was started once daily in the morning."


def row(start, end, left, top, confidence=95):
    return [start, end, left, top, 40, 20, confidence]


@pytest.fixture
def scan(db, tmp_path, settings):
    """A document of one real picture with its words on two lines."""
    settings.MEDIA_ROOT = tmp_path
    drawn = tmp_path / "page.png"
    Image.new("L", (800, 600), "white").save(drawn)
    stored = store.put([drawn.read_bytes()])
    document = make_document(make_project(), pages=[TEXT, "Second"], sha256=stored.sha256, media_type="image/png")
    words = [row(0, 10, 100, 100), row(11, 14, 150, 102, 75), row(15, 22, 200, 98, 40), row(23, 27, 100, 130)]
    Page.objects.filter(document=document, number=1).update(words=words, width=800, height=600)
    return document


def address(document, width=320, page=1):
    return reverse("documents:page_image", args=[document.project.slug, document.pk, page, width])


def shown(document, *evidence, **more):
    rows = [dict(zip(("page", "start", "end"), each, strict=True)) for each in evidence]
    return pageview.build(document.project.slug, document, rows, **more)


def test_words_of_the_span_become_one_band_per_line_and_one_bar(scan):
    (sheet,) = shown(scan, (1, 3, 27)).sheets
    assert [(band.left, band.top, band.right) for band in sheet.bands] == [(97, 95, 243), (98, 128, 142)]
    (bar,) = sheet.bars
    assert bar.right < 97 and bar.top == 95 and bar.bottom == 152


def test_words_are_drawn_by_how_sure_they_are(scan):
    (sheet,) = shown(scan, (1, 0, 10)).sheets
    assert [words.sure for words in sheet.boxes] == ["high", "middle", "low"]
    assert sheet.hard_words == 1


def test_a_column_beside_is_another_block(scan):
    top, beside = Box(0, 100, 50, 20), Box(300, 20, 50, 20)
    assert list(blocks([top, beside])) == [top, beside]


def test_cells_of_a_table_are_one_block_with_what_stands_beside_them():
    number, unit, table = Box(10, 100, 40, 40), Box(80, 100, 60, 40), Box(0, 100, 560, 300)
    left, right = Box(0, 100, 260, 300), Box(300, 100, 260, 300)
    assert list(rows([number, unit, table], narrow=200)) == [Box(0, 100, 560, 300)]
    assert list(rows([left, right], narrow=200)) == [left, right]
    assert list(rows([number, Box(80, 500, 400, 20)], narrow=200)) == [number, Box(80, 500, 400, 20)]


def test_the_text_is_marked_where_the_span_stands(scan):
    (sheet,) = shown(scan, (1, 0, 10)).sheets
    assert [(part.text, part.marked) for part in sheet.parts] == [(TEXT[:10], True), (TEXT[10:], False)]


def test_a_long_text_is_cut_around_the_span():
    text = "\n".join(f"line {n}" for n in range(5000))
    at = text.index("line 2500")
    parts = pageview.marked(text, [(at, at + 9)])
    assert [part.text for part in parts if part.marked] == ["line 2500"]
    assert sum(len(part.text) for part in parts) < 3 * pageview.AROUND


def test_a_span_over_two_pages_stacks_them(scan):
    view = shown(scan, (1, 3, 27), (2, 0, 6))
    assert [sheet.page.number for sheet in view.sheets] == [1, 2]
    assert (view.before, view.after) == (None, None)
    assert view.query == "span=1.3.27&span=2.0.6"


def test_the_picture_is_drawn_once_and_may_be_kept_for_ever(scan, client):
    client.force_login(join(scan.project, make_user(), Role.ANNOTATOR))
    answer = client.get(address(scan))
    assert answer.headers["Content-Type"] == "image/webp"
    assert "immutable" in answer.headers["Cache-Control"] and "private" in answer.headers["Cache-Control"]
    picture = Image.open(answer.getvalue() and pictures.picture(scan.pages.get(number=1), 320))
    assert picture.size == (320, 240)
    store.path_of(scan.sha256).unlink()
    assert client.get(address(scan)).status_code == 200


@pytest.mark.parametrize(("width", "page"), [(999, 1), (320, 2), (320, 9)])
def test_other_widths_and_pages_without_picture_are_not_found(scan, client, width, page):
    client.force_login(join(scan.project, make_user(), Role.ANNOTATOR))
    assert client.get(address(scan, width, page)).status_code == 404


def test_pictures_are_for_members_alone(scan, client):
    assert client.get(address(scan)).status_code == 302
    client.force_login(make_user())
    assert client.get(address(scan)).status_code == 404


def test_a_missing_file_is_a_missing_picture(scan, client):
    client.force_login(join(scan.project, make_user(), Role.ANNOTATOR))
    Document.objects.update(sha256="a" * 64)
    assert client.get(address(scan)).status_code == 404


def test_another_page_keeps_the_marks(scan, client):
    client.force_login(join(scan.project, make_user(), Role.ANNOTATOR))
    before, page = (reverse("documents:page", args=[scan.project.slug, scan.pk, number]) for number in (1, 2))
    answer = client.get(f"{page}?span=2.0.3&span=1.3.27", headers=HTMX)
    assert "<mark>Sec</mark>ond" in answer.content.decode()
    assert f"{before}?span=2.0.3&amp;span=1.3.27" in answer.content.decode()
    assert client.get(f"{page}?span=x", headers=HTMX).status_code == 404
    assert client.get(page).headers["Location"].endswith("?page=2")


@pytest.mark.parametrize(
    ("turn", "size", "transform", "place"),
    [
        (0, (800, 600), "", (10, 20, 30, 40)),
        (1, (600, 800), "translate(600 0)rotate(90)", (540, 10, 40, 30)),
        (2, (800, 600), "translate(800 600)rotate(180)", (760, 540, 30, 40)),
        (3, (600, 800), "translate(0 800)rotate(270)", (20, 760, 40, 30)),
    ],
)
def test_a_turned_page_lies_within_its_own_frame_and_so_do_its_words(turn, size, transform, place):
    seen = Turned(800, 600, turn, 0)
    assert (seen.width, seen.height) == size and seen.transform == transform
    assert seen.place(Box(10, 20, 30, 40)) == place


def test_a_page_is_as_wide_as_on_paper_where_its_resolution_is_known():
    assert [Turned(1654, 2339, 0, dpi).on_paper for dpi in (0, 200)] == [1654, 794]


def test_a_page_stays_turned_for_everybody_and_its_marks_stay(scan, client):
    client.force_login(join(scan.project, make_user(), Role.ANNOTATOR))
    asked = {"pages": "1 2", "span": ["1.0.10"]}
    address = reverse("documents:turn", args=[scan.project.slug, scan.pk])
    shown = client.post(address, asked | {"quarters": "3"}, headers=HTMX).content.decode()
    assert shown.count('data-quarters="3"') == 1 and "sheet__band" in shown  # the second page has no picture
    client.post(address, asked | {"quarters": "3"})
    assert list(scan.pages.values_list("turn", flat=True)) == [2, 2]
    assert client.post(address, {"pages": "1 2 3 4", "quarters": "1"}).status_code == 404
    assert client.post(address, {"pages": "1", "quarters": "7"}).status_code == 404


def test_a_page_read_at_another_angle_stands_upright_again(scan):
    page = scan.pages.get(number=1)
    scan.pages.all().turned(1)
    page.refresh_from_db()
    assert page.replace(page.running_text, seen=page.revision) and scan.pages.get(number=1).turn == 1
    page.refresh_from_db()
    assert page.replace(replace(page.running_text, angle=90), seen=page.revision)
    assert scan.pages.get(number=1).turn == 0
