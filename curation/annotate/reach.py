"""Which waiting examples a person may still get, found without walking past those they have decided."""

from datetime import timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.fields.tuple_lookups import Tuple, TupleGreaterThanOrEqual
from django.db.models.functions import Now

from curation.accounts.models import User
from curation.annotate.models import Place
from curation.examples.models import Example, Version
from curation.examples.states import Decision
from curation.projects.models import Project

QUEUE = ("queue_order", "id")
BELIEVED = timedelta(minutes=5)


def decided_by(user: User) -> Exists:
    return Exists(Version.objects.decided().filter(example=OuterRef("pk"), author=user))


def settled_by(user: User) -> Exists:
    decided = Version.objects.decided().exclude(decision=Decision.SKIP)
    return Exists(decided.filter(example=OuterRef("pk"), author=user))


def free(project: Project, user: User) -> QuerySet[Example]:
    """In the queue, assigned to nobody, reserved by nobody, not decided by this person."""
    unleased = Q(leased_until=None) | Q(leased_until__lt=Now())
    return _from_place(project, user).filter(~decided_by(user), unleased, assignee=None).order_by(*QUEUE)


def left(project: Project, user: User) -> QuerySet[Example]:
    """The same with what they skipped, for counting. Where one person is enough, nobody's own settled ones wait."""
    queue = _from_place(project, user).filter(Q(assignee=None) | Q(assignee=user))
    return queue if project.versions_needed == 1 else queue.filter(~settled_by(user))


def _from_place(project: Project, user: User) -> QuerySet[Example]:
    queue = Example.objects.filter(project=project).drafted()
    if project.versions_needed > 1 and (place := _place(project, user)):
        return queue.filter(TupleGreaterThanOrEqual(Tuple(*QUEUE), (place.queue_order, place.example)))
    return queue


def forget(project: Project, user: User) -> bool:
    """Begin at the front of the queue again; False when that is where the person began."""
    return bool(Place.objects.filter(project=project, user=user).delete()[0])


def _place(project: Project, user: User) -> Place | None:
    places = Place.objects.filter(project=project, user=user)
    if known := places.filter(found_at__gt=Now() - BELIEVED).first():
        return known
    undecided = Example.objects.filter(project=project, assignee=None).drafted().filter(~decided_by(user))
    first = undecided.order_by(*QUEUE).values(*QUEUE).first()
    if first is None:
        return None
    found = {"queue_order": first["queue_order"], "example": first["id"], "found_at": Now()}
    return Place.objects.update_or_create(project=project, user=user, defaults=found)[0]
