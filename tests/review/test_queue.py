import pytest
from django.urls import reverse

from curation.examples.models import Version
from curation.examples.states import Decision, Status
from curation.projects.roles import Role
from curation.review import queue
from curation.review.queue import Tab
from tests.factories import join, make_document, make_example, make_passage, make_project, make_user

pytestmark = pytest.mark.django_db


def waiting(project, status, *, author=None, **fields):
    example = make_example(passage=make_passage(make_document(project)), status=status, **fields)
    Version.objects.create(
        example=example,
        author=author or make_user(),
        prompt="What dose?",
        completion="2.5 mg",
        decision=Decision.SUBMIT,
    )
    return example


def test_each_tab_holds_its_statuses_and_counts_them(project):
    disputed = waiting(project, Status.DISPUTED)
    flagged = waiting(project, Status.FLAGGED)
    submitted, agreed = waiting(project, Status.SUBMITTED), waiting(project, Status.AGREED)
    waiting(project, Status.REJECTED)
    waiting(make_project(), Status.DISPUTED)
    held = {tab: list(queue.waiting(project, tab)) for tab in Tab}
    assert held == {
        Tab.DISPUTED: [disputed],
        Tab.FLAGGED: [flagged],
        Tab.SUBMITTED: [submitted, agreed],
        Tab.ALL: [disputed, flagged, submitted, agreed],
    }
    assert {each.tab: each.count for each in queue.counts(project)} == {tab: len(rows) for tab, rows in held.items()}


def test_the_next_example_leaves_out_what_the_reviewer_wrote(project, reviewer):
    first, own, last = (
        waiting(project, Status.SUBMITTED),
        waiting(project, Status.SUBMITTED, author=reviewer),
        waiting(project, Status.SUBMITTED),
    )
    assert queue.following(project, Tab.ALL, reviewer, after=first.pk) == last.pk
    assert queue.following(project, Tab.ALL, reviewer, after=last.pk) == first.pk
    assert queue.preceding(project, Tab.ALL, reviewer, before=last.pk) == first.pk
    assert own in queue.waiting(project)


def test_the_queue_says_why_each_example_waits(project, reviewer, client):
    example = waiting(project, Status.FLAGGED)
    example.versions.update(decision=Decision.FLAG, reason="not_my_field")
    waiting(project, Status.DISPUTED)
    page = client.get(reverse("review:queue", args=[project.slug])).content.decode()
    assert "Different answers" in page
    assert "Not my field" in page


@pytest.mark.parametrize("htmx", [False, True])
def test_a_long_queue_comes_in_pages(project, reviewer, client, htmx, monkeypatch):
    monkeypatch.setattr(queue, "PAGE", 2)
    examples = [waiting(project, Status.SUBMITTED) for _ in range(3)]
    url = reverse("review:queue", args=[project.slug])
    headers = {"HX-Request": "true"} if htmx else {}
    first = client.get(url, headers=headers)
    assert [row.pk for row in first.context["rows"]] == [examples[0].pk, examples[1].pk]
    assert ("<html" in first.content.decode()) is not htmx
    second = client.get(url, {"after": first.context["more"].pk}, headers=headers)
    assert [row.pk for row in second.context["rows"]] == [examples[2].pk]
    assert second.context["more"] is None


def test_the_number_of_queries_does_not_grow_with_the_queue(project, reviewer, client, django_assert_max_num_queries):
    for _ in range(20):
        waiting(project, Status.SUBMITTED)
    with django_assert_max_num_queries(20):
        client.get(reverse("review:queue", args=[project.slug]))


def test_an_empty_queue_says_so(project, reviewer, client):
    page = client.get(reverse("review:queue", args=[project.slug]), {"tab": "nonsense"}).content.decode()
    assert "Nothing to review" in page
    assert "Start reviewing" not in page


@pytest.mark.parametrize("name", ["review:queue", "review:example", "review:decide", "review:undo"])
@pytest.mark.parametrize(("role", "expected"), [(Role.ANNOTATOR, 403), (Role.UPLOADER, 403), (None, 404)])
def test_only_reviewers_come_in(project, client, name, role, expected):
    example = waiting(project, Status.DISPUTED)
    person = make_user()
    if role:
        join(project, person, role)
    client.force_login(person)
    args = [project.slug, example.pk] if name in ("review:example", "review:decide") else [project.slug]
    send = client.post if name in ("review:decide", "review:undo") else client.get
    assert send(reverse(name, args=args)).status_code == expected


def test_a_person_who_is_not_signed_in_is_asked_to(project, client):
    url = reverse("review:queue", args=[project.slug])
    assert reverse("accounts:sign_in") in client.get(url).url
    assert client.get(url, headers={"HX-Request": "true"}).status_code == 401


def test_an_example_of_another_project_is_not_found(project, reviewer, client):
    foreign = waiting(make_project(), Status.DISPUTED)
    assert client.get(reverse("review:example", args=[project.slug, foreign.pk])).status_code == 404
    assert client.post(reverse("review:decide", args=[project.slug, foreign.pk])).status_code == 404


def test_beyond_ten_thousand_nobody_counts(project, monkeypatch):
    monkeypatch.setattr(queue, "COUNTED", 2)
    for _ in range(4):
        waiting(project, Status.FLAGGED)
    assert [each.words for each in queue.counts(project)] == ["0", "2+", "0", "2+"]
