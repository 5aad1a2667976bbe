"""What the annotate screen shows of an example with a known answer: as any other, and then the comparison."""

from functools import cached_property
from typing import Any

from curation.annotate import practice
from curation.annotate.comparing import Comparison
from curation.annotate.forms import EditForm
from curation.annotate.workspace import Workspace
from curation.examples.models import Example, Practice, PracticeAnswer
from curation.http import Request


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
    def comparison(self) -> Comparison | None:
        return Comparison(self.version) if self.version else None
