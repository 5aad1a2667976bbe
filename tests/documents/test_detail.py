"""The screen of one document: what is shown of a page in each state, to whom, and in which pieces."""

import pytest
from django.urls import reverse
from django.utils import timezone

from curation.documents.models import Document, Page, Rereading
from curation.documents.models.rereading import Progress
from curation.documents.states import PageState, State
from curation.documents.wording import pieces
from curation.pipeline import types, wire
from curation.projects.roles import Role
from tests.factories import join, make_document, make_example, make_passage, make_project, make_user

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}
TEXT = "Dear Dr Hamid, thank you.\nSee this wornan."


def word(start, end, left, top, sure=96):
    return types.Word(start, end, left, top, 40, 20, sure)


PAGE = types.Page(
    1, TEXT, types.Method.OCR, width=800, height=600, confidence=88.0, engine="tesseract 5.5", dpi=200,
    words=(word(0, 4, 100, 100), word(8, 13, 200, 102, 75), word(26, 29, 100, 140), word(35, 41, 180, 138, 54)),
)  # fmt: skip


@pytest.fixture
def document():
    document = make_document(make_project(), pages=[TEXT, "Second"], has_pictures=True)
    Page.objects.filter(document=document, number=1).first().replace(PAGE, seen=0)
    return document


@pytest.fixture
def person(client, document):
    person = join(document.project, make_user(), Role.UPLOADER)
    client.force_login(person)
    return person


def get(client, document, name="detail", query="", **headers):
    address = reverse(f"documents:{name}", args=[document.project.slug, document.pk])
    return client.get(address + query, headers=headers)


def shown(client, document, query=""):
    return get(client, document, query=query).content.decode()


def new_reading(document, state, text="Dear Dr Hamid, thank you.\nSee this woman.", **fields):
    page = document.pages.get(number=1)
    result = wire.from_page(types.Page(1, text, types.Method.OCR, confidence=95.0, engine="rapidocr 3"))
    return Rereading.objects.create(page=page, state=state, result=result, asked_by=make_user(), **fields)


def test_words_and_what_stands_between_them_are_the_text_again():
    found = pieces(PAGE)
    assert "".join(piece.text for piece in found) == TEXT
    assert [(piece.text, piece.sure, piece.line) for piece in found if piece.word] == [
        ("Dear", "high", 1), ("Hamid", "middle", 1), ("See", "high", 2), ("wornan", "low", 2),
    ]  # fmt: skip


def test_a_word_with_two_boxes_is_shown_once():
    doubled = types.Page(1, "one two", types.Method.OCR, words=(word(0, 3, 0, 0), word(0, 3, 0, 0), word(2, 7, 50, 0)))
    assert "".join(piece.text for piece in pieces(doubled)) == "one two"


def test_hard_words_carry_how_sure_they_are_and_their_line(client, document, person):
    page = shown(client, document)
    assert "1 word is hard to read" in page
    assert 'data-sure="low" data-box="M180 138h40v20h-40z" data-percent="54" data-line="2">wornan</span>' in page
    assert "88 %" in page and "tesseract 5.5, 200 dpi" in page


@pytest.mark.parametrize(
    ("state", "problem", "words"),
    [
        (PageState.WAITING, "", "This page was not read."),
        (PageState.FAILED, "too_slow", "Reading took too long"),
        (PageState.READ, "", "No text was found on this page."),
    ],
)
def test_a_page_without_text_says_why_and_offers_what_helps(client, document, person, state, problem, words):
    Page.objects.filter(document=document, number=1).update(state=state, problem=problem, text="", words=[])
    page = shown(client, document)
    assert words in page
    assert ("page_retry" in page or "/pages/1/retry/" in page) == (state == PageState.FAILED)
    assert ('name="photo" value="on">Photo<' in page) == (state == PageState.READ)


def test_a_page_that_is_being_read_asks_for_news_of_itself_and_gets_them_once(client, document, person):
    Document.objects.update(state=State.READING)
    Page.objects.filter(document=document, number=1).update(state=PageState.WAITING)
    assert "This page is still being read." in shown(client, document)
    state = f"waiting-{document.pages.get(number=1).revision}--"
    assert get(client, document, query=f"?page=1&seen={state}", **HTMX).status_code == 204
    Page.objects.filter(document=document, number=1).update(state=PageState.READ, revision=5)
    news = get(client, document, query=f"?page=1&seen={state}", **HTMX).content.decode()
    assert "wornan" in news and "<html" not in news and "app:tick" not in news


def test_a_page_is_named_by_its_number_and_by_what_the_file_calls_it(client, document, person):
    Page.objects.filter(document=document, number=2).update(label="iv")
    page = shown(client, document, "?page=2")
    assert "Page 2 (iv) of 2" in page and "page 2 (iv) of 2" in page and ">2 (iv)</option>" in page
    assert "<span>Page 2 (iv)</span>" in page and "<span>Page 1</span>" in page
    make_passage(document, text="See this", spans=[[1, 26, 32, 0], [2, 0, 6, 8]])
    assert "Pages 1–2 (iv)" in shown(client, document, "?page=2&tab=passages")


def test_the_strip_fills_in_until_everything_is_settled(client, document, person):
    Document.objects.update(state=State.READING)
    strip = get(client, document, "strip", **HTMX).content.decode()
    seen = strip.split("seen=")[1][:16]
    assert get(client, document, "strip", f"?seen={seen}", **HTMX).status_code == 204
    Document.objects.update(state=State.READY, changed_at=timezone.now())
    after = get(client, document, "strip", f"?seen={seen}", **HTMX).content.decode()
    assert "app:tick" not in after and 'id="document-status" hx-swap-oob' in after


def test_the_strip_says_in_words_what_is_wrong_with_a_page(client, document, person):
    Page.objects.filter(document=document, number=1).update(confidence=52)
    Page.objects.filter(document=document, number=2).update(state=PageState.FAILED)
    page = shown(client, document)
    assert "Hard to read" in page and "Not read" in page and 'loading="lazy"' in page


@pytest.mark.parametrize("tab", ["text", "passages", "examples"])
def test_each_tab_is_a_piece_and_a_whole_page(client, document, person, tab):
    passage = make_passage(document, text=TEXT)
    make_example(passage=passage, prompt="Who is thanked?")
    piece = get(client, document, tab, "?page=1", **HTMX).content.decode()
    assert piece.lstrip().startswith('<section id="panel"') and f'id="tab-{tab}"' in piece
    words = {"text": "wornan", "passages": "1 example", "examples": "Who is thanked?"}[tab]
    assert words in piece
    plain = get(client, document, tab, "?page=1")
    assert plain.url.endswith(f"?page=1&tab={tab}")
    assert words in client.get(plain.url).content.decode()


def test_only_passages_of_the_text_as_it_is_now_are_shown(client, document, person):
    make_passage(document, text="An older cut.", recipe="old")
    make_passage(document, text="The cut of today.", recipe="new")
    Document.objects.update(recipe="new")
    page = shown(client, document, "?tab=passages")
    assert "The cut of today." in page and "An older cut." not in page


def test_a_new_reading_is_compared_with_the_text_and_can_be_taken(client, document, person):
    new_reading(document, Progress.DONE)
    page = shown(client, document)
    assert "inserted:" in page and "woman" in page and "Confidence 95 %, before 88 %." in page
    assert "Take the new text" in page and "A new reading waits for your answer." in page


@pytest.mark.parametrize(
    ("state", "fields", "words"),
    [
        (Progress.WAITING, {}, "This page is being read again."),
        (Progress.FAILED, {"problem": "reader_died"}, "The reader stopped on this page"),
        (Progress.DONE, {"text": TEXT}, "It gave the same text."),
    ],
)
def test_a_new_reading_says_how_far_it_is(client, document, person, state, fields, words):
    new_reading(document, state, **fields)
    assert words in shown(client, document)


def test_who_may_only_look_gets_no_buttons(client, document):
    client.force_login(join(document.project, make_user(), Role.ANNOTATOR))
    new_reading(document, Progress.DONE)
    page = shown(client, document)
    assert "inserted:" in page
    for words in ("Take the new text", "Keep the old text", "Read this page again"):
        assert words not in page


def test_a_long_document_costs_no_more_queries_than_a_short_one(
    client, person, document, django_assert_max_num_queries
):
    long = make_document(document.project, pages=[f"Page {n}" for n in range(60)])
    for n in range(30):
        make_example(passage=make_passage(long), ordinal=n)
    with django_assert_max_num_queries(18):
        shown(client, long, "?tab=examples")


def test_examples_say_that_their_source_changed(client, document):
    client.force_login(join(document.project, make_user(), Role.REVIEWER))
    example = make_example(passage=make_passage(document), source_changed=True)
    slug = document.project.slug
    for address in (
        reverse("examples:list", args=[slug]),
        reverse("examples:detail", args=[slug, example.pk]),
        reverse("annotate:example", args=[slug, example.pk]),
    ):
        assert "Source changed" in client.get(address).content.decode(), address
