"""Everything the annotate screen shows of one example."""

from functools import cached_property
from uuid import uuid4

from django.utils.translation import gettext_lazy

from curation.accounts.models import User
from curation.annotate import changes, checking, labelling
from curation.annotate.changes import Changes
from curation.annotate.checking import FindingShown
from curation.annotate.doubts import Doubt, doubts
from curation.annotate.editors import Editor, editors_for
from curation.annotate.forms import EditForm
from curation.annotate.labelling import GroupShown
from curation.annotate.rows import live_versions
from curation.documents import pageview
from curation.examples import suggesting
from curation.examples.asking import finding_of
from curation.examples.findings import sentence
from curation.examples.models import Example, Rewriting, Version
from curation.examples.models.writing import Writing
from curation.examples.states import FlagReason, RejectReason
from curation.examples.texts import fields_of_turns
from curation.examples.turns import ROLES, Turns, as_text
from curation.pipeline import diff
from curation.pipeline.types import Pair
from curation.projects.models import Guideline, Kind, Label, LabelGroup, Project


class Workspace:
    """One example as this person sees it: their version, or the draft; or, after a refusal, what they had posted."""

    draft_view, decide_view = "annotate:draft", "annotate:decide"
    is_practice = False

    def __init__(self, project: Project, user: User, example: Example, *, posted: EditForm | None = None) -> None:
        self.project, self.user, self.example = project, user, example
        self.posted = posted
        self.session = str(uuid4())

    @cached_property
    def version(self) -> Writing | None:
        if not getattr(self.example, "is_begun", True):  # as `rows.for_desk` found
            return None
        return next(iter(live_versions(self.example, self.user)), None)

    @property
    def screen(self) -> str:
        return "example"

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

    @property
    def can_suggest(self) -> bool:
        """Whether a language model may write this draft again: it is open, has a source, and texts to write."""
        has_texts = self.example.passage_id is not None and not self.by_label
        return self.is_open and has_texts and self.project.drafts_with_model

    @cached_property
    def rewriting(self) -> Rewriting | None:
        return Rewriting.objects.of(self.example, self.user) if self.can_suggest else None

    @property
    def rewriting_doubts(self) -> list[str]:
        return [sentence(finding_of(row)) for row in self.rewriting.findings] if self.rewriting else []

    @cached_property
    def label_groups(self) -> dict[LabelGroup, list[Label]]:
        return labelling.groups_of(self.project)

    @cached_property
    def groups(self) -> list[GroupShown]:
        return labelling.shown(self.label_groups, self.example, self._chosen_labels())

    def _chosen_labels(self) -> set[int] | None:
        """None before anything is kept: then what the draft suggests is chosen."""
        if self.posted:
            return set(self.posted.labels)
        return set(self.version.chosen) if self.version else None

    @cached_property
    def page_view(self) -> pageview.PageView | None:
        if self.example.document is None:
            return None
        return pageview.build(self.project.slug, self.example.document, self.example.evidence)

    @cached_property
    def doubts(self) -> list[Doubt]:
        return doubts(self.page_view, {"completion": self.completion, "prompt": self.prompt})

    @cached_property
    def guideline(self) -> Guideline | None:
        return self.project.guideline()

    @cached_property
    def changes(self) -> list[Changes]:
        example = self.example
        turns = as_text(example.context), as_text(self.turns)
        return changes.between([turns, (example.prompt, self.prompt), (example.completion, self.completion)])

    @property
    def is_unchanged(self) -> bool:
        return all(change.is_none for change in self.changes)

    @property
    def pair(self) -> Pair:
        return Pair(self.prompt, self.completion)

    @cached_property
    def findings(self) -> list[FindingShown]:
        """Errors before warnings."""
        near = checking.near_duplicates(self.example, self.pair) if self.is_begun else []
        return sorted([*self._found, *near], key=lambda finding: not finding.blocks)

    @property
    def is_begun(self) -> bool:
        """Whether there is more to judge than the draft."""
        return bool(self.posted or self.version)

    @cached_property
    def _found(self) -> list[FindingShown]:
        told = self.is_begun and not self.by_label  # of an empty text; where labels are the text, of those alone
        found = checking.find(self.example, self.pair, limit=self.project.completion_limit, begun=told)
        missing = labelling.missing(self.groups, by_label=self.by_label) if self.is_begun else []
        return [*found, *missing]

    @property
    def obstacles(self) -> list[str]:
        """What must be mended before this can be submitted."""
        return [finding.sentence for finding in self._found if finding.blocks]

    @property
    def warnings(self) -> int:
        return sum(not finding.blocks for finding in self.findings)

    @property
    def by_label(self) -> bool:
        """Whether the completion is the labels that are chosen."""
        return self.example.kind == Kind.CLASSIFICATION and bool(self.label_groups)

    @cached_property
    def editors(self) -> list[Editor]:
        return editors_for(self.project, self.example.kind, self.prompt, self.completion, by_label=self.by_label)

    @property
    def beside(self) -> list[Editor]:
        """A given text that no document shows: it takes the place of the source."""
        return [] if self.page_view else [editor for editor in self.editors if editor.is_locked]

    roles = ROLES

    @property
    def edits_turns(self) -> bool:
        return self.example.kind == Kind.CONVERSATION

    @property
    def turns(self) -> Turns:
        sent = self.posted.cleaned_data.get("context") if self.posted else None
        if sent is not None:
            return sent
        return self.version.turns if self.version else self.example.context

    @cached_property
    def suggested_change(self) -> suggesting.Change | None:
        """How corrected words of the source would change the texts on screen."""
        if not (self.is_open and self.example.source_changed):
            return None
        fields = fields_of_turns(self.example.kind, self.turns) | {each.name: each.text for each in self.editors}
        return suggesting.change(self.example, self.user, fields, self.turns)

    reject_reasons = RejectReason
    flag_reasons = FlagReason
    explained_decisions = (
        ("reject", "no-symbol", gettext_lazy("Reject"), "x"),
        ("flag", "flag", gettext_lazy("Flag"), "f"),
    )
    ways_out = (
        ("mine", gettext_lazy("Keep mine")),
        ("theirs", gettext_lazy("Keep theirs")),
        ("both", gettext_lazy("Put both in the editor")),
    )

    @property
    def yours(self) -> list[str]:
        """The texts in the editors, as the panel of a conflict shows them."""
        return [text for text in (as_text(self.turns), self.prompt, self.completion) if text]

    @property
    def theirs(self) -> list[list[diff.Piece]]:
        """The saved texts compared with the ones in the editors."""
        if not self.version:
            return []
        saved = (as_text(self.version.turns), self.version.prompt, self.version.completion)
        ours = (as_text(self.turns), self.prompt, self.completion)
        return [diff.words(mine, other) for mine, other in zip(ours, saved, strict=True) if mine or other]

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
