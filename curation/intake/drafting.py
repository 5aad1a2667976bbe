"""From the pages of a document to passages and drafted examples, in one transaction."""

import hashlib
from collections.abc import Iterable

from django.db import transaction

from curation.documents.models import Document, Passage
from curation.documents.states import PageState, State
from curation.examples.models import Event, Example
from curation.examples.states import Action, Status
from curation.pipeline import chunking, language, tokens, types
from curation.pipeline.drafting import registry
from curation.pipeline.errors import NoText

CUTTING = "cut-1"  # raise it when passages would come out differently


def cut_and_draft(document: Document) -> None:
    """Store what a fully read document gives, and call it ready; raise NoText when it gives nothing."""
    project = document.project
    pages = [page.content for page in document.pages.filter(state=PageState.READ)]
    if not any(page.text.strip() for page in pages):
        raise_nothing_read(document)
    spoken = language.guess(" ".join(page.text for page in pages[:20])) or project.language
    passages = list(chunking.cut(pages, limit=project.passage_characters))
    drafted = {
        passage.ordinal: registry.draft(passage, kind=project.kind, language=spoken) for passage in passages
    }  # outside the transaction: on SQLite nobody else writes during it
    recipe = recipe_of(pages, project.passage_characters)
    with transaction.atomic():
        clear_untouched(document, recipe)
        stored = store_passages(document, passages, recipe, spoken)
        made = store_drafts(document, stored, drafted)
        document.advance(State.READY, language=spoken, recipe=recipe)
        Event.objects.create(project=project, document=document, action=Action.DRAFTED, note=str(made))


def raise_nothing_read(document: Document) -> None:
    failed = document.pages.filter(state=PageState.FAILED).first()
    if failed is not None:
        document.fail(failed.problem)
        return
    raise NoText("No text was found in the document.")


def recipe_of(pages: Iterable[types.Page], limit: int) -> str:
    """Names the cutting and the texts it was made from: the same pages give the same passages, once."""
    digest = hashlib.sha256(str(limit).encode())
    for page in pages:
        digest.update(f"\0{page.number}\0{page.text}".encode())
    return f"{CUTTING}:{digest.hexdigest()[:16]}"


def clear_untouched(document: Document, recipe: str) -> None:
    """Remove what an earlier recipe drafted and nobody has opened."""
    older = Example.objects.unleased().filter(document=document, status=Status.DRAFTED, versions=None, events=None)
    older.exclude(passage=None).exclude(passage__recipe=recipe).delete()
    Passage.objects.filter(document=document, examples=None).exclude(recipe=recipe).delete()


def store_passages(document: Document, passages: list[types.Passage], recipe: str, spoken: str) -> dict[int, Passage]:
    rows = [
        Passage(
            document=document, recipe=recipe, ordinal=passage.ordinal, text=passage.text,
            spans=[[span.page, span.start, span.end, span.at] for span in passage.spans],
            heading_path=list(passage.heading_path), confidence=passage.confidence,
            tokens=tokens.estimate(passage.text, spoken),
        )
        for passage in passages
    ]  # fmt: skip
    Passage.objects.bulk_create(rows, ignore_conflicts=True, batch_size=200)
    return {row.ordinal: row for row in Passage.objects.filter(document=document, recipe=recipe)}


def store_drafts(document: Document, stored: dict[int, Passage], drafted: dict[int, list[types.Draft]]) -> int:
    """Store the drafts of every passage; one whose words an expert already has from this document is left out."""
    known = set(Example.objects.filter(document=document).values_list("prompt", "completion"))
    rows = [
        example_of(document, stored[passage], draft, ordinal)
        for passage, drafts in drafted.items()
        for ordinal, draft in enumerate(drafts)
        if (draft.prompt, draft.completion) not in known
    ]
    return len(Example.objects.bulk_create(rows, ignore_conflicts=True, batch_size=500))


def example_of(document: Document, passage: Passage, draft: types.Draft, ordinal: int) -> Example:
    return Example(
        project_id=document.project_id, document=document, passage=passage, kind=draft.kind,
        drafter=draft.drafter, ordinal=ordinal, prompt=draft.prompt, completion=draft.completion,
        context=[list(turn) for turn in draft.context],
        evidence=passage.page_spans(draft.start, draft.end), score=draft.score,
        suggested_label=draft.label[:80],
    )  # fmt: skip
