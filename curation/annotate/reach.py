"""Which waiting examples a person may still get, found without walking past those they have decided."""

from collections.abc import Callable, Iterator
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
    """One of the queues that a person gets examples from. Going through it asks for its first."""

    user: User
    of: Project | Label
    place: Place | None  # where the person has come to; else it begins at its front

    def __iter__(self) -> Iterator[Example]:
        return iter(FIRST(*self.given))

    @property
    def given(self) -> tuple[Any, ...]:
        """What the statements take."""
        place = (self.place.queue_order, self.place.example) if self.place else (0, 0)
        return type(self.of), self.place is not None, self.user, self.of, *place


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
    """What is assigned to nobody, queue by queue: that of each of their labels, then everybody's.

    At the end those again that began where the person was believed to have come to: something may have come in before.
    """
    believed = _believed(project, user)
    yield from _queues(project, user, believed)
    if believed:
        Place.objects.filter(pk__in=[place.pk for place in believed.values()]).delete()
        yield from _queues(project, user, _believed(project, user))


def left(project: Project, user: User, most: int) -> int:
    """How many they could still get with what they skipped, each queue counted to `most`."""
    several = project.versions_needed > 1
    waiting = sum(LEFT(several, most, *queue.given) for queue in _queues(project, user, _believed(project, user)))
    return waiting + (LEFT_ASSIGNED(most, user, project) if several else 0)


def _queues(project: Project, user: User, believed: dict[int | None, Place]) -> Iterator[Queue]:
    several = project.versions_needed > 1
    queues: list[Project | Label] = [*(LABELS(project, user) if project.queue_by_label else []), project]
    for of in queues:
        yield Queue(user, of, believed.get(_key(of)) or _look_up(project, user, of) if several else None)


def _believed(project: Project, user: User) -> dict[int | None, Place]:
    places = PLACES(project, user) if project.versions_needed > 1 else []
    return {place.label_id: place for place in places}


def _look_up(project: Project, user: User, of: Project | Label) -> Place | None:
    """Where the person has come to: the first that they have not decided, else the last; None where nothing waits."""
    queue = WHOLE[type(of)](of)
    ahead = queue.filter(~decided_by(user)).order_by(*QUEUE)
    rows = ahead, queue.order_by(*QUEUE).reverse()
    found = next((row for each in rows for row in each.values_list(*QUEUE)[:1]), None)
    if found is None:
        return None
    order, pk = found
    fields = {"queue_order": order, "example": pk, "found_at": Now()}
    label = of if isinstance(of, Label) else None
    return Place.objects.update_or_create(project=project, user=user, label=label, defaults=fields)[0]


def _key(of: Project | Label) -> int | None:
    return of.pk if isinstance(of, Label) else None


def _free(queue: QuerySet[Example], user: User | Parameter) -> QuerySet[Example]:
    """Reserved by nobody, not decided by this person, in order."""
    unleased = Q(leased_until=None) | Q(leased_until__lt=Now())
    return queue.filter(~decided_by(user), unleased).order_by(*QUEUE)


def _assigned(project: Project | Parameter, user: User | Parameter) -> QuerySet[Example]:
    return Example.objects.filter(project=project, assignee=user).drafted()


def _everybodys(project: Project | Parameter) -> QuerySet[Example]:
    return Example.objects.filter(project=project, assignee=None, for_label=None).drafted()


def _of_label(label: Label | Parameter) -> QuerySet[Example]:
    return Example.objects.filter(assignee=None, for_label=label).drafted()


WHOLE: dict[type, Callable[[Any], QuerySet[Example]]] = {Project: _everybodys, Label: _of_label}


def _begun(of: type, placed: bool, whose: Parameter, order: Parameter, pk: Parameter) -> QuerySet[Example]:
    queue = WHOLE[of](whose)
    return queue.filter(TupleGreaterThanOrEqual(Tuple(*QUEUE), (order, pk))) if placed else queue


def _first(of: type, placed: bool, user: Parameter, *begun: Parameter) -> QuerySet[Example]:
    queue = for_desk(_free(_begun(of, placed, *begun), user), user)
    return queue.select_for_update(of=("self",), skip_locked=True)[:1]


def _left(
    several: bool, most: int, of: type, placed: bool, user: Parameter, whose: Parameter, *place: Parameter
) -> QuerySet[Example, Any]:
    """Where one person is enough, nobody's own settled ones wait, and what is assigned to them counts as everybody's.

    Else it would make PostgreSQL read all that the person ever wrote, as would leaving out the order.
    """
    queue = _begun(of, placed, whose, *place)
    if several:
        return queue.filter(~settled_by(user)).order_by(*QUEUE).values("pk")[:most]
    others = [_assigned(whose, user).values("pk")] if of is Project else []
    return queue.values("pk").union(*others, all=True)[:most]


def _left_assigned(most: int, user: Parameter, project: Parameter) -> QuerySet[Example, Any]:
    return _assigned(project, user).filter(~settled_by(user)).values("pk")[:most]


def _labels(project: Parameter, user: Parameter) -> QuerySet[Label]:
    return Label.objects.filter(people=user, group__project=project)


def _places(project: Parameter, user: Parameter) -> QuerySet[Place]:
    return Place.objects.filter(project=project, user=user, found_at__gt=Now() - BELIEVED)


GIVEN = ("user", "of", "order", "pk")
FIRST, LEFT = CompiledRows(_first, *GIVEN), CompiledCount(_left, *GIVEN)
LEFT_ASSIGNED = CompiledCount(_left_assigned, "user", "project")
LABELS = CompiledRows(_labels, "project", "user")
PLACES = CompiledRows(_places, "project", "user")
