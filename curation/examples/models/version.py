"""What one person wrote for one example: saved while they type, and their decision."""

from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from curation.accounts.models import User
from curation.examples.models.example import Example
from curation.examples.states import REASONS, Decision
from curation.projects.models import Label


class VersionQuerySet(models.QuerySet["Version"]):
    def live(self) -> Self:
        return self.filter(live=True)

    def decided(self) -> Self:
        return self.filter(live=True).exclude(decision="")

    def submitted(self) -> Self:
        return self.filter(live=True, decision=Decision.SUBMIT)


class Version(models.Model):
    """`decision` is empty while the person is still at it.

    A save carries the editing session it comes from and a rising number; `revision` counts the saves kept.
    """

    example = models.ForeignKey(Example, on_delete=models.PROTECT, related_name="versions")
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="versions")
    live = models.BooleanField(default=True)
    prompt = models.TextField(_("prompt"), blank=True)
    completion = models.TextField(_("completion"), blank=True)
    context = models.JSONField(null=True, blank=True)  # turns before the prompt, where the person changed them
    labels = models.ManyToManyField(Label, blank=True, related_name="versions")
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

    objects = VersionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["example", "author"], name="one_live_version_per_person", condition=Q(live=True)
            )
        ]
        indexes = [models.Index(fields=["author", "-decided_at"], name="version_latest_decisions")]

    def __str__(self) -> str:
        return f"{self.author}: {self.prompt[:60]}"

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
        if self.pk:
            ours = Q(session=session, sequence__lte=sequence) | (Q(revision=seen) & ~Q(session=session))
            if not Version.objects.filter(ours, pk=self.pk, live=True).update(**fields):
                self.refresh_from_db()
                return False
        for name, value in fields.items():
            setattr(self, name, value)
        if not self.pk:
            self.save(force_insert=True)
        self.saved_at = timezone.now()
        return True
