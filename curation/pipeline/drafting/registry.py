"""Every drafter, and the drafts that they make together of one passage."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from curation.pipeline import language as languages
from curation.pipeline.drafting import (
    classification,
    conversation,
    definition,
    faq,
    generation,
    heading_section,
    key_value,
    labelled_rows,
    mail_thread,
    plain,
    procedure,
    summary,
    table_rows,
)
from curation.pipeline.similarity import fingerprint
from curation.pipeline.types import Draft, Passage

ASKING = ("question_answer", "instruction")


@dataclass(frozen=True, slots=True)
class Drafter:
    name: str  # with its version; kept with every example it drafted
    kinds: tuple[str, ...]
    draft: Callable[[Passage, str, str], Iterator[Draft]]
    # The same for what only the document's other passages show; tried where they are given.
    within: Callable[[Passage, Sequence[Passage], str, str], Iterator[Draft]] | None = None
    terse: bool = False  # of forms and tables, in which a language hardly shows: the document's is taken

    @property
    def family(self) -> str:
        """The name without its version: what people choose by."""
        return family_of(self.name)


def family_of(drafter: str) -> str:
    family, _, version = drafter.rpartition("-")
    return family if version.isdigit() else drafter


ALL: tuple[Drafter, ...] = (
    Drafter(faq.NAME, ASKING, faq.draft),
    Drafter(procedure.NAME, ASKING, procedure.draft),
    Drafter(heading_section.NAME, ASKING, heading_section.draft),
    Drafter(definition.NAME, ASKING, definition.draft),
    Drafter(key_value.NAME, ASKING, key_value.draft, terse=True),
    Drafter(table_rows.NAME, ASKING, table_rows.draft, terse=True),
    Drafter(conversation.NAME, ("conversation",), conversation.draft, conversation.within),
    Drafter(mail_thread.NAME, ("conversation",), mail_thread.draft),
    Drafter(summary.NAME, ("summary",), summary.draft, summary.within),
    Drafter(classification.NAME, ("classification",), classification.draft),
    Drafter(labelled_rows.NAME, ("classification",), labelled_rows.draft, terse=True),
    Drafter(generation.NAME, ("generation",), generation.draft),
)
LIMIT = 8
TELLING = 60  # characters, from which on a text in which neither language shows is in neither


def draft(
    passage: Passage,
    *,
    kind: str,
    language: str,
    drafters: Iterable[Drafter] = ALL,
    limit: int = LIMIT,
    among: Sequence[Passage] = (),
) -> list[Draft]:
    """The best `limit` drafts for a project of this kind, in reading order; a plain one where there is no other.

    `language` is what the project is written in; a passage that is clearly in another is asked about in its own, and
    one in neither English nor Spanish only by the questions that it asks itself. `among` are all passages of the
    document.
    """
    told = languages.guess(passage.text)
    document = language[:2].lower()
    spoken = told or (document if len(passage.text) < TELLING else "")
    terse = told or ("" if languages.is_another(passage.text) else document)
    serving = [drafter for drafter in drafters if kind in drafter.kinds]
    made = [one for drafter in serving for one in drafter.draft(passage, kind, terse if drafter.terse else spoken)]
    if among:
        wider = (drafter.within(passage, among, kind, spoken) for drafter in serving if drafter.within)
        made += [one for drafts in wider for one in drafts]
    best = sorted(_unlike(sorted(made, key=lambda draft: -draft.score))[:limit], key=lambda draft: draft.start)
    return best or list(plain.draft(passage, kind, spoken))


def _unlike(drafts: Iterable[Draft]) -> list[Draft]:
    """The first of all that ask the same, or that answer with the very same words."""
    seen: set[object] = set()
    kept = []
    for draft in drafts:
        marks = {fingerprint(draft.prompt, ""), (draft.start, draft.end)}
        if seen.isdisjoint(marks):
            kept.append(draft)
        seen |= marks
    return kept
