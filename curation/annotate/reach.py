"""Which waiting examples a person may still get, found without walking past those they have decided."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.fields.tuple_lookups import Tuple, TupleGreaterThanOrEqual
from django.db.models.functions import Now

from curation.accounts.models import User
from curation.annotate.models import Place
from curation.annotate.rows import for_desk
from curation.compiled import CompiledCount, CompiledRows, Parameter
from curation.examples.models import Example, Version
from curation.examples.states import Decision
from curation.projects.models import Label, Project

QUEUE = ("queue_order", "id")
BELIEVED = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Queue:
    """The first example of one of the queues, asked for when it is gone through."""

    statement: CompiledRows[Example]
    given: tuple[Any, ...]

    def __iter__(self) -> Iterator[Example]:
        return iter(self.statement(*self.given))


def decided_by(user: User | Parameter) -> Exists:
    return Exists(Version.objects.decided().filter(example=OuterRef("pk"), author=user))


def settled_by(user: User | Parameter) -> Exists:
    decided = Version.objects.decided().exclude(decision=Decision.SKIP)
    return Exists(decided.filter(example=OuterRef("pk"), author=user))


def is_for(user: User | Parameter) -> Q:
    """Assigned to nobody else, and not kept for the people of a label who are others."""
    theirs = Label.people.through.objects.filter(user=user).values("label")
    return Q(assignee=user) | Q(assignee=None) & (Q(for_label=None) | Q(for_label__in=theirs))


def next_assigned(project: Project | Parameter, user: User | Parameter) -> QuerySet[Example]:
    return _free(_assigned(project, user), user)[:1]


def free(project: Project, user: User) -> Iterator[Queue]:
    """What is assigned to nobody, queue by queue: that of each of their labels, then everybody's."""
    for label in _labels(project, user):
        yield Queue(FIRST_OF_LABEL, (user, label))
    place = _place(project, user) if project.versions_needed > 1 else None
    if place:
        yield Queue(FIRST_FROM_PLACE, (user, project, place.queue_order, place.example))
    else:
        yield Queue(FIRST, (user, project))


def left(project: Project, user: User, most: int) -> int:
    """How many they could still get with what they skipped, each queue counted to `most`."""
    several = project.versions_needed > 1
    place = _place(project, user) if several else None
    labels = sum(LEFT_OF_LABEL(several, most, user, label) for label in _labels(project, user))
    if place:
        return labels + LEFT_FROM_PLACE(several, most, user, project, place.queue_order, place.example)
    return labels + LEFT(several, most, user, project)


def _free(queue: QuerySet[Example], user: User | Parameter) -> QuerySet[Example]:
    """Reserved by nobody, not decided by this person, in order."""
    unleased = Q(leased_until=None) | Q(leased_until__lt=Now())
    return queue.filter(~decided_by(user), unleased).order_by(*QUEUE)


def _assigned(project: Project | Parameter, user: User | Parameter) -> QuerySet[Example]:
    return Example.objects.filter(project=project, assignee=user).drafted()


def _labels(project: Project, user: User) -> QuerySet[Label]:
    theirs = Label.objects.filter(people=user, group__project=project)
    return theirs if project.queue_by_label else theirs.none()


def _of_label(label: Label | Parameter) -> QuerySet[Example]:
    return Example.objects.filter(assignee=None, for_label=label).drafted()


def _from(project: Project | Parameter, order: int | Parameter, pk: int | Parameter) -> QuerySet[Example]:
    return _everybodys(project).filter(TupleGreaterThanOrEqual(Tuple(*QUEUE), (order, pk)))


def _everybodys(project: Project | Parameter) -> QuerySet[Example]:
    return Example.objects.filter(project=project, assignee=None, for_label=None).drafted()


def _first(queue: QuerySet[Example], user: Parameter) -> QuerySet[Example]:
    return for_desk(_free(queue, user), user).select_for_update(of=("self",), skip_locked=True)[:1]


def _left(several: bool, most: int, user: Parameter, *queues: QuerySet[Example]) -> QuerySet[Example, Any]:
    """Where one person is enough, nobody's own settled ones wait."""
    first, *others = (queue.filter(~settled_by(user)) if several else queue for queue in queues)
    return first.values("pk").union(*(queue.values("pk") for queue in others), all=True)[:most]


FIRST = CompiledRows(lambda user, project: _first(_everybodys(project), user), "user", "project")
FIRST_OF_LABEL = CompiledRows(lambda user, label: _first(_of_label(label), user), "user", "label")
FIRST_FROM_PLACE = CompiledRows(
    lambda user, project, order, pk: _first(_from(project, order, pk), user), "user", "project", "order", "pk"
)
LEFT = CompiledCount(
    lambda several, most, user, project: _left(
        several, most, user, _everybodys(project), _assigned(project, user)
    ),
    "user", "project",
)  # fmt: skip
LEFT_FROM_PLACE = CompiledCount(
    lambda several, most, user, project, order, pk: _left(
        several, most, user, _from(project, order, pk), _assigned(project, user)
    ),
    "user", "project", "order", "pk",
)  # fmt: skip
LEFT_OF_LABEL = CompiledCount(
    lambda several, most, user, label: _left(several, most, user, _of_label(label)), "user", "label"
)


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
