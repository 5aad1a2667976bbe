import csv
import io
import re
from datetime import timedelta
from unittest.mock import patch

import pytest
from django.urls import reverse
from django.utils import timezone

from curation.documents.states import PageState
from curation.examples.models import Practice, PracticeAnswer
from curation.examples.states import Action, Status
from curation.projects.roles import Role
from tests.factories import join, make_document, make_example, make_label, make_project, make_user, use_for_practice

pytestmark = pytest.mark.django_db
ADDRESS = reverse("dashboard:overview", args=["letters"])


@pytest.fixture
def project():
    return make_project(name="Letters", slug="letters")


@pytest.fixture
def reviewer(project):
    return join(project, make_user("ana"), Role.REVIEWER)


def csv_of(client, panel, query=""):
    response = client.get(reverse("dashboard:panel_csv", args=["letters", panel]) + query)
    assert response.status_code == 200
    return list(csv.reader(io.StringIO(response.content.decode())))


def decide(example, by, *, days_ago=0, action=Action.SUBMITTED):
    with patch.object(timezone, "now", return_value=timezone.now() - timedelta(days=days_ago)):
        example.record(action, by=by)


@pytest.mark.parametrize("address", [ADDRESS, reverse("dashboard:panel_csv", args=["letters", "days"])])
def test_reviewers_and_managers_see_it_and_nobody_else(client, project, address):
    assert client.get(address).status_code == 302
    for role, status in [(Role.REVIEWER, 200), (Role.MANAGER, 200), (Role.ANNOTATOR, 403), (Role.UPLOADER, 403)]:
        client.force_login(join(project, make_user(), role))
        assert client.get(address).status_code == status
    client.force_login(make_user())
    assert client.get(address).status_code == 404


def test_an_empty_project_says_so(client, project, reviewer):
    client.force_login(reviewer)
    assert "Nothing to count yet" in client.get(ADDRESS).content.decode()


def test_the_statuses_add_up(client, project, reviewer):
    for status in (Status.FINAL, Status.DRAFTED, Status.DRAFTED):
        make_example(project, status=status, final_prompt="Q", final_completion="A")
    client.force_login(reviewer)
    rows = dict(csv_of(client, "statuses"))
    assert (rows["Drafted"], rows["Final"], rows["Rejected"]) == ("2", "1", "0")
    assert "1 of 3 examples are final, 2 are left." in client.get(ADDRESS).content.decode()


def test_work_is_counted_by_day_and_person_within_the_period(client, project, reviewer):
    luis, example = join(project, make_user("luis"), Role.ANNOTATOR), make_example(project)
    decide(example, luis)
    decide(example, luis, days_ago=6, action=Action.FLAGGED)
    decide(example, reviewer, days_ago=7)
    decide(make_example(), luis)
    client.force_login(reviewer)
    week = csv_of(client, "days", "?days=7")
    assert [sum(map(int, row[1:])) for row in week[1:]] == [1, 0, 0, 0, 0, 0, 1]
    assert csv_of(client, "people", "?days=7")[1:] == [["luis", "1", "0", "1", "0", "0"]]
    assert [row[0] for row in csv_of(client, "people", "?days=30")[1:]] == ["ana", "luis"]


@pytest.mark.parametrize("query", ["?days=365", "?days=x", ""])
def test_another_period_is_a_week(client, reviewer, query):
    client.force_login(reviewer)
    assert len(csv_of(client, "days", query)) == 1 + 7


def test_labels_are_counted_on_final_examples_alone(client, project, reviewer):
    fact = make_label(project, "Fact")
    make_label(project, "Dose")
    make_example(project, status=Status.FINAL, final_prompt="Q", final_completion="A").labels.add(fact)
    make_example(project).labels.add(fact)
    client.force_login(reviewer)
    assert csv_of(client, "labels")[1:] == [["Answer type: Fact", "1"], ["Answer type: Dose", "0"]]


def test_documents_needing_attention_are_named_with_their_trouble(client, project, reviewer):
    make_document(project, name="broken.pdf", state="failed", problem="damaged")
    hard = make_document(project, name="fax.pdf")
    hard.pages.update(state=PageState.READ, confidence=40)
    make_document(project, name="good.pdf")
    client.force_login(reviewer)
    page = client.get(ADDRESS).content.decode()
    assert "broken.pdf" in page
    assert "The file is damaged" in page
    assert "1 page is hard to read." in page
    assert "good.pdf" not in page


def test_charts_carry_their_numbers_as_words_and_nothing_inline(client, project, reviewer):
    decide(make_example(project), reviewer)
    client.force_login(reviewer)
    page = client.get(ADDRESS).content.decode()
    assert page.count("<figcaption") == page.count("Show as table") == 3
    assert re.search(r"<title>\w+ \d+, Submitted: 1</title>", page)
    assert " style=" not in page


def test_numbers_in_drawings_keep_their_point_in_spanish(client, project, reviewer):
    for _ in range(3):
        decide(make_example(project), reviewer)
    client.force_login(reviewer)
    page = client.get(ADDRESS, headers={"Accept-Language": "es"}).content.decode()
    assert re.search(r'height="\d+\.\d+rem"', page)
    assert not re.search(r'(x|y|width|height)="[\d.]*,', page)


def test_a_name_is_never_a_formula(client, project, reviewer):
    decide(make_example(project), join(project, make_user(first_name="=1+1"), Role.ANNOTATOR))
    client.force_login(reviewer)
    assert csv_of(client, "people")[1][0] == "'=1+1"


def test_there_is_no_other_panel(client, reviewer):
    client.force_login(reviewer)
    assert client.get(reverse("dashboard:panel_csv", args=["letters", "secrets"])).status_code == 404


def test_the_dashboard_asks_a_fixed_number_of_questions(client, project, reviewer, django_assert_max_num_queries):
    for _ in range(5):
        decide(make_example(project), join(project, make_user(), Role.ANNOTATOR))
        make_document(project, state="failed", problem="damaged")
    client.force_login(reviewer)
    with django_assert_max_num_queries(16):
        client.get(ADDRESS)


def test_practice_is_shown_for_each_person_who_has_answered(client, project, reviewer):
    example = use_for_practice(make_example(project), "2.5 mg.")
    for name, alike in [("luis", [100, 60]), ("eva", [None])]:
        practice = Practice.objects.create(project=project, person=make_user(name))
        for n, percent in enumerate(alike):
            answered = example if n == 0 else use_for_practice(make_example(project), "5 mg.")
            PracticeAnswer.objects.create(practice=practice, example=answered, decision="submit", alike=percent)
    elsewhere = Practice.objects.create(project=make_project(), person=make_user("nora"))
    PracticeAnswer.objects.create(practice=elsewhere, example=make_example(), decision="submit", alike=10)
    client.force_login(reviewer)
    assert csv_of(client, "practice")[1:] == [["luis", "80", "2", "1"]]
    page = client.get(ADDRESS).content.decode()
    assert "1 of 2 answers are the same as the known one" in page
    answers = reverse("annotate:answers_of", args=["letters", Practice.objects.get(person__username="luis").person_id])
    assert f'<a href="{answers}">' in page


def test_a_project_without_practice_has_no_panel_for_it(client, project, reviewer):
    make_example(project)
    client.force_login(reviewer)
    assert "Practice" not in client.get(ADDRESS).content.decode()
