from datetime import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from curation.examples import listing, narrowing
from curation.examples.models import Version
from curation.examples.states import Decision, FlagReason, RejectReason, Status
from curation.pipeline import tokens
from curation.projects.roles import Role
from tests.factories import join, make_document, make_example, make_label, make_passage, make_project, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def project():
    return make_project()


@pytest.fixture
def annotator(project, client):
    annotator = join(project, make_user("ana"), Role.ANNOTATOR)
    client.force_login(annotator)
    return annotator


def an_example(project, *, name="letter.pdf", **fields):
    return make_example(passage=make_passage(make_document(project, name=name)), **fields)


def ask(client, project, *, htmx=False, **query):
    url = reverse("examples:list", args=[project.slug])
    return client.get(url, query, headers={"HX-Request": "true"} if htmx else {})


def found(client, project, q):
    return ask(client, project, q=q).context["rows"]


def test_words_are_looked_for_in_draft_and_final(project, annotator, client):
    drafted = an_example(project, prompt="Which dose?", completion="Two tablets")
    final = an_example(project, prompt="x", status=Status.FINAL, final_prompt="Which Dose now?", final_completion="One")
    an_example(make_project(), prompt="Which dose elsewhere?")
    assert found(client, project, "dose") == [final, drafted]
    assert found(client, project, "dose tablets") == [drafted]
    assert found(client, project, "100%") == []


def test_filters_narrow_the_list(project, annotator, client):
    label = make_label(project, "Cardiology")
    flagged = an_example(project, status=Status.FLAGGED, name="carta.pdf")
    other = an_example(project)
    version = Version.objects.create(
        example=flagged, author=annotator, prompt="p", completion="c", decision=Decision.FLAG
    )
    version.labels.add(label)
    other.labels.add(label)
    assert found(client, project, "status:flagged") == [flagged]
    assert found(client, project, "doc:carta") == [flagged]
    assert found(client, project, "by:ana") == [flagged]
    assert found(client, project, "etiqueta:cardio") == [other, flagged]
    assert found(client, project, "etiqueta:cardio estado:derivado") == [flagged]


@pytest.mark.parametrize(("few", "others"), [(10_000, 0), (0, 0), (0, 30)])
def test_labels_are_found_in_finals_and_in_what_people_write_now(project, annotator, client, monkeypatch, few, others):
    """Few, many and close together, or many and far between."""
    monkeypatch.setattr(narrowing, "FEW", few)
    label, other = make_label(project, "Cardiology"), make_label(project, "Nursing")
    final, written, before, newest = (an_example(project) for _ in range(4))
    final.labels.add(label)
    newest.labels.add(label)
    for example, live in ((written, True), (before, False)):
        version = Version.objects.create(example=example, author=annotator, prompt="p", completion="c", live=live)
        version.labels.add(label)
    before.labels.add(other)
    for _ in range(others):
        an_example(project).labels.add(other)
    assert found(client, project, "label:cardio") == [newest, written, final]
    assert found(client, project, "label:surgery") == []


@pytest.mark.parametrize("few", [10_000, 0])
def test_what_somebody_flagged_is_found_by_the_reason(project, annotator, client, monkeypatch, few):
    monkeypatch.setattr(narrowing, "FEW", few)
    unsure, personal, submitted = (an_example(project) for _ in range(3))
    for example, decision, reason in (
        (unsure, Decision.FLAG, FlagReason.UNSURE),
        (personal, Decision.FLAG, FlagReason.PERSONAL),
        (submitted, Decision.REJECT, RejectReason.PERSONAL),
    ):
        Version.objects.create(example=example, author=annotator, decision=decision, reason=reason)
    assert found(client, project, "flag:personal") == [personal]
    assert found(client, project, "motivo:dudas") == [unsure]


@pytest.mark.parametrize("few", [10_000, 0])
def test_examples_are_found_by_how_surely_their_source_was_read(project, annotator, client, monkeypatch, few):
    monkeypatch.setattr(narrowing, "FEW", few)
    document = make_document(project)
    hard, sure = (make_example(passage=make_passage(document, confidence=percent)) for percent in (61.5, 97))
    make_example(passage=make_passage(document))
    assert found(client, project, "conf:<70") == [hard]
    assert found(client, project, "confianza:61,5..97") == [sure, hard]
    assert found(client, project, "conf:>97") == []


@pytest.mark.parametrize("few", [10_000, 0])
def test_examples_are_found_by_about_how_long_their_completion_is(project, annotator, client, monkeypatch, few):
    monkeypatch.setattr(narrowing, "FEW", few)
    ten = an_example(project, completion="x" * 41)
    settled = {"status": Status.FINAL, "final_prompt": "p", "final_completion": "x" * 42}
    eleven = an_example(project, completion="x" * 41, **settled)
    assert [tokens.estimate(text, "en") for text in (ten.completion, eleven.final_completion)] == [10, 11]
    for both in ("tokens:10..11", "tokens:>=9.5", "tokens:>=10", "tokens:>9", "tokens:<=11", "tokens:<12"):
        assert found(client, project, both) == [eleven, ten]
    for first in ("tokens:10", "tokens:<10.5", "tokens:<11", "tokens:<=10"):
        assert found(client, project, first) == [ten]
    for second in ("tokens:11", "tokens:>10", "tokens:>=11"):
        assert found(client, project, second) == [eleven]
    assert found(client, project, "tokens:>999999999") == []


@pytest.mark.parametrize("few", [10_000, 0])
def test_examples_are_found_by_the_day_of_their_last_change(project, annotator, client, monkeypatch, few):
    monkeypatch.setattr(narrowing, "FEW", few)
    days = [datetime(2026, 11, day, hour, tzinfo=timezone.get_current_timezone()) for day, hour in ((29, 23), (30, 0))]
    early, late = (an_example(project, changed_at=day) for day in days)
    assert found(client, project, "before:2026-11-30") == [early]
    assert found(client, project, "desde:2026-11-30") == [late]
    assert found(client, project, "after:2026-11-29 before:2026-12-01") == [late, early]


@pytest.mark.parametrize(
    ("q", "like"), [("conf:low", "conf:&lt;70"), ("after:30/11/2026", "after:2026-11-30"), ("antes:x", "before:2026")]
)
def test_a_value_that_cannot_be_read_is_answered_with_how_to_write_it(project, annotator, client, q, like):
    answer = ask(client, project, q=q)
    assert answer.status_code == 422
    assert f"“{q}” cannot be read. Write it like {like}" in answer.content.decode()


@pytest.mark.parametrize("htmx", [False, True])
def test_a_word_that_means_nothing_is_explained_at_the_field(project, annotator, client, htmx):
    answer = ask(client, project, q="estdo:final", htmx=htmx)
    assert answer.status_code == 422
    assert "Did you mean “estado”?" in answer.content.decode()
    assert ("<html" in answer.content.decode()) is not htmx


def test_each_filter_can_be_removed(project, annotator, client):
    an_example(project)
    chips = ask(client, project, q='dose status:drafted label:"Answer type"').context["chips"]
    assert [query for _, query in chips] == [
        "q=status%3Adrafted+label%3A%22Answer+type%22",
        "q=dose+label%3A%22Answer+type%22",
        "q=dose+status%3Adrafted",
    ]


def test_pages_go_forth_and_back_and_keep_the_search(project, annotator, client, monkeypatch):
    monkeypatch.setattr(listing, "PAGE", 2)
    one, two, three, four, five = (an_example(project, prompt="dose") for _ in range(5))
    first = ask(client, project, q="dose").context
    assert (first["rows"], first["newer"]) == ([five, four], "")
    second = ask(client, project, q="dose", before=four.pk).context
    assert (second["rows"], second["older"]) == ([three, two], f"q=dose&before={two.pk}")
    last = ask(client, project, q="dose", before=two.pk).context
    assert (last["rows"], last["older"]) == ([one], "")
    back = ask(client, project, q="dose", after=one.pk).context
    assert (back["rows"], back["newer"]) == ([three, two], f"q=dose&after={three.pk}")
    assert ask(client, project, q="dose", after=three.pk).context["newer"] == ""


def test_the_count_is_exact_until_it_no_longer_matters(project, annotator, client, monkeypatch):
    monkeypatch.setattr(listing, "PAGE", 1)
    an_example(project)
    assert ask(client, project).context["total"] == "1 example"
    monkeypatch.setattr(listing, "COUNTED", 2)
    an_example(project), an_example(project)
    assert ask(client, project, q="dose").context["total"] == "more than 2 examples"
    assert ask(client, project).context["total"] == "3 examples"
    assert ask(client, project, q="status:drafted").context["total"] == "3 examples"


def test_the_number_of_queries_does_not_grow(project, annotator, client, django_assert_max_num_queries):
    for _ in range(20):
        an_example(project)
    with django_assert_max_num_queries(8):
        ask(client, project)


def test_an_empty_list_says_why(project, annotator, client):
    assert "No examples yet" in ask(client, project).content.decode()
    assert "No examples match" in ask(client, project, q="nothing").content.decode()


@pytest.mark.parametrize(("role", "expected"), [(Role.REVIEWER, 200), (Role.UPLOADER, 403), (None, 404)])
@pytest.mark.parametrize("name", ["examples:list", "examples:detail"])
def test_annotators_and_above_come_in(project, client, role, expected, name):
    example = an_example(project)
    person = make_user()
    if role:
        join(project, person, role)
    client.force_login(person)
    args = [project.slug] if name == "examples:list" else [project.slug, example.pk]
    assert client.get(reverse(name, args=args)).status_code == expected


def test_a_person_who_is_not_signed_in_is_asked_to(project, client):
    assert reverse("accounts:sign_in") in ask(client, project).url
    assert ask(client, project, htmx=True).status_code == 401
