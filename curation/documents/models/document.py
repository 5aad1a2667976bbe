"""One uploaded file and how far its reading has come.

Background work claims rows here (`curation/runs.py`).
"""

from typing import Any, Self

from django.db import models, transaction
from django.db.models import Count, Exists, F, Min, OuterRef, Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from curation.accounts.models import User
from curation.documents.models.page import Page
from curation.documents.problems import problem
from curation.documents.states import HARD_TO_READ, LEASE, LONG_WAIT, MOVING, SETTLED, WORKER_DEATHS, PageState, State
from curation.pipeline import media
from curation.pipeline.errors import Encrypted
from curation.projects.models import Project
from curation.runs import Held, HeldQuerySet


class DocumentQuerySet(HeldQuerySet["Document"]):
    lease, most_deaths, deaths = LEASE, WORKER_DEATHS, "worker_deaths"

    def visible_to(self, user: User) -> Self:
        return self.filter(project__in=Project.objects.visible_to(user))

    def present(self) -> Self:
        """Without those that were removed; what people made of these stays, with its source."""
        return self.filter(removed_at=None)

    def moving(self) -> Self:
        return self.filter(state__in=MOVING)

    def with_waiting_pages(self) -> Self:
        return self.filter(Exists(Page.objects.filter(document=OuterRef("pk"), state=PageState.WAITING)))

    def without_waiting_pages(self) -> Self:
        return self.exclude(Exists(Page.objects.filter(document=OuterRef("pk"), state=PageState.WAITING)))

    def with_failures(self) -> Self:
        failed = Page.objects.filter(document=OuterRef("pk"), state=PageState.FAILED)
        return self.filter(Q(state=State.FAILED) | Exists(failed))

    def needing_attention(self) -> Self:
        doubtful = Page.objects.filter(document=OuterRef("pk")).doubtful()
        return self.present().filter(Q(state=State.FAILED) | Exists(doubtful))

    def for_list(self) -> Self:
        """With the counts that a row shows."""
        return self.select_related("uploaded_by", "parent").annotate(
            pages_read=Count("pages", filter=Q(pages__state=PageState.READ)),
            pages_failed=Count("pages", filter=Q(pages__state=PageState.FAILED)),
            pages_hard=Count("pages", filter=Q(pages__confidence__lt=HARD_TO_READ)),
            first_hard=Min("pages__number", filter=Q(pages__confidence__lt=HARD_TO_READ)),
        )

    def cancel(self) -> int:
        """Stop reading these; what was read stays. Runs at work lose their lease. How many were being read."""
        with transaction.atomic():
            moving = list(self.moving().values_list("pk", flat=True))
            stopped = Document.objects.moving().filter(pk__in=moving)
            n = stopped.update(state=State.FAILED, problem="cancelled", token=None, changed_at=Now())
            Page.objects.waiting().filter(document__in=moving).update(lease=None, leased_until=None)
            return n

    def remove(self) -> list["Document"]:
        """Take these off the list, and read them no further; those that were on it."""
        with transaction.atomic():
            self.cancel()
            removed: list[Document] = list(self.present().select_for_update(of=("self",)).order_by("pk"))
            Document.objects.filter(pk__in=[each.pk for each in removed]).update(removed_at=Now(), changed_at=Now())
            return removed

    def claim(self, pk: int, *, waiting: State, working: State) -> "Document | None":
        """Take one document that waits in `waiting`, or whose run in `working` fell silent; None if there is none."""
        return self.hold(pk, waiting=Q(state=waiting), working=working, changed_at=Now())


class Document(Held):
    """One uploaded file. The bytes lie in the store under `sha256`; the name is display text."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="documents")
    sha256 = models.CharField(max_length=64)
    unlocked = models.CharField(max_length=64, blank=True)  # the hash of a copy that opens without a password
    name = models.CharField(_("name"), max_length=255)
    folder = models.CharField(_("folder"), max_length=255, blank=True)  # that it lay in, where that is known
    size = models.PositiveBigIntegerField(_("size in bytes"))
    media_type = models.CharField(max_length=120)
    language = models.CharField(_("language"), max_length=8, blank=True)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="members")  # it came inside
    recipe = models.CharField(max_length=60, blank=True)  # of the passages that the pages give as they are now
    state = models.CharField(_("status"), max_length=12, choices=State, default=State.WAITING)
    problem = models.CharField(_("problem"), max_length=24, blank=True)
    problem_detail = models.TextField(_("technical details"), blank=True)
    page_count = models.PositiveIntegerField(_("pages"), null=True)
    has_pictures = models.BooleanField(default=False)
    has_lettering = models.BooleanField(default=False)  # to recognise in many pictures beside its text
    worker_deaths = models.PositiveSmallIntegerField(default=0)
    tries = models.PositiveSmallIntegerField(default=1)
    uploaded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="documents")
    created_at = models.DateTimeField(_("added"), auto_now_add=True)
    removed_at = models.DateTimeField(null=True, editable=False)
    changed_at = models.DateTimeField(db_default=Now())

    objects = DocumentQuerySet.as_manager()
    pages_read: int  # these four come from `for_list()`
    pages_failed: int
    pages_hard: int
    first_hard: int | None

    class Meta:
        constraints = [models.UniqueConstraint(fields=["project", "sha256"], name="same_bytes_once_in_project")]
        indexes = [
            models.Index(fields=["project", "-id"], name="document_newest"),
            models.Index(fields=["project", "changed_at"], name="document_changed"),
            models.Index(fields=["state"], name="document_moving", condition=Q(state__in=MOVING)),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_shared_out(self) -> bool:
        """Whether several runs read its pages at once: where opening the file is little beside reading a page."""
        return self.has_pictures or self.has_lettering

    @property
    def is_moving(self) -> bool:
        return self.state in MOVING

    @property
    def readable(self) -> str:
        """The hash of the bytes to read."""
        return self.unlocked or self.sha256

    @property
    def needs_password(self) -> bool:
        """One that a person can give."""
        return self.problem == Encrypted.code and self.media_type == media.PDF

    @property
    def has_waited_long(self) -> bool:
        return self.state == State.WAITING and timezone.now() - self.changed_at > LONG_WAIT

    @property
    def problem_sentence(self) -> str:
        if self.needs_password:
            return str(problem("password").sentence)
        return str(problem(self.problem).sentence) if self.problem else ""

    @property
    def can_be_retried(self) -> bool:
        return bool(self.problem) and problem(self.problem).worth_retrying

    def advance(self, to: State | None = None, **fields: Any) -> None:
        """Write `fields`, and the state if given, while the run's token is still its own."""
        if to is not None:
            fields |= {"state": to, "changed_at": Now()}
        if to is not None and to not in (State.OPENING, State.DRAFTING):
            fields["token"] = None
        super().advance(**fields)
        self.state = to or self.state

    def fail(self, code: str, detail: str = "") -> None:
        self.advance(State.FAILED, problem=code, problem_detail=detail[:4000])

    def read_again(self, *, page: int | None = None) -> bool:
        """Start over what failed: the whole file, or its failed pages, or one of those. False when nothing had."""
        with transaction.atomic():
            failed = self.pages.filter(state=PageState.FAILED, **({} if page is None else {"number": page}))
            pages = failed.update(state=PageState.WAITING, problem="", deaths=0, lease=None, leased_until=None)
            again = {"problem": "", "problem_detail": "", "worker_deaths": 0, "changed_at": Now()}
            settled = Document.objects.filter(pk=self.pk, state__in=SETTLED)
            if not pages:
                settled = settled.filter(state=State.FAILED) if page is None else settled.none()
            to = State.READING if self.pages.exists() else State.WAITING
            return bool(settled.update(state=to, tries=F("tries") + 1, token=None, **again))

    def cancel(self) -> bool:
        """Stop reading; what was read stays. Runs at work lose their lease. False when it is settled already."""
        return bool(Document.objects.filter(pk=self.pk).cancel())

    def bring_back(self) -> bool:
        """Put one that was removed on the list again, to be drafted from anew; False when it is there."""
        removed = Document.objects.filter(pk=self.pk).exclude(removed_at=None)
        if not removed.update(removed_at=None, changed_at=Now()):
            return False
        again = State.READING if self.pages.exists() else State.WAITING
        waits = {"state": again, "problem": "", "token": None, "heartbeat": None}
        Document.objects.filter(pk=self.pk).update(**waits)
        return True

    def draft_again(self) -> None:
        """Cut and draft anew, because a page's text changed; a run that drafts from the old one loses its token."""
        cut = Document.objects.without_waiting_pages().filter(pk=self.pk, state__in=[*SETTLED, State.DRAFTING])
        cut.update(state=State.READING, problem="", problem_detail="", token=None, heartbeat=None, changed_at=Now())

    def touch(self) -> None:
        """Let pages that poll see that something about the document changed."""
        Document.objects.filter(pk=self.pk).update(changed_at=Now())
