"""How many examples have each status, kept by the database beside every change."""

from collections import Counter

import pytest

from curation.examples import tallying
from curation.examples.models import Example, Tally
from curation.examples.states import Action, Status
from curation.projects.progress import progress_of
from tests.factories import make_example, make_project, make_user

pytestmark = pytest.mark.django_db


def counted(project):
    return +progress_of([project])[project.pk].by_status


def counted_one_by_one(project):
    return Counter(Example.objects.filter(project=project).values_list("status", flat=True))


def test_every_way_of_changing_examples_is_counted():
    project, other = make_project(), make_project()
    first, *_ = examples = [make_example(project) for _ in range(4)]
    make_example(other)
    first.move(Status.FLAGGED, by=make_user(), action=Action.FLAGGED)
    Example.objects.filter(pk__in=[each.pk for each in examples[1:3]]).update(status=Status.REJECTED)
    examples[3].delete()
    assert counted(project) == counted_one_by_one(project) == {"flagged": 1, "rejected": 2}
    Example.objects.filter(pk=first.pk).update(project=other)
    assert counted(project) == {"rejected": 2} and counted(other) == {"drafted": 1, "flagged": 1}


def test_many_made_at_once_are_counted():
    project = make_project()
    like = make_example(project)
    rows = [
        Example(project=project, kind=like.kind, drafter="bulk", ordinal=n, document=like.document) for n in range(30)
    ]
    Example.objects.bulk_create(rows)
    assert counted(project) == {"drafted": 31}


def test_adding_up_keeps_the_sums_and_few_rows():
    project, other = make_project(), make_project()
    for into in (project, project, project, other):
        make_example(into)
    Example.objects.filter(project=project).first().move(Status.FLAGGED, by=make_user(), action=Action.FLAGGED)
    before = counted(project), counted(other)
    for _ in range(2):
        tallying.add_up()
    assert (counted(project), counted(other)) == before == ({"drafted": 2, "flagged": 1}, {"drafted": 1})
    assert Tally.objects.count() == 3


def test_a_status_that_no_example_has_any_more_leaves_no_row():
    example = make_example()
    example.move(Status.FLAGGED, by=make_user(), action=Action.FLAGGED)
    tallying.add_up()
    assert [row.status for row in Tally.objects.all()] == ["flagged"]
