"""What a corrected word suggests on the annotate screen: shown as a difference, never made by itself."""

from datetime import timedelta

import pytest
from django.db.models.functions import Now
from django.urls import reverse

from curation.examples import suggesting
from curation.examples.models import Example, Suggestion
from curation.projects.models import Kind
from curation.projects.roles import Role
from tests.factories import join, make_document, make_example, make_label, make_passage, make_project, make_user

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


def test_the_turns_of_a_conversation_are_changed_as_they_were_typed(client, example, person):
    Example.objects.update(kind=Kind.CONVERSATION, context=[["user", "A wornan?"]])
    page = shown(client, example)
    assert 'value="content-0" data-find="wornan"' in page and "Turn 1, User" in page
    answer(
        client,
        example,
        "take",
        prompt="p",
        completion="c",
        turns="1",
        role=["system", "user"],
        content=["S", "My wornan?"],
    )
    version = example.versions.get()
    assert version.context == [["system", "S"], ["user", "My woman?"]]
    assert (version.prompt, version.completion) == ("p", "c")


def test_an_instruction_and_its_input_are_changed_each_in_its_field(client, example, person):
    Example.objects.update(
        kind=Kind.INSTRUCTION, prompt="Summarise this wornan.\n\nA wornan of 54.", completion="Short."
    )
    page = shown(client, example)
    assert 'value="prompt" data-find="wornan"' in page and 'value="input" data-find="wornan"' in page
    answer(client, example, "take", prompt="Who is this wornan?", input="The wornan.\r\n\r\nAged 54.", completion="x")
    assert example.versions.get().prompt == "Who is this woman?\n\nThe woman.\n\nAged 54."


def test_labels_that_stand_for_the_completion_are_no_text_to_change(client, example, person):
    make_label(example.project, "wornan")
    Example.objects.update(kind=Kind.CLASSIFICATION, prompt="She.", completion="wornan")
    assert "Change the text" not in shown(client, example)


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
