import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection
from django.utils import timezone

from curation.annotate import claims, deciding, reach
from curation.annotate.deciding import Choice
from curation.examples.models import Example, Version
from curation.examples.states import Decision
from curation.projects.roles import Role
from tests.factories import join, make_example, make_passage, make_project, make_user


@pytest.mark.django_db(transaction=True)
def test_twenty_people_never_share_an_example():
    project = make_project()
    passage = make_passage()
    for n in range(200):
        make_example(passage=passage, ordinal=n)
    Example.objects.update(project=project)
    people = [join(project, make_user(), Role.ANNOTATOR) for _ in range(20)]
    start = Barrier(len(people))

    def work(person):
        start.wait()
        got = []
        try:
            while example := claims.claim_next(project, person):
                got.append(example.pk)
                deciding.decide(example, person, Choice(Decision.SUBMIT))
        finally:
            connection.close()
        return got

    with ThreadPoolExecutor(len(people)) as pool:
        handed_out = [pk for got in pool.map(work, people) for pk in got]
    assert len(handed_out) == len(set(handed_out)) == 200


def test_the_queue_order_decides_then_age(project, ana, ben):
    late = make_example(project, queue_order=5)
    first = make_example(project)
    assert claims.claim_next(project, ana) == first
    assert claims.claim_next(project, ben) == late


def test_who_holds_an_example_gets_it_again(project, ana):
    make_example(project)
    make_example(project, queue_order=-1)
    assert claims.claim_next(project, ana) == claims.claim_next(project, ana)


def test_an_expired_lease_is_free_without_any_job(project, ana, ben):
    example = make_example(project)
    claims.claim_next(project, ana)
    assert claims.claim_next(project, ben) is None
    Example.objects.update(leased_until=timezone.now() - timedelta(seconds=1))
    assert claims.claim_next(project, ben) == example
    assert not claims.claim(example, ana)


def test_what_was_sent_back_comes_first_and_to_its_author_alone(project, ana, ben):
    make_example(project)
    returned = make_example(project, queue_order=9, assignee=ana)
    assert claims.claim_next(project, ana) == returned
    claims.release(returned, ana)
    assert claims.claim_next(project, ben) != returned
    assert not claims.claim(returned, ben)


def test_nobody_gets_what_they_have_decided(project, ana):
    project.versions_needed = 2
    project.save()
    example = make_example(project)
    deciding.decide(example, ana, Choice(Decision.SUBMIT))
    assert claims.claim_next(project, ana) is None


def test_skipped_examples_come_back_last_and_the_oldest_skip_first(project, ana):
    skipped = [make_example(project), make_example(project)]
    for example in skipped:
        deciding.decide(example, ana, Choice(Decision.SKIP))
    fresh = make_example(project)
    assert claims.claim_next(project, ana) == fresh
    deciding.decide(fresh, ana, Choice(Decision.SUBMIT))
    assert claims.claim_next(project, ana) == skipped[0]


def test_other_projects_stay_apart(project, ana):
    make_example(make_project())
    assert claims.claim_next(project, ana) is None


def test_a_skipped_example_that_comes_back_can_be_decided_anew(project, ana):
    example = make_example(project)
    deciding.decide(example, ana, Choice(Decision.SKIP))
    assert claims.claim_next(project, ana) == example
    deciding.decide(example, ana, Choice(Decision.SUBMIT))
    assert sorted(example.versions.values_list("decision", "live")) == [("skip", False), ("submit", True)]


def test_a_late_signal_does_not_take_back_what_was_skipped(project, ana):
    example = make_example(project)
    claims.claim_next(project, ana)
    deciding.decide(example, ana, Choice(Decision.SKIP))
    assert not claims.claim(example, ana)
    assert claims.claim_next(project, ana) == example
    assert claims.claim(example, ana)


def test_the_project_says_how_long_an_example_stays_reserved(project, ana):
    project.lease_minutes = 60
    project.save()
    example = make_example(project)
    claims.claim_next(project, ana)
    example.refresh_from_db()
    assert timedelta(minutes=59) < example.leased_until - timezone.now() <= timedelta(minutes=60)


def test_handing_one_out_reads_nothing_of_what_the_person_wrote(project, ana):
    if connection.vendor != "postgresql":
        pytest.skip("only PostgreSQL says how many rows it read")
    passage = make_example(project).passage
    examples = Example.objects.bulk_create(
        Example(project=project, passage=passage, kind=project.kind, drafter="many", ordinal=n) for n in range(300)
    )
    Version.objects.bulk_create(Version(example=each, author=ana) for each in examples)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE examples_example, examples_version")
    (queue,) = reach.free(project, ana)
    plan = reach.FIRST.plain(*queue.given).explain(analyze=True)
    read = re.findall(r"on examples_version .*actual time=\S+ rows=([\d.]+)", plan)
    assert read and max(map(float, read)) <= 1
