"""What somebody answered in practice can be read again: by reviewers, and by the person."""

import pytest
from django.urls import reverse

from curation.annotate import practice
from curation.annotate.deciding import Choice
from curation.annotate.edits import Edit
from curation.examples.models import Practice
from curation.examples.states import Decision
from curation.projects.roles import Role
from tests.annotate.conftest import signed_in
from tests.factories import join, make_example, make_label, make_project, make_user, use_for_practice

ANSWER = "Bisoprolol 2.5 mg once daily, in the morning."


def practised(project, person, *texts):
    """The person has answered one example for each text."""
    row = Practice.objects.create(project=project, person=person)
    for number, text in enumerate(texts):
        example = use_for_practice(make_example(project), ANSWER)
        edit = Edit(example.prompt, text, (), f"Note {number}", f"s{number}", 1, 0, 10)
        practice.decide(row, example, Choice(Decision.SUBMIT if text else Decision.SKIP), edit if text else None)
    return row


def own_answers(project):
    return reverse("annotate:own_answers", args=[project.slug])


def answers_of(project, person):
    return reverse("annotate:answers_of", args=[project.slug, person.pk])


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.MANAGER])
def test_reviewers_read_each_answer_beside_the_known_one_in_its_order(project, ana, role):
    practised(project, ana, "Bisoprolol 5 mg", "", ANSWER)
    page = signed_in(join(project, make_user(), role)).get(answers_of(project, ana)).content.decode()
    said = ["Practice of ana", "1 of 2", "% like the known", "Note 0", "Skipped", "The same as the known answer"]
    assert sorted(said, key=page.index) == said
    assert "<del>" in page and "2.5 mg" in page


def test_the_person_reads_their_own_answers_and_nobody_elses(project, ana, ben, ana_client, ben_client):
    practised(project, ana, "Anas words")
    assert "Anas words" in ana_client.get(own_answers(project)).content.decode()
    assert ben_client.get(own_answers(project)).status_code == 404  # has not practised
    assert ben_client.get(answers_of(project, ana)).status_code == 403
    assert ana_client.get(answers_of(project, ana)).status_code == 403


def test_practice_of_another_project_is_not_shown(project, ana):
    practised(make_project(), ana, "Elsewhere")
    assert signed_in(join(project, make_user(), Role.REVIEWER)).get(answers_of(project, ana)).status_code == 404


def test_an_answer_that_is_only_begun_is_not_shown(project, ana):
    row = practised(project, ana, ANSWER)
    begun = use_for_practice(make_example(project), ANSWER)
    practice.save(row, begun, Edit(begun.prompt, "Half an answer", (), "", "s", 1, 0, 1))
    page = signed_in(join(project, make_user(), Role.REVIEWER)).get(answers_of(project, ana)).content.decode()
    assert "Half an answer" not in page


def test_the_page_asks_as_much_for_many_answers_as_for_few(project, ana, ana_client, django_assert_max_num_queries):
    make_label(project, "Factual")
    practised(project, ana, *["Bisoprolol 5 mg"] * 5)
    with django_assert_max_num_queries(12):
        ana_client.get(own_answers(project))
