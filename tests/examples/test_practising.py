"""Choosing finals for practice: by their check boxes or from the page of one, and taking them out again."""

import pytest
from django.urls import reverse

from curation.examples.models import Event, Example, KnownAnswer
from curation.examples.states import Action, Status
from curation.projects.models import Project
from curation.projects.roles import Role
from tests.factories import join, make_example, make_project, make_user, use_for_practice

pytestmark = pytest.mark.django_db


@pytest.fixture
def project():
    return make_project(slug="letters")


@pytest.fixture
def manager(project, client):
    manager = join(project, make_user("mara"), Role.MANAGER)
    client.force_login(manager)
    return manager


def final(project):
    example = make_example(project)
    example.make_final(example.prompt, "2.5 mg.", [], by=make_user())
    return Example.objects.get(pk=example.pk)


def practise(client, *examples, do="choose", **fields):
    sent = {"do": do, "chosen": [each.pk for each in examples]} | fields
    return client.post(reverse("examples:practise", args=["letters"]), sent, follow=True).content.decode()


def rows_of(client, query):
    return client.get(reverse("examples:list", args=["letters"]), {"q": query}).context["rows"]


@pytest.mark.usefixtures("manager")
def test_finals_are_chosen_and_others_stay_as_they_are(client, project):
    one, other, draft = final(project), final(project), make_example(project)
    said = practise(client, one, other, draft)
    assert "2 examples are used for practice. 1 is not final, so its answer is not known." in said
    assert rows_of(client, "practice:yes") == [other, one]
    assert rows_of(client, "práctica:no") == [draft]
    assert Project.objects.get().has_practice
    assert [event.action for event in one.events.all()][-1] == Action.PRACTISED


@pytest.mark.usefixtures("manager")
def test_all_finals_that_a_search_finds_are_chosen_and_taken_out(client, project, monkeypatch):
    one, other, unlike = final(project), final(project), make_example(project, prompt="Which ward?")
    make_example(project)
    unlike.make_final(unlike.prompt, "Ward 3.", [], by=make_user())
    assert "2 examples are used for practice." in practise(client, every="every", q="dose practice:no")
    assert rows_of(client, "practice:yes") == [other, one]
    assert "None of the examples that match is fit" in practise(client, every="every", q="status:drafted")
    monkeypatch.setattr("curation.examples.practice_form.PracticeForm.most", 1)
    assert "Narrow the search first" in practise(client, every="every", do="spare")
    monkeypatch.undo()
    assert "2 examples are out of practice now." in practise(client, every="every", do="spare")
    assert not KnownAnswer.objects.exists()


@pytest.mark.usefixtures("manager")
def test_the_last_one_that_is_taken_out_ends_practice(client, project):
    one, other = (use_for_practice(make_example(project), "2.5 mg.") for _ in range(2))
    practise(client, one, do="spare")
    assert Project.objects.get().has_practice
    assert "1 example is out of practice now." in practise(client, other, do="spare")
    assert not Project.objects.get().has_practice
    assert [event.action for event in other.events.all()][-2:] == [Action.PRACTISED, Action.SPARED]


@pytest.mark.usefixtures("manager")
def test_the_reason_is_written_on_the_page_of_one_and_kept_by_the_list(client, project):
    one = final(project)
    page = practise(client, one, why="Doses keep their unit.", back=one.pk)
    assert "Take out of practice" in page and "Doses keep their unit." in page
    practise(client, one)
    assert KnownAnswer.objects.get().why == "Doses keep their unit."
    assert Event.objects.filter(action=Action.PRACTISED).count() == 1


@pytest.mark.usefixtures("manager")
def test_nothing_is_chosen_of_another_project_nor_by_nobody(client, project):
    elsewhere = make_project()
    foreign = final(elsewhere)
    assert "not final" not in practise(client, foreign)  # nothing is told of it either
    assert "Choose at least one example." in practise(client)
    assert not KnownAnswer.objects.exists()
    assert not Project.objects.filter(has_practice=True).exists()


@pytest.mark.usefixtures("manager")
def test_a_draft_offers_no_practice(client, project):
    draft = make_example(project)
    page = client.get(reverse("examples:detail", args=["letters", draft.pk])).content.decode()
    assert "Use for practice" not in page and draft.status == Status.DRAFTED


def test_annotators_are_not_told_which_ones_serve(client, project):
    example = use_for_practice(make_example(project), "2.5 mg.")
    client.force_login(join(project, make_user(), Role.ANNOTATOR))
    pages = [reverse("examples:list", args=["letters"]), reverse("examples:detail", args=["letters", example.pk])]
    assert not any("for practice" in client.get(page).content.decode() for page in pages)
