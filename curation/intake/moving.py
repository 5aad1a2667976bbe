"""Moving documents to another project. Drafts that nobody has opened are made anew there, by that project's settings.

What people have worked on, or made themselves, does not move: its labels, its versions and its history are of its
project. A document with such examples stays where it is, as does one that is at work, or known there.
"""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.db.models.functions import Now
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext_lazy

from curation.accounts.models import User
from curation.celery import ring
from curation.documents.models import Document
from curation.documents.states import SETTLED, State
from curation.errors import Conflict
from curation.examples.models import Example, ModelPassage
from curation.examples.models.model_job import MOVING, PassageState
from curation.examples.states import Action
from curation.intake import tasks
from curation.intake.keeping import record_all
from curation.intake.removing import batches, names_of
from curation.projects.models import Project

STAYS = {
    "at_work": ngettext_lazy(
        "%(n)d document is being read or drafted from. Wait for it, or cancel it.",
        "%(n)d documents are being read or drafted from. Wait for them, or cancel them.",
        "n",
    ),
    "known": ngettext_lazy(
        "%(n)d document is in that project already, or was removed from it. Upload the file there to have it back.",
        "%(n)d documents are in that project already, or were removed from it. Upload them there to have them back.",
        "n",
    ),
    "worked_on": ngettext_lazy(
        "%(n)d document has examples that people have worked on. They belong to this project.",
        "%(n)d documents have examples that people have worked on. They belong to this project.",
        "n",
    ),
}


@dataclass(frozen=True)
class Move:
    """What moving these documents would mean."""

    chosen: list[int]
    to: Project

    @cached_property
    def reasons(self) -> dict[int, str]:
        """Why some of them stay."""
        found: dict[int, str] = {}
        for some in batches(self.chosen):
            found |= reasons_to_stay(some, self.to)
        return found

    @cached_property
    def pks(self) -> list[int]:
        return [pk for pk in self.chosen if pk not in self.reasons]

    @cached_property
    def names(self) -> list[str]:
        """Of the first ones."""
        return names_of(self.pks)

    @property
    def stays(self) -> list[Promise | str]:
        counted = Counter(self.reasons.values())
        return [words % {"n": counted[reason]} for reason, words in STAYS.items() if counted[reason]]

    @cached_property
    def drafts(self) -> int:
        """That nobody has opened: they are made anew."""
        return sum(Example.objects.filter(document__in=some).count() for some in batches(self.pks))

    def carry_out(self, *, by: User) -> int:
        """How many documents were moved; raise Conflict, and move none, when one arrived there meanwhile."""
        try:
            with transaction.atomic():
                return sum(move(some, self.to, by=by) for some in batches(self.pks))
        except IntegrityError as error:
            raise Conflict(_("A document arrived in that project meanwhile. Nothing was moved. Try again.")) from error


def reasons_to_stay(documents: list[int], to: Project) -> dict[int, str]:
    here = Document.objects.filter(pk__in=documents)
    asking = ModelPassage.objects.filter(job__state__in=MOVING, passage__document__in=documents)
    drafted_from = asking.filter(state__in=[PassageState.WAITING, PassageState.ASKING]).values("passage__document")
    known = Document.objects.filter(project=to, sha256__in=here.values("sha256")).values("sha256")
    ways = {
        "worked_on": here.filter(pk__in=worked_on(documents)),
        "known": here.filter(sha256__in=known),
        "at_work": here.filter(~Q(state__in=SETTLED) | Q(pk__in=drafted_from)),
    }
    return {pk: reason for reason, found in ways.items() for pk in found.values_list("pk", flat=True)}


def worked_on(documents: list[int]) -> QuerySet[Example, int | None]:
    """Documents whose examples are no mere drafts: somebody has opened them, or made them of the rows of a sheet."""
    mere = Example.objects.untouched().exclude(passage=None).filter(document__in=documents)
    others = Example.objects.filter(document__in=documents).exclude(pk__in=mere.values("pk"))
    return others.values_list("document", flat=True)


def move(documents: list[int], to: Project, *, by: User) -> int:
    """Move what may still be moved, now that nobody can change it."""
    held = list(Document.objects.filter(pk__in=documents).select_for_update().order_by("pk"))
    drafts = Example.objects.untouched().filter(document__in=documents).order_by()
    free = list(drafts.select_for_update(skip_locked=True, of=("self",)).values_list("pk", flat=True))
    others = Example.objects.filter(document__in=documents).exclude(pk__in=free)
    staying = set(others.values_list("document", flat=True)) | set(reasons_to_stay(documents, to))
    going = [each for each in held if each.pk not in staying]
    moved = Document.objects.filter(pk__in=[each.pk for each in going])
    Example.objects.filter(pk__in=free, document__in=moved).delete()
    record_all(going, Action.MOVED, by=by)
    moved.update(project=to, recipe="", changed_at=Now())
    moved.filter(state=State.READY).update(state=State.READING, token=None, heartbeat=None)
    record_all(moved, Action.MOVED, by=by)
    for each in moved.filter(state=State.READING):
        ring(tasks.draft_document, each.pk)
    return len(going)
