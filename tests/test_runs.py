"""What every kind of row that a background run holds promises, whoever writes its model."""

from datetime import timedelta

import pytest
from django.db.models.functions import Now

from curation.datasets.models import DatasetVersion
from curation.documents.models import Document, Rereading
from curation.documents.states import State
from curation.errors import LeaseLost
from curation.examples.models import BulkChange, ModelJob, Rewriting
from curation.runs import ending_in_a_state
from tests.factories import make_document, make_example, make_project, make_user

pytestmark = pytest.mark.django_db
WAITING = {
    Document: lambda: make_document(state=State.WAITING),
    Rereading: lambda: Rereading.objects.create(page=make_document().pages.get(), asked_by=make_user()),
    DatasetVersion: lambda: DatasetVersion.objects.create(project=make_project(), number=1),
    ModelJob: lambda: ModelJob.objects.create(project=make_project(), model="test-model", budget=1),
    BulkChange: lambda: BulkChange.objects.create(project=make_project(), made_by=make_user(), what="review"),
    Rewriting: lambda: Rewriting.objects.create(example=make_example(), author=make_user()),
}


@pytest.fixture(params=WAITING, ids=lambda kind: kind.__name__)
def row(request):
    return WAITING[request.param]()


def claim(row):
    """What a run that comes now is given."""
    states = {"waiting": State.WAITING, "working": State.OPENING} if isinstance(row, Document) else {}
    return type(row).objects.claim(row.pk, **states)


def fall_silent(row):
    type(row).objects.filter(pk=row.pk).update(heartbeat=Now() - type(row).objects.all().lease - timedelta(seconds=1))


def test_of_two_runs_one_is_given_the_row(row):
    held = claim(row)
    assert held == row
    assert claim(row) is None
    held.beat()


def test_a_run_that_fell_silent_loses_the_row_and_writes_nothing_more(row):
    first = claim(row)
    fall_silent(row)
    second = claim(row)
    with pytest.raises(LeaseLost):
        first.beat()
    second.beat()


def test_nobody_writes_to_a_row_without_having_claimed_it(row):
    with pytest.raises(LeaseLost):
        row.beat()


def test_a_row_whose_runs_always_die_is_given_to_no_more_of_them(row):
    for _ in range(20):
        if claim(row) is None:
            break
        fall_silent(row)
    assert claim(row) is None
    assert type(row).objects.all().died_too_often().get() == row


@pytest.mark.parametrize("told", [True, False])
def test_a_failure_is_written_down_and_raised_unless_that_tells_all(told):
    seen = []
    ended = pytest.raises(ValueError) if not told else ending_in_a_state("outside", lambda _: False)
    with ended, ending_in_a_state("a run", lambda error: seen.append(str(error)) or told):
        raise ValueError("broken")
    assert seen == ["broken"]


def test_a_run_that_lost_its_row_ends_quietly_even_while_it_says_how_it_failed():
    def lost(_):
        raise LeaseLost

    for end, failure in ((pytest.fail, LeaseLost), (lost, ValueError)):
        with ending_in_a_state("a run", end):
            raise failure
