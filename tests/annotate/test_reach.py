"""A queue in which every example needs several people."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from curation.annotate import claims, counters, deciding, reach
from curation.annotate.deciding import Choice
from curation.annotate.models import Place
from curation.examples.states import Decision
from tests.factories import make_example, make_label, make_passage

SUBMIT = Choice(Decision.SUBMIT)


@pytest.fixture(params=["everybody’s queue", "that of a label"])
def label(request, project, ana, ben):
    """Whose people alone get the examples, if anybody."""
    project.versions_needed = 2
    project.queue_by_label = request.param != "everybody’s queue"
    project.save()
    if not project.queue_by_label:
        return None
    label = make_label(project)
    label.people.set([ana, ben])
    return label


@pytest.fixture
def examples(project, label):
    first = make_example(project, for_label=label)
    passages = [make_passage(first.document) for _ in range(11)]
    return [first, *(make_example(passage=each, for_label=label) for each in passages)]


def settle(project, person, count):
    for _ in range(count):
        deciding.decide(claims.claim_next(project, person), person, SUBMIT)


def look_again(project):
    Place.objects.filter(project=project).update(found_at=timezone.now() - timedelta(hours=1))


def test_nobody_meets_an_example_twice_and_everybody_gets_all(project, ana, ben, examples):
    settle(project, ana, 12)
    assert claims.claim_next(project, ana) is None
    settle(project, ben, 12)
    assert claims.claim_next(project, ben) is None


def test_who_is_far_ahead_begins_where_they_are(project, ana, examples):
    settle(project, ana, 9)
    look_again(project)
    assert claims.claim_next(project, ana) == examples[9]
    assert Place.objects.get(user=ana).example == examples[9].pk


def test_who_is_far_ahead_does_not_walk_past_what_they_have_decided(project, ana, examples):
    if connection.vendor != "postgresql":
        pytest.skip("only PostgreSQL's plans say where in the queue a search begins")
    settle(project, ana, 9)
    look_again(project)
    list(reach.free(project, ana))
    with connection.cursor() as cursor:  # a dozen rows are read whole otherwise, when the statistics happen to say so
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off")
    queue = next(reach.free(project, ana))
    plan = reach.FIRST.plain(*queue.given).explain()
    assert re.search(r"Index Cond: .*ROW\(queue_order, id\) >= ROW\(", plan)


def test_what_others_hold_is_not_passed_for_good(project, ana, ben, examples):
    held = claims.claim_next(project, ben)
    settle(project, ana, 5)
    look_again(project)
    claims.release(held, ben)
    assert claims.claim_next(project, ana) == held


def test_what_comes_in_before_their_place_is_met_at_the_end_at_the_latest(project, label, ana, examples):
    settle(project, ana, 9)
    look_again(project)
    settle(project, ana, 2)
    late = make_example(project, queue_order=-1, for_label=label)
    settle(project, ana, 1)
    assert claims.claim_next(project, ana) == late


def test_what_comes_in_before_their_place_is_met_in_a_few_minutes(project, label, ana, examples):
    settle(project, ana, 9)
    late = make_example(project, queue_order=-1, for_label=label)
    look_again(project)
    assert claims.claim_next(project, ana) == late


def test_what_is_left_leaves_out_what_they_have_settled(project, ana, ben, examples):
    settle(project, ana, 9)
    deciding.decide(claims.claim_next(project, ana), ana, Choice(Decision.SKIP))
    assert counters.left(project, ana) == 3
    assert counters.left(project, ben) == 12
    make_example(project, assignee=ben)
    assert (counters.left(project, ana), counters.left(project, ben)) == (3, 13)


def test_one_person_is_enough_needs_no_place(ana, examples):
    alone = examples[0].project
    alone.versions_needed = 1
    alone.save()
    settle(alone, ana, 3)
    assert not Place.objects.exists()


def test_a_place_in_the_queue_of_a_label_is_kept_beside_that_in_everybodys(project, ana, ben):
    project.versions_needed, project.queue_by_label = 2, True
    project.save()
    label = make_label(project)
    label.people.set([ana])
    _first, last, for_all = (make_example(project, for_label=of) for of in (label, label, None))
    settle(project, ana, 2)
    look_again(project)
    assert claims.claim_next(project, ana) == for_all
    assert {(each.label, each.example) for each in Place.objects.all()} == {(label, last.pk), (None, for_all.pk)}
    late = make_example(project, for_label=label)
    claims.release(for_all, ana)
    assert claims.claim_next(project, ana) == late
    assert claims.claim_next(project, ben) == for_all
