"""One prompt/completion pair, from draft to final."""

from typing import Any, Self
from uuid import uuid4

from django.db import models, transaction
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce, Length, Now, NullIf
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from curation.accounts.models import User
from curation.compiled import CompiledUpdate, Parameter
from curation.documents.models import Document, Passage
from curation.examples.errors import IllegalMove, StaleExample
from curation.examples.models.event import Event
from curation.examples.states import FOR_REVIEW, MOVES, Action, Status
from curation.projects.models import Kind, Label, Project

# Of the completion as it stands, in characters.
LENGTH = Length(Coalesce(NullIf("final_completion", Value("")), "completion"))
FREE = {"leased_by": None, "leased_until": None, "opened_at": None}


class ExampleQuerySet(models.QuerySet["Example"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(project__in=Project.objects.visible_to(user))

    def drafted(self) -> Self:
        return self.filter(status=Status.DRAFTED)

    def final(self) -> Self:
        return self.filter(status=Status.FINAL)

    def for_review(self) -> Self:
        return self.filter(status__in=FOR_REVIEW)

    def unleased(self) -> Self:
        return self.filter(Q(leased_until=None) | Q(leased_until__lt=Now()))

    def untouched(self) -> Self:
        """Drafts that nobody has opened: without a lease, even one that is over, a version or an event."""
        only_reserved = Q(opened_at=None, leased_until__lt=Now())  # ahead, and never shown
        never_held = self.drafted().filter(Q(leased_by=None) | only_reserved, assignee=None)
        return never_held.filter(versions=None, events=None)

    def held_by(self, user: User | Parameter) -> Self:
        return self.drafted().filter(leased_by=user, leased_until__gte=Now())

    def for_list(self) -> Self:
        return self.select_related("document", "leased_by", "assignee", "for_label", "known_answer").prefetch_related(
            "labels"
        )


class Example(models.Model):
    """The draft stays as the machine wrote it; `final_*` is what goes into datasets.

    `version` counts the moves: a decision says which one it has seen and loses when it is no longer that.
    """

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="examples")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, related_name="examples")
    passage = models.ForeignKey(Passage, on_delete=models.PROTECT, null=True, related_name="examples")
    kind = models.CharField(max_length=20)
    status = models.CharField(_("status"), max_length=12, choices=Status, default=Status.DRAFTED)
    version = models.PositiveIntegerField(default=0)
    drafter = models.CharField(max_length=40)
    ordinal = models.PositiveIntegerField(default=0)
    prompt = models.TextField(_("drafted prompt"), blank=True)
    completion = models.TextField(_("drafted completion"), blank=True)
    context = models.JSONField(default=list, blank=True)  # [[role, content]] before the prompt: system, earlier turns
    evidence = models.JSONField(default=list, blank=True)  # [{page, start, end}] in the pages' own text
    source_changed = models.BooleanField(
        default=False
    )  # a page it was drafted from was read again; until it is settled
    score = models.FloatField(default=0)
    findings = models.JSONField(default=list, blank=True)  # the drafter's own doubts about its texts
    suggested_label = models.CharField(max_length=80, blank=True)  # as the drafter found it; nobody has chosen it
    final_prompt = models.TextField(blank=True)
    final_completion = models.TextField(blank=True)
    final_context = models.JSONField(null=True, blank=True)  # the turns, where a person changed them
    labels = models.ManyToManyField(Label, blank=True, related_name="examples")  # of the final version
    signature = models.CharField(max_length=64, blank=True)  # equal texts, equal signature; a draft has none
    queue_order = models.BigIntegerField(default=0)  # smaller comes first
    assignee = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="assigned", db_index=False
    )
    for_label = models.ForeignKey(  # the draft suggests it, and its people alone get such examples
        Label, on_delete=models.SET_NULL, null=True, blank=True, related_name="kept", db_index=False
    )
    comment = models.TextField(blank=True)  # a reviewer's, while the example is sent back
    leased_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="leases", db_index=False
    )
    leased_until = models.DateTimeField(null=True, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)  # empty while only reserved ahead of being shown
    lease = models.UUIDField(default=uuid4, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(db_default=Now())

    objects = ExampleQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["passage", "drafter", "ordinal"], name="draft_once_per_passage"),
            models.CheckConstraint(
                condition=~Q(status=Status.FINAL) | (Q(final_prompt__gt="") & Q(final_completion__gt="")),
                name="final_only_with_text",
            ),
        ]
        indexes = [
            # Everybody's queue, those of labels, those of people: none is walked past what stands in another.
            models.Index(
                fields=["project", "queue_order", "id"],
                name="example_queue",
                condition=Q(status=Status.DRAFTED, assignee=None, for_label=None),
            ),
            models.Index(
                fields=["for_label", "queue_order", "id"],
                name="example_queue_of_label",
                condition=Q(status=Status.DRAFTED, assignee=None, for_label__isnull=False),
            ),
            models.Index(
                fields=["assignee", "project", "queue_order", "id"],
                name="example_assigned",
                condition=Q(assignee__isnull=False),
            ),
            models.Index(fields=["project", "status", "id"], name="example_by_status"),
            models.Index(fields=["project", "changed_at"], name="example_by_change"),
            models.Index("project", LENGTH, name="example_by_length"),
            models.Index(fields=["signature"], name="example_signature", condition=Q(signature__gt="")),
            # Few rows have these; an index of all the empty ones is one that SQLite's planner throws away.
            models.Index(fields=["leased_by"], name="example_leased", condition=Q(leased_by__isnull=False)),
            models.Index(fields=["assignee"], name="example_sent_back", condition=Q(comment__gt="")),
        ]

    def __str__(self) -> str:
        return (self.final_prompt or self.prompt)[:80]

    @property
    def is_in_progress(self) -> bool:
        held = self.leased_until is not None and self.leased_until > timezone.now()
        return self.status == Status.DRAFTED and held

    @property
    def badge(self) -> tuple[str, str]:
        """The status as shown: its value and its words."""
        if self.is_in_progress:
            return "in_progress", str(_("In progress"))
        return self.status, str(Status(self.status).label)

    def suggests(self, label: Label) -> bool:
        """Whether the drafter found this label, by the name that people or datasets know it by."""
        found = self.suggested_label.casefold()
        return bool(found) and found in (label.name.casefold(), label.export_as.casefold())

    def move(self, to: Status, *, by: User | None, action: Action, note: str = "", **fields: Any) -> None:
        """Change status, and `fields` with it, and record who did it; raise IllegalMove or StaleExample."""
        if to not in MOVES[Status(self.status)]:
            raise IllegalMove(self, to)
        with transaction.atomic(savepoint=False):
            self._write(status=to, **FREE, **{"source_changed": False} | fields)
            self.record(action, by=by, before=self.status, after=to, note=note)
        self.status = to

    def _write(self, **fields: Any) -> None:
        moved = {"version": F("version") + 1, "changed_at": Now()} | fields
        if not AS_SEEN(moved, self.pk, self.version, self.status):
            raise StaleExample(self)
        self.version += 1

    def record(self, action: Action, *, by: User | None, before: str = "", after: str = "", note: str = "") -> None:
        Event.objects.create(
            project_id=self.project_id, example=self, actor=by, action=action, before=before, after=after, note=note
        )

    def put_back(self, *, by: User, action: Action, note: str = "", **fields: Any) -> None:
        """Leave the example in the queue, free for the next person, and record why."""
        with transaction.atomic(savepoint=False):
            self._write(**FREE, **fields)
            self.record(action, by=by, before=self.status, after=self.status, note=note)

    def relabel(self, labels: list[Label], *, by: User, action: Action, note: str = "") -> None:
        """Choose the labels of a final anew, and record why."""
        with transaction.atomic(savepoint=False):
            self._write()
            self.labels.set(labels)
            self.record(action, by=by, before=self.status, after=self.status, note=note)

    def make_final(
        self, prompt: str, completion: str, labels: list[Label], *, by: User | None, note: str = "", signature: str = ""
    ) -> None:
        with transaction.atomic():
            self.move(
                Status.FINAL, by=by, action=Action.MADE_FINAL, note=note,
                final_prompt=prompt, final_completion=completion, final_context=self._settled_turns(prompt, completion),
                signature=signature, assignee=None, comment="",
            )  # fmt: skip
            self.labels.set(labels)

    def _settled_turns(self, prompt: str, completion: str) -> list[list[str]] | None:
        """The turns of the submitted version whose texts become final, else of the last one that changed them."""
        if self.kind != Kind.CONVERSATION:
            return None
        submitted = self.versions.submitted().exclude(context=None).order_by("-decided_at")
        found = list(submitted.values_list("prompt", "completion", "context"))
        same = [turns for *texts, turns in found if texts == [prompt, completion]]
        return next(iter([*same, *(turns for *_texts, turns in found)]), None)


def _as_seen(pk: Parameter, version: Parameter, status: Parameter) -> models.QuerySet[Example]:
    return Example.objects.filter(pk=pk, version=version, status=status)


AS_SEEN = CompiledUpdate(_as_seen, "pk", "version", "status")
