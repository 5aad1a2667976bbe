"""Which waiting examples a person may still get, found without walking past those they have decided."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.fields.tuple_lookups import Tuple, TupleGreaterThanOrEqual
from django.db.models.functions import Now

from curation.accounts.models import User
from curation.annotate.models import Place
from curation.examples.models import Example, Version
from curation.examples.states import Decision
from curation.projects.models import Label, Project

QUEUE = ("queue_order", "id")
BELIEVED = timedelta(minutes=5)


def decided_by(user: User) -> Exists:
    return Exists(Version.objects.decided().filter(example=OuterRef("pk"), author=user))


def settled_by(user: User) -> Exists:
    decided = Version.objects.decided().exclude(decision=Decision.SKIP)
    return Exists(decided.filter(example=OuterRef("pk"), author=user))


def is_for(user: User) -> Q:
    """Assigned to nobody else, and not kept for the people of a label who are others."""
    theirs = Label.people.through.objects.filter(user=user).values("label")
    return Q(assignee=user) | Q(assignee=None) & (Q(for_label=None) | Q(for_label__in=theirs))


def next_assigned(project: Project, user: User) -> QuerySet[Example]:
    return _free(_assigned(project, user), user)[:1]


def free(project: Project, user: User) -> Iterator[QuerySet[Example]]:
    """What is assigned to nobody, queue by queue: that of each of their labels, then everybody's."""
    for queue in [*_of_labels(project, user), _from_place(project, user)]:
        yield _free(queue, user)


def left(project: Project, user: User) -> QuerySet[Example, Any]:
    """What they could still get with what they skipped, for counting."""
    queues = [_from_place(project, user), _assigned(project, user), *_of_labels(project, user)]
    if project.versions_needed > 1:  # where one person is enough, nobody's own settled ones wait
        queues = [queue.filter(~settled_by(user)) for queue in queues]
    first, *others = (queue.values("pk") for queue in queues)
    return first.union(*others, all=True)


def _free(queue: QuerySet[Example], user: User) -> QuerySet[Example]:
    """Reserved by nobody, not decided by this person, in order."""
    unleased = Q(leased_until=None) | Q(leased_until__lt=Now())
    return queue.filter(~decided_by(user), unleased).order_by(*QUEUE)


def _assigned(project: Project, user: User) -> QuerySet[Example]:
    return Example.objects.filter(project=project, assignee=user).drafted()


def _of_labels(project: Project, user: User) -> list[QuerySet[Example]]:
    if not project.queue_by_label:
        return []
    kept = Example.objects.filter(assignee=None).drafted()
    return [kept.filter(for_label=label) for label in Label.objects.filter(people=user, group__project=project)]


def _from_place(project: Project, user: User) -> QuerySet[Example]:
    queue = _everybodys(project)
    if project.versions_needed > 1 and (place := _place(project, user)):
        return queue.filter(TupleGreaterThanOrEqual(Tuple(*QUEUE), (place.queue_order, place.example)))
    return queue


def _everybodys(project: Project) -> QuerySet[Example]:
    return Example.objects.filter(project=project, assignee=None, for_label=None).drafted()


def forget(project: Project, user: User) -> bool:
    """Begin at the front of the queue again; False when that is where the person began."""
    return bool(Place.objects.filter(project=project, user=user).delete()[0])


def _place(project: Project, user: User) -> Place | None:
    places = Place.objects.filter(project=project, user=user)
    if known := places.filter(found_at__gt=Now() - BELIEVED).first():
        return known
    first = _everybodys(project).filter(~decided_by(user)).order_by(*QUEUE).values(*QUEUE).first()
    if first is None:
        return None
    found = {"queue_order": first["queue_order"], "example": first["id"], "found_at": Now()}
    return Place.objects.update_or_create(project=project, user=user, defaults=found)[0]
