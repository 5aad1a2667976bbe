"""What the annotate screen shows of an example with a known answer: as any other, and then the comparison."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from curation.annotate import practice
from curation.annotate.forms import EditForm
from curation.annotate.workspace import Workspace
from curation.examples.models import Example, Practice, PracticeAnswer
from curation.examples.texts import name_of
from curation.http import Request
from curation.pipeline import diff


@dataclass(frozen=True, slots=True)
class TextCompared:
    name: Promise
    pieces: list[diff.Piece]  # from the person's text to the known one

    @property
    def is_same(self) -> bool:
        return all(piece.op == "equal" for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class LabelCompared:
    name: str
    is_theirs: bool
    is_known: bool


class PracticeDesk(Workspace):
    is_practice = True
    draft_view, decide_view = "annotate:practice_draft", "annotate:practice_decide"

    def __init__(self, request: Request, row: Practice, example: Example, *, posted: EditForm | None = None) -> None:
        super().__init__(request.project, request.user, example, posted=posted)
        self.practice = row

    @cached_property
    def version(self) -> PracticeAnswer | None:
        return practice.answer_to(self.practice, self.example)

    @cached_property
    def is_open(self) -> bool:
        return not (self.version and self.version.decision)

    @property
    def screen(self) -> str:
        return "example" if self.is_open else "compared"

    @property
    def can_suggest(self) -> bool:
        return False  # the answer is to be the person's own

    @cached_property
    def suggested_change(self) -> None:
        return None

    @cached_property
    def back(self) -> int | None:
        return None

    @cached_property
    def done(self) -> int:
        return self.practice.answers.exclude(decision="").count()

    @cached_property
    def total(self) -> int:
        """How many there are for this person."""
        left = 0 if self.practice.ended_at else self.practice.left().count()
        return max(self.done, min(self.project.practice_examples, self.done + left))

    @property
    def place(self) -> int:
        if self.version is None or self.version.decided_at is None:
            return min(self.done + 1, self.total)
        return self.practice.answers.filter(decided_at__lte=self.version.decided_at).count()

    @cached_property
    def result(self) -> dict[str, Any]:
        return self.practice.result()

    @property
    def texts_compared(self) -> list[TextCompared]:
        if self.version is None:
            return []
        theirs, known = practice.written(self.version), practice.as_answer(self.version.known)
        names = {"turns": _("Earlier turns")} | {
            part: name_of(self.example.kind, part) for part in ("prompt", "completion")
        }
        texts = [(name, getattr(theirs, part), getattr(known, part)) for part, name in names.items()]
        return [TextCompared(name, diff.words(mine, other)) for name, mine, other in texts if mine or other]

    @property
    def labels_compared(self) -> list[LabelCompared]:
        if self.version is None:
            return []
        theirs, known = practice.written(self.version).labels, practice.as_answer(self.version.known).labels
        return [LabelCompared(name, name in theirs, name in known) for name in sorted(theirs | known)]
