"""A dataset version: what was chosen, how far its build has come, and the files that came of it.

The build claims its row the way documents are claimed (`curation/runs.py`). The database refuses to change a version
once it is ready.
"""

from typing import Any, Self

from django.db import models, transaction
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from curation.accounts.models import User
from curation.datasets.errors import Frozen
from curation.datasets.states import LEASE, MOVING, WORKER_DEATHS, Problem, State
from curation.examples.models import Event
from curation.examples.states import Action
from curation.pipeline.formats.options import Options
from curation.projects.models import Project
from curation.runs import Held, HeldQuerySet


class DatasetVersionQuerySet(HeldQuerySet["DatasetVersion"]):
    lease, most_deaths, deaths = LEASE, WORKER_DEATHS, "worker_deaths"

    def delete(self) -> tuple[int, dict[str, int]]:
        raise Frozen

    def for_list(self) -> Self:
        return self.select_related("created_by").order_by("-number")

    def due(self) -> Self:
        """Moving, held by no living run; if it waits, not rung for lately."""
        rung_for = Q(state=State.WAITING, rung_at__gte=Now() - LEASE)
        return self.filter(state__in=MOVING).unattended().exclude(rung_for)

    def start(self, version: "DatasetVersion") -> "DatasetVersion":
        """Store an unsaved version under the next number; the same one posted twice is stored once."""
        with transaction.atomic():
            Project.objects.select_for_update().get(pk=version.project_id)
            latest = self.filter(project=version.project_id).order_by("-number").first()
            if latest is not None and latest.number == version.number and latest.asks_for_the_same(version):
                return latest
            version.number = latest.number + 1 if latest else 1
            version.save(force_insert=True)
        return version

    def claim(self, pk: int) -> "DatasetVersion | None":
        """Take one version that waits, or whose run fell silent; None if it is neither."""
        whole = self.select_related("project")
        return whole.hold(pk, waiting=Q(state=State.WAITING), working=State.BUILDING, done=0, total=0)

    def give_up_on_poison(self) -> int:
        """Fail the builds whose workers died too often."""
        poison = self.died_too_often().filter(state=State.BUILDING)
        return poison.update(state=State.FAILED, problem=Problem.WORKER_DIED, token=None)


class DatasetVersion(Held):
    """A frozen list of final examples. An unsaved one is a plan: what a build would be made from."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="dataset_versions")
    number = models.PositiveIntegerField(_("version"))
    choice = models.JSONField(
        _("choice"), default=dict
    )  # {collections: [id], labels: [id], documents: [id], leave_out: [check]}
    shares = models.JSONField(_("split"), default=dict)  # {train: 80, validation: 10, test: 10}
    seed = models.PositiveIntegerField(_("seed"), default=42)
    formats = models.JSONField(_("formats"), default=list)
    options = models.JSONField(_("format options"), default=dict)
    notes = models.TextField(_("notes"), blank=True)
    state = models.CharField(_("status"), max_length=12, choices=State, default=State.WAITING)
    problem = models.CharField(_("problem"), max_length=12, choices=Problem, blank=True)
    checks = models.JSONField(_("checks"), default=list)  # rows of `checking.Result`
    counts = models.JSONField(_("counts"), default=dict)  # {examples, documents, left_out, train, validation, test}
    contents = models.CharField(max_length=64, blank=True)  # SHA-256 in the store: one record a line, gzip
    rung_at = models.DateTimeField(db_default=Now(), editable=False)
    worker_deaths = models.PositiveSmallIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="dataset_versions")
    created_at = models.DateTimeField(_("made"), auto_now_add=True)
    finished_at = models.DateTimeField(null=True)

    objects = DatasetVersionQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["project", "number"], name="dataset_numbered_once")]
        indexes = [models.Index(fields=["state"], name="dataset_moving", condition=Q(state__in=MOVING))]

    def __str__(self) -> str:
        return f"v{self.number}"

    @property
    def is_moving(self) -> bool:
        return self.state in MOVING

    @property
    def percent(self) -> int:
        return 100 * self.done // self.total if self.total else 0

    @property
    def render_options(self) -> Options:
        return Options(**self.options)

    @property
    def leave_out(self) -> frozenset[str]:
        return frozenset(self.choice.get("leave_out", ()))

    def asks_for_the_same(self, other: "DatasetVersion") -> bool:
        asked = ("created_by_id", "choice", "shares", "seed", "formats", "options", "notes")
        return all(getattr(self, name) == getattr(other, name) for name in asked)

    def finish(self, files: "list[DatasetFile]", **fields: Any) -> None:
        """Freeze: the files and the state that offers them appear together."""
        with transaction.atomic():
            DatasetFile.objects.bulk_create(files)
            self.advance(state=State.READY, token=None, problem="", finished_at=Now(), **fields)
            self.record(Action.BUILT, by=self.created_by)
        self.refresh_from_db()

    def fail(self, problem: Problem, **fields: Any) -> None:
        self.advance(state=State.FAILED, problem=problem, token=None, finished_at=Now(), **fields)
        self.refresh_from_db()

    def try_again(self, *, leave_out: list[str]) -> None:
        """Wait for a build once more, without the examples that did not pass the checks in `leave_out`."""
        choice = self.choice | {"leave_out": sorted(self.leave_out.union(leave_out))}
        again = {"state": State.WAITING, "problem": "", "worker_deaths": 0, "finished_at": None, "rung_at": Now()}
        failed = DatasetVersion.objects.filter(pk=self.pk, state=State.FAILED)
        if not failed.update(choice=choice, checks=[], **again):
            self.refresh_from_db()
            if self.state == State.READY:
                raise Frozen

    def record(self, action: Action, *, by: User | None, note: str = "") -> None:
        Event.objects.create(project_id=self.project_id, dataset=self.number, actor=by, action=action, note=note)

    def sums(self) -> str:
        """The lines of SHA256SUMS, as `sha256sum -c` reads them."""
        return "".join(f"{file.sha256}  {file.name}\n" for file in self.files.all())


class DatasetFile(models.Model):
    """One part in one format. The bytes lie in the store under `sha256`."""

    version = models.ForeignKey(DatasetVersion, on_delete=models.PROTECT, related_name="files")
    format = models.CharField(_("format"), max_length=40)
    part = models.CharField(_("part"), max_length=12)
    name = models.CharField(_("file"), max_length=80)  # openai-chat/train.jsonl
    sha256 = models.CharField(max_length=64)
    lines = models.PositiveIntegerField(_("lines"))
    size = models.PositiveBigIntegerField(_("size in bytes"))

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["version", "name"], name="dataset_file_named_once")]

    def __str__(self) -> str:
        return self.name
