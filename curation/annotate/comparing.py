"""Answers of a practice beside the known ones."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from curation.annotate import practice
from curation.examples.models import Practice, PracticeAnswer
from curation.examples.texts import name_of
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


@dataclass(frozen=True, slots=True)
class Comparison:
    answer: PracticeAnswer

    @property
    def texts(self) -> list[TextCompared]:
        theirs, known = practice.written(self.answer), practice.as_answer(self.answer.known)
        kind = self.answer.example.kind
        names = {"turns": _("Earlier turns")} | {part: name_of(kind, part) for part in ("prompt", "completion")}
        texts = [(name, getattr(theirs, part), getattr(known, part)) for part, name in names.items()]
        return [TextCompared(name, diff.words(mine, other)) for name, mine, other in texts if mine or other]

    @property
    def labels(self) -> list[LabelCompared]:
        theirs, known = practice.written(self.answer).labels, practice.as_answer(self.answer.known).labels
        return [LabelCompared(name, name in theirs, name in known) for name in sorted(theirs | known)]


def answered(row: Practice) -> list[Comparison]:
    """All that the person has answered, in that order."""
    answers = row.answers.exclude(decision="").select_related("example__known_answer").prefetch_related("labels")
    return [Comparison(answer) for answer in answers.order_by("decided_at", "pk")]
