"""The words beside the editors: which are hard to read, and others chosen as the source."""

import re

import pytest
from django.urls import reverse

from curation.annotate.doubts import doubts
from curation.documents import pageview
from curation.examples.models import Example
from tests.annotate.posting import HTMX, url
from tests.factories import TEXT, make_document, make_example, make_passage

SPAN = [{"page": 1, "start": 0, "end": 41}]


def scanned(project, *hard):
    """A document whose page has a picture, with these words of its text hard to read."""
    document = make_document(project)
    words = []
    for word in TEXT.split():
        at = TEXT.index(word)
        words.append([at, at + len(word), 100 + 10 * at, 200, 9 * len(word), 40, 40 if word in hard else 95])
    document.pages.update(words=words, width=1600, height=2200)
    return document


def found(document, **texts):
    view = pageview.build("p", document, SPAN)
    return {(doubt.text, doubt.part): doubt.crop for doubt in doubts(view, texts)}


def test_a_word_of_the_draft_that_was_hard_to_read_comes_with_its_piece_of_the_page(project):
    document = scanned(project, "once", "daily.", "visit")
    crops = found(document, completion="Bisoprolol once daily.", prompt="Once?")
    assert crops == {("once", "completion"): "320 180 196 80", ("daily", "completion"): "370 180 214 80"}


def test_the_piece_is_turned_with_its_page(ana_client, project):
    document = scanned(project, "once")
    document.pages.update(turn=2)
    example = make_example(passage=make_passage(document), evidence=SPAN)
    page = ana_client.get(url(example)).content.decode()
    assert 'viewBox="1084 1940 196 80"' in page
    assert re.search(r'<image [^>]*transform="translate\(1600 2200\)rotate\(180\)"', page)


def test_the_piece_is_turned_where_it_is_read_as_soon_as_its_page_is(ana_client, project):
    document = scanned(project, "once")
    example = make_example(passage=make_passage(document), evidence=SPAN)
    answer = ana_client.post(
        reverse("documents:turn", args=[project.slug, document.pk]), {"pages": "1", "quarters": "1"}, headers=HTMX
    )
    assert "documents:turned" in answer["HX-Trigger"]
    shown = ana_client.get(url(example, "doubts"), headers=HTMX).content.decode()
    assert 'hx-trigger="documents:turned from:body"' in shown
    assert re.search(r'<image [^>]*transform="translate\(2200 0\)rotate\(90\)"', shown)


@pytest.mark.parametrize("completion", ["Bisoprolol", "onceover", "The next visit"])
def test_a_word_that_the_text_has_not_or_the_source_has_not_is_left_out(project, completion):
    assert found(scanned(project, "once", "visit"), completion=completion, prompt="") == {}


def test_a_hard_word_is_named_beside_the_editor(ana_client, project):
    example = make_example(passage=make_passage(scanned(project, "once")), evidence=SPAN)
    page = ana_client.get(url(example)).content.decode()
    assert 'data-doubt="once"' in page and 'viewBox="320 180 196 80"' in page


@pytest.mark.parametrize("headers", [HTMX, {}])
def test_other_words_of_the_page_become_the_source(ana_client, project, headers):
    example = make_example(project)
    ana_client.get(url(example))
    answer = ana_client.post(url(example, "source"), {"page": 1, "start": 42, "end": 73}, headers=headers, follow=True)
    assert answer.status_code == 200 and f"<mark>{TEXT[42:73]}</mark>" in answer.content.decode()
    assert Example.objects.get(pk=example.pk).evidence == [{"page": 1, "start": 42, "end": 73}]


@pytest.mark.parametrize(
    "place",
    [{}, {"page": 2, "start": 0, "end": 5}, {"page": 1, "start": 5, "end": 5}, {"page": 1, "start": 0, "end": 9999}],
)
def test_words_that_no_page_has_do_not(ana_client, project, place):
    example = make_example(project)
    ana_client.get(url(example))
    assert ana_client.post(url(example, "source"), place, headers=HTMX).status_code == 409
    assert Example.objects.get(pk=example.pk).evidence == SPAN


def test_only_who_has_the_example_chooses_its_source(ana_client, ben_client, project):
    example = make_example(project)
    ben_client.get(url(example))
    place = {"page": 1, "start": 42, "end": 73}
    assert ana_client.post(url(example, "source"), place, headers=HTMX).status_code == 409
    assert Example.objects.get(pk=example.pk).evidence == SPAN
