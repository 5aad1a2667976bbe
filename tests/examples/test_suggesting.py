"""What a corrected word suggests on the annotate screen: shown as a difference, never made by itself."""

from datetime import timedelta

import pytest
from django.db.models.functions import Now
from django.urls import reverse

from curation.examples import suggesting
from curation.examples.models import Example, Suggestion
from curation.projects.roles import Role
from tests.factories import join, make_document, make_example, make_passage, make_project, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def example():
    example = make_example(
        passage=make_passage(make_document(make_project())), prompt="Who is the wornan?", completion="A wornan of 54.",
        source_changed=True,
    )  # fmt: skip
    Suggestion.objects.create(example=example, old="wornan", new="woman")
    return example


@pytest.fixture
def person(client, example):
    person = join(example.project, make_user(), Role.ANNOTATOR)
    client.force_login(person)
    Example.objects.update(leased_by=person, leased_until=Now() + timedelta(minutes=15))
    return person


def shown(client, example):
    return client.get(reverse("annotate:example", args=[example.project.slug, example.pk])).content.decode()


def answer(client, example, answer, *, htmx=False, **fields):
    address = reverse("examples:patch", args=[example.project.slug, example.pk])
    headers = {"HX-Request": "true"} if htmx else {}
    return client.post(address, {"answer": answer} | fields, headers=headers)


def test_the_change_is_shown_and_nothing_is_changed_by_itself(client, example, person):
    page = shown(client, example)
    assert "“wornan” is “woman”" in page and "Change the text" in page
    assert 'data-find="wornan" data-replace="woman"' in page
    assert "Who is the wornan?</textarea>" in page
    assert not example.versions.exists()


def test_taking_it_without_scripts_keeps_what_was_typed(client, example, person):
    response = answer(client, example, "take", prompt="Who is the wornan, please?", completion="A wornan.")
    assert response.status_code == 302
    version = example.versions.get()
    assert (version.author, version.prompt, version.completion) == (person, "Who is the woman, please?", "A woman.")
    assert "Change the text" not in shown(client, example)


def test_taking_it_changes_the_saved_texts(client, example, person):
    example.versions.create(author=person, prompt="Is the wornan well?", completion="Yes.", revision=3)
    answer(client, example, "take")
    version = example.versions.get()
    assert (version.prompt, version.completion, version.revision) == ("Is the woman well?", "Yes.", 4)


def test_who_declines_is_not_asked_again_and_others_are(client, example, person):
    assert answer(client, example, "decline", htmx=True).content == b""
    assert "Change the text" not in shown(client, example)
    assert suggesting.change(example, make_user(), {"prompt": example.prompt, "completion": ""})
    assert not example.versions.exists()


def test_an_example_that_is_not_reserved_is_not_changed(client, example, person):
    Example.objects.update(leased_by=make_user())
    assert answer(client, example, "take").status_code == 409
    assert not example.versions.exists()


def test_an_answer_that_means_nothing_changes_nothing(client, example, person):
    assert answer(client, example, "both").status_code == 302
    assert not example.versions.exists()


def test_a_text_that_no_longer_has_the_word_is_asked_nothing(client, example, person):
    example.versions.create(author=person, prompt="Who is she?", completion="She is 54.")
    assert "Change the text" not in shown(client, example)
