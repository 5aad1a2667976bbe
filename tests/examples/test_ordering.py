import pytest

from curation.annotate import claims
from curation.annotate.tasks import order_queue
from curation.examples import ordering
from curation.examples.models import Example
from curation.projects.models import Project, QueueOrder
from curation.projects.roles import Role
from tests.factories import join, make_document, make_example, make_passage, make_project, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def project():
    """Two documents: each example is named after its document, its drafter and its number."""
    project = make_project()
    for name, confidence in (("a", None), ("b", 61.5)):
        passage = make_passage(make_document(project), confidence=confidence)
        for n, drafter in enumerate(["x", "x", "y"]):
            make_example(passage=passage, drafter=drafter, ordinal=n, prompt=f"{name}{drafter}{n}", score=0.9 - n / 10)
    return project


def set_order(project, order):
    Project.objects.filter(pk=project.pk).update(queue_order=order)
    order_queue(project.pk)
    project.refresh_from_db()


def handed_out(project):
    people = [join(project, make_user(), Role.ANNOTATOR) for _ in range(Example.objects.count())]
    return [claims.claim_next(project, person).prompt for person in people]


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        (QueueOrder.OLDEST, "ax0 ax1 ay2 bx0 bx1 by2"),
        (QueueOrder.LEAST_CERTAIN, "ay2 by2 ax1 bx1 ax0 bx0"),
        (QueueOrder.SPREAD, "ax0 ay2 bx0 by2 ax1 bx1"),
        (QueueOrder.HARD_TO_READ, "bx0 bx1 by2 ax0 ax1 ay2"),
    ],
)
def test_the_setting_decides_who_comes_next(project, order, expected):
    set_order(project, order)
    assert " ".join(handed_out(project)) == expected


def test_back_to_the_oldest_first(project):
    set_order(project, QueueOrder.LEAST_CERTAIN)
    set_order(project, QueueOrder.OLDEST)
    assert set(Example.objects.values_list("queue_order", flat=True)) == {0}


def test_only_a_project_whose_setting_changed_is_ordered_anew(project):
    assert not ordering.unordered().exists()
    Project.objects.filter(pk=project.pk).update(queue_order=QueueOrder.SPREAD)
    assert ordering.unordered().get() == project
    ordering.order_anew(project.pk)
    assert not ordering.unordered().exists()


def test_new_drafts_take_their_place_among_the_others(project):
    set_order(project, QueueOrder.LEAST_CERTAIN)
    new = make_example(project, score=0.95, prompt="new")
    ordering.place_new(project, Example.objects.filter(document=new.document))
    assert handed_out(project)[-1] == "new"
