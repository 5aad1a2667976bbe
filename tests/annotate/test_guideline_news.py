"""A guideline that changed is told once to those who have worked by the one before."""

import pytest
from django.urls import reverse

from curation.projects.models import Guideline
from tests.annotate.posting import HTMX, post, url
from tests.factories import make_example, make_user

NEWS = "The guideline changed: version 2."


@pytest.fixture
def worked(ana_client, project):
    """Ana has settled an example by the first edition; another one waits, and the second edition is out."""
    author = make_user()
    Guideline.objects.create(project=project, number=1, text="Doses with their unit.", author=author)
    done, waiting = make_example(project), make_example(project)
    post(ana_client, done, "decide", decision="submit")
    Guideline.objects.create(project=project, number=2, text="Doses always with their unit.", author=author)
    return waiting


def opened(client, example):
    return client.get(url(example)).content.decode()


def test_it_is_told_until_the_person_has_got_it(ana_client, worked, project):
    assert NEWS in opened(ana_client, worked) and NEWS in opened(ana_client, worked)
    answer = ana_client.post(reverse("annotate:guideline", args=[project.slug]), headers=HTMX)
    assert (answer.status_code, answer.content) == (200, b"")
    assert NEWS not in opened(ana_client, worked)


def test_it_is_told_no_more_once_an_example_was_settled_by_it(ana_client, worked, project):
    post(ana_client, worked, "decide", decision="submit")
    assert NEWS not in opened(ana_client, make_example(project))


def test_who_is_new_has_no_news(ben_client, worked):
    assert NEWS not in opened(ben_client, worked)


def test_what_changed_is_marked_word_by_word(ana_client, worked, project):
    address = reverse("annotate:guideline", args=[project.slug])
    page = ana_client.get(address).content.decode()
    assert "always" in page.partition("<ins>")[2].partition("</ins>")[0]
    assert ana_client.post(address).headers["Location"] == url(project, "next")


def test_a_first_guideline_has_nothing_to_compare_with(ana_client, project):
    assert "no earlier version" in ana_client.get(reverse("annotate:guideline", args=[project.slug])).content.decode()
