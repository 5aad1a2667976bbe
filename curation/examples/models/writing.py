"""What one person writes for an example, of whatever use it is: saved while they type, and their decision."""

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from curation.compiled import CompiledRows, CompiledUpdate, Parameter
from curation.examples.models.example import Example
from curation.examples.states import REASONS, Decision
from curation.projects.models import Label


class Writing(models.Model):
    """`decision` is empty while the person is still at it.

    A save carries the editing session it comes from and a rising number; `revision` counts the saves kept.
    """

    prompt = models.TextField(_("prompt"), blank=True)
    completion = models.TextField(_("completion"), blank=True)
    context = models.JSONField(null=True, blank=True)  # turns before the prompt, where the person changed them
    decision = models.CharField(_("decision"), max_length=8, choices=Decision, blank=True)
    reason = models.CharField(_("reason"), max_length=16, blank=True)
    note = models.TextField(_("note"), blank=True)
    seconds = models.PositiveIntegerField(_("seconds"), default=0)
    session = models.CharField(max_length=36, blank=True)
    sequence = models.PositiveBigIntegerField(default=0)
    revision = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    saved_at = models.DateTimeField(db_default=Now())
    decided_at = models.DateTimeField(null=True)

    example: "models.ForeignKey[Example, Example]"  # each kind of writing has its own, by which it is found
    labels: "models.ManyToManyField[Label, Any]"

    class Meta:
        abstract = True

    @property
    def reason_words(self) -> str:
        reasons = REASONS.get(self.decision)
        return str(reasons(self.reason).label) if reasons and self.reason else ""

    @property
    def turns(self) -> list[list[str]]:
        """What stands before the prompt: as the person left it, else as drafted."""
        return self.example.context if self.context is None else self.context

    @property
    def is_edited(self) -> bool:
        return (self.prompt, self.completion) != (self.example.prompt, self.example.completion)

    def save_text(self, *, session: str, sequence: int, seen: int, **fields: Any) -> bool:
        """Keep the newest text of an editing session; False, and the row as it is, when this is not the newest."""
        fields |= {"session": session, "sequence": sequence, "saved_at": Now(), "revision": self.revision + 1}
        if self.pk and not STORED_BEFORE(fields, type(self), self.pk, session, sequence, seen):
            self.refresh_from_db()
            return False
        for name, value in fields.items():
            setattr(self, name, value)
        if not self.pk:
            self.save(force_insert=True)
        self.saved_at = timezone.now()
        return True

    def save_decision(self, **fields: Any) -> None:
        """Record it on the text as it was saved, or on the draft."""
        if self.pk:
            STORED(fields, type(self), self.pk)
            return
        for name, value in fields.items():
            setattr(self, name, value)
        self.save()

    @classmethod
    def stored(cls, pk: Parameter) -> "models.QuerySet[Any]":
        """The row, while the person may still write it."""
        return cls._base_manager.filter(pk=pk)

    def choose(self, labels: Iterable[int]) -> None:
        """Keep these labels, and no others."""
        wanted, known = set(labels), set(self.chosen)
        if known - wanted:
            self.labels.remove(*known - wanted)
        if wanted - known:
            self.labels.add(*wanted - known)

    @property
    def chosen(self) -> list[int]:
        """The numbers of its labels."""
        return CHOSEN(type(self), self.pk)


def _stored(kind: type[Writing], pk: Parameter) -> "models.QuerySet[Any]":
    return kind.stored(pk)


def _stored_before(
    kind: type[Writing], pk: Parameter, session: Parameter, sequence: Parameter, seen: Parameter
) -> "models.QuerySet[Any]":
    """Unless a later save of this session, or another session since it began, has written it."""
    return kind.stored(pk).filter(Q(session=session, sequence__lte=sequence) | (Q(revision=seen) & ~Q(session=session)))


def _chosen(kind: type[Writing], pk: Parameter) -> "models.QuerySet[Any, int]":
    chosen: Any = kind._meta.get_field("labels")
    return chosen.remote_field.through.objects.filter(**{chosen.m2m_field_name(): pk}).values_list("label", flat=True)


STORED = CompiledUpdate(_stored, "pk")
STORED_BEFORE = CompiledUpdate(_stored_before, "pk", "session", "sequence", "seen")
CHOSEN = CompiledRows(_chosen, "pk")
