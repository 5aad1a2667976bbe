"""Everything the annotate screen shows of one example."""

from dataclasses import dataclass
from functools import cached_property
from uuid import uuid4

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from curation.accounts.models import User
from curation.annotate.forms import EditForm, field_name
from curation.documents import pageview
from curation.examples.findings import sentence
from curation.examples.models import Example, Version
from curation.examples.states import FlagReason, RejectReason
from curation.pipeline import diff
from curation.pipeline.checks import registry as checks
from curation.pipeline.types import Finding, Pair
from curation.projects.models import Guideline, Label, LabelGroup, Project

REWRITTEN = 0.6  # above this share a word-by-word comparison is no help
KEYS = "123456789"


@dataclass(frozen=True, slots=True)
class LabelChoice:
    label: Label
    key: str
    chosen: bool
    suggested: bool


@dataclass(frozen=True, slots=True)
class Changes:
    name: str
    pieces: list[diff.Piece]
    draft: str

    @property
    def is_none(self) -> bool:
        return all(piece.op == "equal" for piece in self.pieces)

    @property
    def is_rewritten(self) -> bool:
        return bool(self.draft.strip()) and diff.changed_share(self.pieces) > REWRITTEN


@dataclass(frozen=True, slots=True)
class FindingShown:
    blocks: bool
    sentence: str


class Workspace:
    """One example as this person sees it: their version, or the draft; or, after a refusal, what they had posted."""

    def __init__(self, project: Project, user: User, example: Example, *, posted: EditForm | None = None) -> None:
        self.project, self.user, self.example = project, user, example
        self.posted = posted
        self.session = str(uuid4())

    @cached_property
    def version(self) -> Version | None:
        return self.example.versions.live().filter(author=self.user).prefetch_related("labels").first()

    @property
    def prompt(self) -> str:
        return self._text("prompt")

    @property
    def completion(self) -> str:
        return self._text("completion")

    @property
    def note(self) -> str:
        return self._text("note") if self.version or self.posted else ""

    def _text(self, name: str) -> str:
        if self.posted:
            return self.posted.cleaned_data.get(name, "")
        return getattr(self.version or self.example, name)

    @property
    def seen(self) -> int:
        return self.version.revision if self.version else 0

    @property
    def seconds(self) -> int:
        return self.version.seconds if self.version else 0

    @cached_property
    def is_open(self) -> bool:
        """Whether this person may settle the example now: it is reserved for them."""
        return self.example.is_in_progress and self.example.leased_by_id == self.user.pk

    @cached_property
    def label_groups(self) -> list[LabelGroup]:
        return list(self.project.label_groups.prefetch_related("labels"))

    @cached_property
    def groups(self) -> list[tuple[LabelGroup, str, list[LabelChoice]]]:
        """Each group with its field's name and its labels, keys 1 to 9 given in order."""
        keys = iter(KEYS)
        chosen = self._chosen_labels()
        return [
            (
                group,
                field_name(group),
                [self._choice(one, next(keys, ""), chosen) for one in group.labels.all()],
            )
            for group in self.label_groups
        ]

    def _choice(self, label: Label, key: str, chosen: set[int] | None) -> LabelChoice:
        suggested = self.example.suggests(label)
        return LabelChoice(label, key, suggested if chosen is None else label.pk in chosen, suggested)

    def _chosen_labels(self) -> set[int] | None:
        """None before anything is kept: then what the draft suggests is chosen."""
        if self.posted:
            return set(self.posted.labels)
        return {label.pk for label in self.version.labels.all()} if self.version else None

    @cached_property
    def page_view(self) -> pageview.PageView | None:
        if self.example.document is None:
            return None
        return pageview.build(self.project.slug, self.example.document, self.example.evidence)

    @cached_property
    def guideline(self) -> Guideline | None:
        return self.project.guideline()

    @cached_property
    def changes(self) -> list[Changes]:
        return [
            Changes(name, diff.words(getattr(self.example, name), now), getattr(self.example, name))
            for name, now in (("prompt", self.prompt), ("completion", self.completion))
        ]

    @property
    def is_unchanged(self) -> bool:
        return all(change.is_none for change in self.changes)

    @cached_property
    def findings(self) -> list[FindingShown]:
        found = find(self.example, self.project, self.prompt, self.completion)
        return [FindingShown(finding.blocks, sentence(finding)) for finding in found]

    @property
    def errors(self) -> list[FindingShown]:
        return [finding for finding in self.findings if finding.blocks]

    @property
    def warnings(self) -> int:
        return len(self.findings) - len(self.errors)

    @property
    def obstacles(self) -> list[str]:
        """What must be mended before this can be submitted."""
        empty = [group for group, name, choices in self.groups if group.required and not any(c.chosen for c in choices)]
        asked = [_("Choose a label: %(group)s.") % {"group": group.name} for group in empty]
        return [finding.sentence for finding in self.errors] + asked

    reject_reasons = RejectReason
    flag_reasons = FlagReason
    other_decisions = (
        ("reject", "no-symbol", gettext_lazy("Reject"), "x"),
        ("flag", "flag", gettext_lazy("Flag"), "f"),
        ("skip", "forward", gettext_lazy("Skip"), "s"),
    )
    ways_out = (
        ("mine", gettext_lazy("Keep mine")),
        ("theirs", gettext_lazy("Keep theirs")),
        ("both", gettext_lazy("Put both in the editor")),
    )

    @property
    def theirs(self) -> list[list[diff.Piece]]:
        """The saved texts compared with the ones in the editors."""
        version = self.version
        return [diff.words(getattr(self, name), getattr(version, name)) for name in ("prompt", "completion")]

    @property
    def finished_by(self) -> User | None:
        """Who settled the example last, other than this person."""
        event = self.example.events.exclude(actor=self.user).exclude(actor=None).order_by("-id").first()
        return event.actor if event else None

    @cached_property
    def back(self) -> int | None:
        """The example this person decided before this one, to look at again."""
        decided = Version.objects.decided().filter(author=self.user, example__project=self.project)
        if self.version and self.version.decided_at:
            decided = decided.filter(decided_at__lt=self.version.decided_at)
        return decided.order_by("-decided_at").values_list("example", flat=True).first()


def find(example: Example, project: Project, prompt: str, completion: str) -> list[Finding]:
    source = example.passage.text if example.passage else ""
    return checks.run(Pair(prompt, completion), source=source, limit=project.completion_tokens)
