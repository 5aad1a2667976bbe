"""From the pages of a document to passages and drafted examples, in one transaction."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from time import monotonic
from typing import TypeVar

from django.db import transaction

from curation.documents.models import Document, Passage
from curation.documents.states import PageState, State
from curation.examples.models import Event, Example, Trace
from curation.examples.ordering import place_new
from curation.examples.states import Action
from curation.pipeline import language, tokens, types
from curation.pipeline.drafting.plan import Plan
from curation.pipeline.errors import NoText

TICK_SECONDS = 4.0
WORDS = ("prompt", "completion", "evidence")
Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Drafted:
    """What the pages of a document give; nothing of it is stored."""

    recipe: str
    language: str
    passages: list[types.Passage]
    drafts: dict[int, list[types.Draft]]  # by the ordinal of their passage


def cut_and_draft(document: Document) -> None:
    """Store what a fully read document gives, and call it ready; raise NoText when it gives nothing."""
    project = document.project
    pages = pages_of(document)
    if not any(page.text.strip() for page in pages):
        raise_nothing_read(document)
    # Outside the transaction, so that nobody waits for it; a long one says in between that it lives.
    found = draft_from(pages, project.plan, project.language, folder=document.folder, on_tick=document.beat)
    rows = list(ticking(passages_of(document, found, project.tokenizer), document.beat))
    with transaction.atomic():
        clear_untouched(document, found.recipe)
        stored = store_passages(document, found.recipe, rows)
        made = store_drafts(document, stored, found.drafts)
        document.advance(State.READY, language=found.language, recipe=found.recipe)
        Event.objects.create(project=project, document=document, action=Action.DRAFTED, note=str(made))


def add(document: Document, plan: Plan) -> int:
    """Store what another plan drafts from the passages that a document has, beside what is there."""
    project = document.project
    found = draft_from(pages_of(document), plan, project.language, folder=document.folder)
    with transaction.atomic():
        stored = {row.ordinal: row for row in document.passages.filter(recipe=document.recipe)}
        return store_drafts(document, stored, {at: drafts for at, drafts in found.drafts.items() if at in stored})


def pages_of(document: Document, *, at_most: int | None = None) -> list[types.Page]:
    return [page.running_text for page in document.pages.filter(state=PageState.READ).without_places()[:at_most]]


def draft_from(
    pages: Sequence[types.Page],
    plan: Plan,
    otherwise: str,
    *,
    folder: str = "",
    on_tick: Callable[[], object] = lambda: None,
) -> Drafted:
    """Cut and draft by a plan; `otherwise` is the language of what tells none."""
    beginning = " ".join(page.text for page in pages[:20])
    spoken = language.guess(beginning) or otherwise
    passages = [replace(passage, folder=folder) for passage in ticking(plan.cut(pages), on_tick)]
    drafts = {passage.ordinal: plan.draft(passage, spoken, passages) for passage in ticking(passages, on_tick)}
    shown = language.detect(beginning) or otherwise  # drafters know two languages; a reader's screen knows any
    return Drafted(recipe_of(pages, plan, spoken), shown, passages, drafts)


def ticking(items: Iterable[Item], on_tick: Callable[[], object]) -> Iterator[Item]:
    """The same items; between them `on_tick` is called every few seconds."""
    ticked = monotonic()
    for item in items:
        if monotonic() - ticked > TICK_SECONDS:
            on_tick()
            ticked = monotonic()
        yield item


def raise_nothing_read(document: Document) -> None:
    failed = document.pages.filter(state=PageState.FAILED).first()
    if failed is not None:
        document.fail(failed.problem)
        return
    raise NoText("No text was found in the document.")


def recipe_of(pages: Iterable[types.Page], plan: Plan, spoken: str) -> str:
    """Names the plan and the texts it was carried out on: the same pages give the same passages and drafts, once."""
    digest = hashlib.sha256(spoken.encode())
    for page in pages:
        digest.update(f"\0{page.number}\0{page.text}".encode())
    return f"{plan.mark}:{digest.hexdigest()[:16]}"


def clear_untouched(document: Document, recipe: str) -> None:
    """Remove what an earlier recipe drafted and nobody has opened."""
    older = Example.objects.untouched().filter(document=document).exclude(passage=None).exclude(passage__recipe=recipe)
    # Held, so that nobody opens one while it is being removed; one that somebody is just opening is left out.
    held = list(older.select_for_update(skip_locked=True, of=("self",)).values_list("pk", flat=True))
    Example.objects.filter(pk__in=held).delete()
    Passage.objects.filter(document=document, examples=None).exclude(recipe=recipe).delete()


def passages_of(document: Document, found: Drafted, tokenizer: str) -> Iterator[Passage]:
    for passage in found.passages:
        yield Passage(
            document=document, recipe=found.recipe, ordinal=passage.ordinal, text=passage.text,
            spans=[[span.page, span.start, span.end, span.at] for span in passage.spans],
            heading_path=list(passage.heading_path), confidence=passage.confidence,
            tokens=tokens.count(passage.text, tokenizer, found.language).number,
        )  # fmt: skip


def store_passages(document: Document, recipe: str, rows: list[Passage]) -> dict[int, Passage]:
    """Store what is not there yet; all of them by ordinal, as the recipe makes them the same each time."""
    Passage.objects.bulk_create(rows, ignore_conflicts=True, batch_size=200)
    ids = dict(Passage.objects.filter(document=document, recipe=recipe).values_list("ordinal", "pk"))
    for row in rows:
        row.pk = ids[row.ordinal]
    return {row.ordinal: row for row in rows}


def store_drafts(document: Document, stored: dict[int, Passage], drafted: dict[int, list[types.Draft]]) -> int:
    """Store the drafts of every passage; one whose words an expert already has from this document is left out."""
    known = {words_of(example) for example in Example.objects.filter(document=document).only(*WORDS)}
    drafts = [
        example_of(document, stored[passage], draft, ordinal)
        for passage, of_it in drafted.items()
        for ordinal, draft in enumerate(of_it)
    ]
    rows = [example for example in drafts if words_of(example) not in known]
    made = Example.objects.bulk_create(rows, ignore_conflicts=True, batch_size=500)
    Trace.objects.keep(Example.objects.filter(document=document, traces=None).only("prompt", "completion"))
    place_new(document.project, Example.objects.filter(document=document))
    return len(made)


def words_of(example: Example) -> object:
    """What tells an example from the others of its document; one that is all to be written, by its place."""
    if example.prompt or example.completion:
        return example.prompt, example.completion
    return tuple((span["page"], span["start"], span["end"]) for span in example.evidence)


def example_of(document: Document, passage: Passage, draft: types.Draft, ordinal: int) -> Example:
    return Example(
        project_id=document.project_id, document=document, passage=passage, kind=draft.kind,
        drafter=draft.drafter, ordinal=ordinal, prompt=draft.prompt, completion=draft.completion,
        context=[list(turn) for turn in draft.context],
        evidence=passage.page_spans(draft.start, draft.end), score=draft.score,
        suggested_label=draft.label[:80],
    )  # fmt: skip
