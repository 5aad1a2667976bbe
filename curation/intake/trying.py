"""Trying the settings of drafting out on one document: what would be drafted, and from which words. Stores nothing."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from curation.documents.models import Document
from curation.intake.drafting import Drafted, draft_from, pages_of
from curation.pipeline import tokens
from curation.pipeline.drafting.plan import Plan
from curation.pipeline.types import Draft, Passage
from curation.projects.drafter_words import name_of
from curation.projects.models import Project

PAGES = 20  # of a document that are tried: a try-out answers at once
SHOWN = 12  # passages


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of a passage that the same drafts were made from."""

    text: str
    drafts: tuple[int, ...]  # their numbers; none: no draft was made from them


@dataclass(frozen=True, slots=True)
class NumberedDraft:
    number: int
    draft: Draft

    @property
    def drafter(self) -> str:
        return name_of(self.draft.drafter)


@dataclass(frozen=True)
class PassageTried:
    passage: Passage
    drafts: Sequence[NumberedDraft]
    size: tokens.Count

    @property
    def pages(self) -> tuple[int, int]:
        numbers = [span.page for span in self.passage.spans] or [1]
        return min(numbers), max(numbers)

    @cached_property
    def pieces(self) -> list[Piece]:
        """The passage's text, cut where the evidence of a draft begins or ends."""
        text, drafts = self.passage.text, self.drafts
        cuts = sorted({0, len(text), *(at for one in drafts for at in (one.draft.start, one.draft.end))})
        return [
            Piece(text[a:b], tuple(one.number for one in drafts if one.draft.start <= a and b <= one.draft.end))
            for a, b in pairwise(cuts)
        ]


@dataclass(frozen=True)
class TryOut:
    document: Document
    found: Drafted
    tokenizer: str
    pages: int

    @property
    def is_part(self) -> bool:
        return (self.document.page_count or 0) > self.pages

    @property
    def drafts(self) -> int:
        return sum(map(len, self.found.drafts.values()))

    @property
    def left_out(self) -> int:
        return max(0, len(self.found.passages) - SHOWN)

    @property
    def by_drafter(self) -> list[tuple[str, int]]:
        made = Counter(draft.drafter for drafts in self.found.drafts.values() for draft in drafts)
        return [(name_of(drafter), count) for drafter, count in made.most_common()]

    @cached_property
    def passages(self) -> list[PassageTried]:
        return list(self._shown())

    def _shown(self) -> Iterator[PassageTried]:
        number = 0
        for passage in self.found.passages[:SHOWN]:
            drafts = [NumberedDraft(number + at, one) for at, one in enumerate(self.found.drafts[passage.ordinal], 1)]
            number += len(drafts)
            yield PassageTried(passage, drafts, tokens.count(passage.text, self.tokenizer, self.found.language))


def try_out(document: Document, plan: Plan, tokenizer: str) -> TryOut:
    pages = pages_of(document, at_most=PAGES)
    return TryOut(
        document, draft_from(pages, plan, document.project.language, folder=document.folder), tokenizer, len(pages)
    )


def document_called(project: Project, name: str) -> Document | None:
    """The newest that is drafted from and is called so, or whose name holds these words."""
    drafted = project.documents.exclude(recipe="").order_by("-id")
    return drafted.filter(name=name).first() or drafted.filter(name__icontains=name).first()
