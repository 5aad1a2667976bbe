import pytest
from django.urls import reverse
from django.utils import timezone

from curation.examples.models import Example, Version
from curation.examples.states import Action, Decision, Status
from curation.projects.roles import Role
from tests.factories import join, make_document, make_example, make_label, make_passage, make_project, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def project():
    return make_project()


@pytest.fixture
def reviewer(project, client):
    reviewer = join(project, make_user("rosa"), Role.REVIEWER)
    client.force_login(reviewer)
    return reviewer


@pytest.fixture
def example(project):
    example = make_example(passage=make_passage(make_document(project)))
    ana = make_user("annette")
    Version.objects.create(
        example=example, author=ana, prompt=example.prompt, completion="Bisoprolol 5 mg once daily.",
        decision=Decision.SUBMIT, decided_at=timezone.now(),
    )  # fmt: skip
    example.move(Status.SUBMITTED, by=ana, action=Action.SUBMITTED)
    return example


def settle(example, status=Status.FINAL):
    rosa = make_user()
    if status == Status.REJECTED:
        example.move(status, by=rosa, action=Action.REJECTED, note="Wrong page")
    else:
        example.make_final("What dose?", "5 mg.", [make_label(example.project)], by=rosa)
    return Example.objects.get(pk=example.pk)


def page_of(client, example):
    return client.get(reverse("examples:detail", args=[example.project.slug, example.pk])).content.decode()


def reopen(client, example, **data):
    url = reverse("examples:reopen", args=[example.project.slug, example.pk])
    return client.post(url, {"version": example.version, "note": "Dose is wrong"} | data)


def test_it_shows_draft_versions_and_history(reviewer, example, client):
    page = page_of(client, settle(example))
    for shown in ("5 mg.", "Factual", "inserted:", "removed:", "annette", "made final", "submitted"):
        assert shown in page


def test_names_wait_until_a_reviewer_has_decided(reviewer, example, client):
    page = page_of(client, example)
    assert "annette" not in page
    assert "An annotator" in page


@pytest.mark.parametrize("status", [Status.FINAL, Status.REJECTED])
def test_reopening_opens_the_decisions_and_keeps_them_in_the_history(reviewer, example, client, status):
    settled = settle(example, status)
    reopen(client, settled)
    opened = Example.objects.get(pk=example.pk)
    assert (opened.status, opened.final_prompt, opened.signature) == (Status.DRAFTED, "", "")
    assert not opened.labels.exists()
    assert [(v.decision, v.live) for v in opened.versions.order_by("id")] == [(Decision.SUBMIT, False), ("", True)]
    event = opened.events.last()
    assert (event.action, event.actor, event.note) == (Action.REOPENED, reviewer, "Dose is wrong")


def test_reopening_a_copy_that_is_out_of_date_is_refused(reviewer, example, client):
    settled = settle(example)
    assert reopen(client, settled, version=settled.version - 1).status_code == 409
    assert Example.objects.get(pk=example.pk).status == Status.FINAL


def test_what_is_not_settled_cannot_be_reopened(reviewer, example, client):
    reopened = settle(example)
    reopen(client, reopened)
    assert reopen(client, Example.objects.get(pk=example.pk)).status_code == 409
    assert "Reopen" not in page_of(client, example)


@pytest.mark.parametrize(("role", "expected"), [(Role.ANNOTATOR, 403), (None, 404)])
def test_only_reviewers_reopen(project, example, client, role, expected):
    person = make_user()
    if role:
        join(project, person, role)
    client.force_login(person)
    settled = settle(example)
    assert reopen(client, settled).status_code == expected
    if role:
        assert "Reopen" not in page_of(client, settled)


def test_a_sent_back_example_shows_its_way(reviewer, example, client, django_assert_max_num_queries):
    with django_assert_max_num_queries(16):
        page_of(client, example)


def test_an_imported_example_has_no_source(reviewer, project, client):
    imported = Example.objects.create(project=project, kind="summary", drafter="import", prompt="p", completion="c")
    assert "it has no source document" in page_of(client, imported)


def test_text_is_text_and_never_markup(reviewer, project, client):
    example = make_example(
        passage=make_passage(make_document(project)), prompt="<script>alert(1)</script>", completion="<img src=x>"
    )
    page = page_of(client, example)
    assert "<script>alert(1)" not in page
    assert "<img src=x>" not in page
