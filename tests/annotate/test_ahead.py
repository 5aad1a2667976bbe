"""The example that is fetched while the one before it is read."""

from datetime import timedelta

import pytest
from django.utils import timezone

from curation.annotate import claims
from curation.examples.models import Example
from curation.examples.states import Decision
from tests.annotate.posting import HTMX, post, url
from tests.factories import make_example, make_project


@pytest.fixture
def two(project, ana_client):
    first, second = make_example(project), make_example(project, prompt="And when?")
    ana_client.get(url(first))
    return first, second


def fetch(client, example):
    return client.get(url(example, "peek"), headers=HTMX)


def expire(example):
    Example.objects.filter(pk=example.pk).update(leased_until=timezone.now() - timedelta(seconds=1))


def now(example):
    return Example.objects.get(pk=example.pk)


def test_it_is_whole_and_kept_from_others_but_not_open(two, ana, ana_client, ben, project):
    page = fetch(ana_client, two[0]).content.decode()
    assert "And when?" in page and 'id="editor"' in page and 'value="submit"' in page
    assert "hx-swap-oob" not in page
    assert (now(two[1]).leased_by, now(two[1]).opened_at) == (ana, None)
    assert claims.claim_next(project, ben) is None


def test_fetching_again_gives_the_same_and_reserves_no_other(two, ana, ana_client, project):
    make_example(project)
    assert "And when?" in fetch(ana_client, two[0]).content.decode()
    assert "And when?" in fetch(ana_client, two[0]).content.decode()
    assert Example.objects.filter(leased_by=ana).count() == 2


def test_the_reservation_ends_by_itself(two, ana_client, ben, project):
    fetch(ana_client, two[0])
    assert now(two[1]).leased_until < timezone.now() + timedelta(minutes=5)
    expire(two[1])
    assert claims.claim_next(project, ben) == two[1]


def test_reading_on_keeps_what_was_fetched(two, ana_client):
    fetch(ana_client, two[0])
    Example.objects.filter(pk=two[1].pk).update(leased_until=timezone.now() + timedelta(seconds=5))
    ana_client.post(url(two[0], "lease"), headers=HTMX)
    assert now(two[1]).leased_until > timezone.now() + timedelta(minutes=2)


def test_a_decision_opens_it_and_answers_with_the_header_alone(two, ana_client):
    fetch(ana_client, two[0])
    answer = post(ana_client, two[0], "decide", decision="submit", ahead=two[1].pk)
    assert answer.headers["HX-Reswap"] == "none"
    assert answer.headers["HX-Push-Url"] == url(two[1])
    assert "Undo" in answer.headers["HX-Trigger"]
    assert 'id="editor"' not in answer.content.decode() and "1 today" in answer.content.decode()
    assert now(two[1]).opened_at


def test_a_decision_gives_another_when_it_is_taken_meanwhile(two, ana_client, ben, project):
    third = make_example(project, prompt="How often?")
    fetch(ana_client, two[0])
    expire(two[1])
    claims.claim_next(project, ben)
    answer = post(ana_client, two[0], "decide", decision="submit", ahead=two[1].pk)
    assert answer.headers["HX-Push-Url"] == url(third)
    assert "How often?" in answer.content.decode()


def test_another_projects_example_is_not_opened_in_its_place(two, ana, ana_client):
    foreign = make_example(make_project(), leased_by=ana, leased_until=timezone.now() + timedelta(minutes=5))
    answer = post(ana_client, two[0], "decide", decision="submit", ahead=foreign.pk)
    assert answer.headers["HX-Push-Url"] == url(two[1])


def test_a_refused_decision_opens_nothing(two, ana_client):
    fetch(ana_client, two[0])
    assert post(ana_client, two[0], "decide", decision="submit", completion=" ", ahead=two[1].pk).status_code == 422
    assert now(two[1]).opened_at is None


def test_coming_back_opens_what_was_open_and_not_what_was_fetched(two, ana, ana_client, project):
    fetch(ana_client, two[0])
    assert claims.claim_next(project, ana) == two[0]


def test_what_was_left_unfinished_comes_back_first_with_its_text(two, ana, ana_client, project):
    post(ana_client, two[0], "draft", completion="Half a thought")
    make_example(project, queue_order=-5)
    expire(two[0])
    assert claims.claim_next(project, ana) == two[0]
    assert "Half a thought" in ana_client.get(url(two[0])).content.decode()


def test_what_the_person_skipped_is_not_fetched_in_advance(two, ana_client):
    fetch(ana_client, two[0])
    post(ana_client, two[0], "decide", decision="skip", ahead=two[1].pk)
    assert fetch(ana_client, two[1]).status_code == 204
    assert now(two[0]).versions.get().decision == Decision.SKIP


def test_a_plain_request_gets_the_page_it_belongs_to(two, ana_client):
    assert ana_client.get(url(two[0], "peek")).headers["Location"] == url(two[0])
