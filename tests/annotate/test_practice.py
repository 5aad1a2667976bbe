"""Practice: somebody new meets finals with a known answer first, and nothing of it leaves a trace in the work."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from curation.annotate import counters
from curation.examples.models import Event, Example, KnownAnswer, Practice, PracticeAnswer, Version
from curation.examples.states import Decision, Status
from curation.projects.models import Kind, Project
from curation.projects.roles import Role
from tests.annotate.conftest import signed_in
from tests.annotate.posting import HTMX, post, posted, url
from tests.factories import join, make_example, make_label, make_project, make_user, use_for_practice

ANSWER = "Bisoprolol 2.5 mg once daily, in the morning."


@pytest.fixture
def known(project):
    """Three finals whose draft was mended, all for practice."""
    return [use_for_practice(make_example(project), ANSWER) for _ in range(3)]


@pytest.fixture
def waiting(project):
    return make_example(project)


def at(row, name="practice"):
    return reverse(f"annotate:{name}", args=[row.project.slug, row.pk])


def following(client, project):
    """The example that comes next, and whether it is one of the practice."""
    address = client.get(url(project, "next")).url
    return int(address.split("/")[-2]), "practice" in address


def answer(client, example, completion=ANSWER, *, decision="submit", **fields):
    sent = posted(example, **{"completion": completion, "decision": decision} | fields)
    return client.post(at(example, "practice_decide"), sent, headers=HTMX)


def test_somebody_new_meets_each_once_and_then_the_queue(project, known, waiting, ana_client):
    for each in known:
        assert following(ana_client, project) == (each.pk, True)
        assert answer(ana_client, each).status_code == 200
    assert following(ana_client, project) == (waiting.pk, False)


def test_as_many_as_the_project_says(project, known, waiting, ana_client):
    Project.objects.update(practice_examples=2)
    for each in known[:2]:
        assert following(ana_client, project) == (each.pk, True)
        answer(ana_client, each)
    assert following(ana_client, project) == (waiting.pk, False)


@pytest.mark.usefixtures("known")
def test_none_when_it_is_switched_off(project, waiting, ana_client):
    Project.objects.update(practice_examples=0)
    assert following(ana_client, project) == (waiting.pk, False)


@pytest.mark.usefixtures("known")
def test_whoever_has_settled_an_example_here_is_not_new(project, waiting, ana, ana_client):
    Version.objects.create(example=make_example(project), author=ana, decision=Decision.SKIP)
    assert following(ana_client, project) == (waiting.pk, False)


@pytest.mark.usefixtures("known")
def test_work_in_another_project_makes_nobody_old(project, known, ana, ana_client):
    Version.objects.create(example=make_example(), author=ana, decision=Decision.SUBMIT)
    assert following(ana_client, project) == (known[0].pk, True)


@pytest.mark.usefixtures("known")
@pytest.mark.parametrize("role", [Role.REVIEWER, Role.MANAGER])
def test_those_who_settle_the_known_answers_do_not_practise(project, waiting, role):
    client = signed_in(join(project, make_user(), role))
    assert following(client, project) == (waiting.pk, False)


def test_a_final_that_is_reopened_does_not_serve_meanwhile(project, known, ana_client):
    Example.objects.filter(pk=known[0].pk).update(status=Status.FLAGGED)
    assert following(ana_client, project) == (known[1].pk, True)


def everything_of_the_work(project, user):
    examples = list(Example.objects.order_by("pk").values())
    return examples, list(Version.objects.values()), list(Event.objects.values()), counters.count(project, user)


@pytest.mark.parametrize("decision", Decision.values)
def test_no_answer_leaves_a_trace_in_the_work(project, known, waiting, ana, ana_client, decision):
    before = everything_of_the_work(project, ana)
    following(ana_client, project)
    ana_client.get(at(known[0]))
    sent = posted(known[0], completion="5 mg", note="A note")
    assert ana_client.post(at(known[0], "practice_draft"), sent, headers=HTMX).status_code == 200
    assert answer(ana_client, known[0], decision=decision, sequence=2, reason="unsure").status_code in (200, 422)
    answer(ana_client, known[0], decision=decision, sequence=2, reason="other")
    assert PracticeAnswer.objects.get().decision == decision
    assert everything_of_the_work(project, ana) == before


@pytest.mark.parametrize(
    ("completion", "alike"),
    [(ANSWER, 100), (f" {ANSWER}\n", 100), ("Bisoprolol 2.5 mg once daily.", 79), ("No idea", 0)],
)
def test_the_answer_is_measured_against_the_known_one(known, project, ana_client, completion, alike):
    following(ana_client, project)
    shown = answer(ana_client, known[0], completion).content.decode()
    assert PracticeAnswer.objects.get().alike == alike
    assert ("The same as the known answer" if alike == 100 else f"{alike} % like the known answer") in shown


def test_labels_count_as_much_as_the_text(known, project, ana_client):
    label = make_label(project, "Factual")
    known[0].labels.add(label)
    following(ana_client, project)
    shown = answer(ana_client, known[0]).content.decode()
    assert PracticeAnswer.objects.get().alike == 50
    assert "only in the known answer" in shown


def test_turns_that_were_mended_are_compared_and_others_say_nothing(project, ana_client):
    drafted, mended = [["user", "Good morning"]], [["user", "Good evening"]]
    example = use_for_practice(make_example(project, kind=Kind.CONVERSATION, context=drafted), ANSWER)
    Example.objects.update(final_context=mended)
    following(ana_client, project)
    shown = answer(ana_client, example, turns="1", role="user", content="Good morning").content.decode()
    assert "Earlier turns" in shown and "evening" in shown
    assert PracticeAnswer.objects.get().alike == 78  # the mean of 100 and of the turns


def test_where_labels_are_the_text_these_are_compared(project, ana_client):
    right, wrong = make_label(project, "Cardiology"), make_label(project, "Urology")
    example = use_for_practice(make_example(project, kind=Kind.CLASSIFICATION), "Cardiology")
    example.labels.add(right)
    following(ana_client, project)
    group = f"labels-{right.group_id}"
    shown = answer(ana_client, example, "", by_label="1", **{group: wrong.pk}).content.decode()
    assert "only in the known answer" in shown and "only in the answer given" in shown
    assert PracticeAnswer.objects.get().alike < 50


@pytest.mark.parametrize(("decision", "alike"), [("reject", 0), ("flag", None), ("skip", None)])
def test_a_rejection_is_wrong_and_what_is_left_open_does_not_count(known, project, ana_client, decision, alike):
    following(ana_client, project)
    answer(ana_client, known[0], decision=decision, reason="other")
    assert PracticeAnswer.objects.get().alike == alike
    assert Practice.objects.get().result()["answered"] == (alike is not None)


def test_an_answer_counts_once(known, project, ana_client):
    following(ana_client, project)
    answer(ana_client, known[0], "No idea")
    shown = answer(ana_client, known[0], ANSWER, sequence=2)
    assert shown.status_code == 200 and "0 % like the known answer" in shown.content.decode()
    late = ana_client.post(at(known[0], "practice_draft"), posted(known[0], sequence=3), headers=HTMX)
    assert late.status_code == 409 and "no longer counts" in late.content.decode()
    assert PracticeAnswer.objects.get().completion == "No idea"


def test_the_known_answer_is_not_told_before(known, project, ana_client):
    following(ana_client, project)
    page = ana_client.get(at(known[0])).content.decode()
    assert "in the morning" not in page
    assert "Practice 1 of 3." in page
    assert "Undo" not in page and "annotate/undo" not in page


def test_the_comparison_says_why_and_stands_as_it_was(known, project, ana_client):
    KnownAnswer.objects.update(why="Doses keep the time of day.")
    following(ana_client, project)
    ana_client.post(at(known[0], "practice_decide"), {"decision": "submit"})  # the draft as it is, without scripts
    Example.objects.update(status=Status.DRAFTED, final_prompt="", final_completion="")
    page = ana_client.get(at(known[0])).content.decode()
    assert "Doses keep the time of day." in page
    assert "<ins>" in page and "in the morning" in page
    assert "So far 0 of 1 the same as the known answer, 79 % alike." in page


def test_what_is_typed_is_kept(known, project, ana_client):
    following(ana_client, project)
    ana_client.post(at(known[0], "practice_draft"), posted(known[0], completion="Half an answer"), headers=HTMX)
    assert following(ana_client, project) == (known[0].pk, True)
    assert "Half an answer" in ana_client.get(at(known[0])).content.decode()


def test_another_tab_is_not_written_over(known, project, ana_client):
    following(ana_client, project)
    address = at(known[0], "practice_draft")
    ana_client.post(address, posted(known[0], session=1, completion="One"), headers=HTMX)
    refused = ana_client.post(address, posted(known[0], session=2, completion="Two"), headers=HTMX)
    assert refused.status_code == 409 and "Keep mine" in refused.content.decode()
    kept = posted(known[0], session=2, sequence=2, completion="Two", seen=1, keep="mine")
    assert ana_client.post(address, kept, headers=HTMX).status_code == 200
    assert PracticeAnswer.objects.get().completion == "Two"


def test_what_a_submission_lacks_is_said_and_the_text_is_kept(known, project, ana_client):
    following(ana_client, project)
    refused = answer(ana_client, known[0], "")
    assert refused.status_code == 422
    assert PracticeAnswer.objects.get().completion == ""
    assert not PracticeAnswer.objects.exclude(decision="").exists() and not Version.objects.exists()


def test_only_what_is_theirs_to_answer_opens(known, project, waiting, ana_client, ben_client):
    following(ana_client, project)
    assert ana_client.get(at(waiting)).status_code == 404
    assert ben_client.get(at(known[0])).status_code == 404  # has not asked for an example yet
    assert answer(ana_client, waiting).status_code == 409
    elsewhere = use_for_practice(make_example(make_project()), ANSWER)
    foreign = reverse("annotate:practice_decide", args=[project.slug, elsewhere.pk])
    assert ana_client.post(foreign, {"decision": "submit"}).status_code == 404
    assert not PracticeAnswer.objects.exists()


def test_the_source_of_a_final_stays_as_it_is(known, project, ana_client):
    following(ana_client, project)
    words = {"page": 1, "start": 0, "end": 10}
    assert post(ana_client, known[0], "source", **words).status_code == 409
    assert Example.objects.get(pk=known[0].pk).evidence == known[0].evidence


def asked_of_practice(do):
    with CaptureQueriesContext(connection) as captured:
        do()
    tables = [f'"{model._meta.db_table}"' for model in (KnownAnswer, Practice, PracticeAnswer)]
    return [query["sql"] for query in captured if any(table in query["sql"] for table in tables)]


@pytest.mark.usefixtures("waiting")
def test_handing_out_asks_once_where_the_project_practises_and_never_elsewhere(project, ana_client, known):
    following(ana_client, project)
    Practice.objects.update(ended_at="2026-01-01T00:00Z")
    assert len(asked_of_practice(lambda: following(ana_client, project))) == 1
    Project.objects.update(has_practice=False)
    assert asked_of_practice(lambda: following(ana_client, project)) == []


@pytest.mark.django_db(transaction=True)
def test_several_tabs_that_answer_at_once_leave_one_answer():
    project = make_project()
    example = use_for_practice(make_example(project), ANSWER)
    ana = join(project, make_user(), Role.ANNOTATOR)
    tabs = [signed_in(ana) for _ in range(5)]
    start = Barrier(len(tabs))

    def work(tab):
        start.wait()
        try:
            tab.get(url(project, "next"))
            return answer(tab, example, session=id(tab)).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(len(tabs)) as pool:
        assert set(pool.map(work, tabs)) == {200}
    assert Practice.objects.count() == PracticeAnswer.objects.count() == 1
