"""What a project asks for: how its documents are cut into passages, and what is drafted from each."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from curation.pipeline import chunking
from curation.pipeline.drafting import registry
from curation.pipeline.drafting.registry import Drafter
from curation.pipeline.types import Draft, Page, Passage

CUTTING = "cut-2"  # raise it when passages would come out differently


@dataclass(frozen=True, slots=True)
class Plan:
    kind: str
    passage_limit: int = chunking.LIMIT
    passage_tokenizer: str = ""  # "": the limit counts characters
    without: frozenset[str] = frozenset()  # families of drafters that do not serve
    per_passage: int = registry.LIMIT

    @property
    def drafters(self) -> list[Drafter]:
        return [one for one in registry.ALL if self.kind in one.kinds and one.family not in self.without]

    @property
    def mark(self) -> str:
        """Stands for all that decides what comes of a document's pages; with the pages' own mark it is a recipe."""
        names = ",".join(drafter.name for drafter in self.drafters)
        cutting = f"{self.passage_limit} {self.passage_tokenizer}"
        digest = hashlib.sha256(f"{cutting}\0{self.kind}\0{names}\0{self.per_passage}".encode())
        return f"{CUTTING}:{digest.hexdigest()[:8]}"

    def cut(self, pages: Sequence[Page]) -> Iterator[Passage]:
        return chunking.cut(pages, limit=self.passage_limit, tokenizer=self.passage_tokenizer)

    def draft(self, passage: Passage, language: str, among: Sequence[Passage] = ()) -> list[Draft]:
        return registry.draft(
            passage,
            kind=self.kind,
            language=language,
            drafters=self.drafters,
            limit=self.per_passage,
            among=among,
        )
