"""What becomes of examples when the text of a page they were drafted from changes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple, Protocol

from curation.documents.models import Page, Passage
from curation.documents.models.correction import Change
from curation.examples.models import Example, Suggestion, Version
from curation.examples.states import Status
from curation.pipeline import patching
from curation.pipeline.patching import Patch
from curation.pipeline.relocating import Relocation

SETTLED = (Status.FINAL, Status.REJECTED)
AT_ONCE = 200
Row = dict[str, int]  # {page, start, end}


class Built(NamedTuple):
    """What of the page an example was built from: its evidence, or the passage around it."""

    within: Sequence[tuple[int, int]]
    is_evidence: bool  # the word stands in the evidence itself


class Move(Protocol):
    def of(self, start: int, end: int) -> tuple[int, int] | None: ...


@dataclass(frozen=True, slots=True)
class Followed:
    patched: int  # drafts that nobody had opened, put right with the source
    marked: int  # examples that say that their source changed, with a suggestion


def carry_over(page: Page, before: str, after: str) -> None:
    """Point the evidence of examples to where it stands now; what is not final says that its source changed."""
    if before == after:
        return
    relocation = Relocation(before, after)
    changed = []
    for example in Example.objects.filter(document=page.document_id).only("pk", "evidence", "status"):
        if not any(row["page"] == page.number for row in example.evidence):
            continue
        evidence = [moved(row, page.number, relocation) for row in example.evidence]
        lost = None in evidence
        example.evidence = [row for row in evidence if row]
        example.source_changed = lost or example.status != Status.FINAL
        changed.append(example)
    Example.objects.bulk_update(changed, ["evidence", "source_changed"], batch_size=AT_ONCE)
    Suggestion.objects.forget_places(page)


def moved(row: Row, number: int, move: Move) -> Row | None:
    if row["page"] != number:
        return row
    place = move.of(row["start"], row["end"])
    return {"page": number, "start": place[0], "end": place[1]} if place else None


def follow(change: Change) -> Followed:
    """Take a corrected word over into passages and drafts; what people have worked on gets a suggestion instead."""
    touched = follow_in_passages(change)
    built = follow_in_evidence(change, touched)
    untouched = Example.objects.untouched().filter(pk__in=built).order_by()
    # Held, so that nobody opens one meanwhile; one that somebody is just opening is theirs already.
    free = set(untouched.select_for_update(skip_locked=True, of=("self",)).values_list("pk", flat=True))
    patched = put_right(change, {pk: each for pk, each in built.items() if pk in free})
    marked = suggest(change, {pk: each for pk, each in built.items() if pk not in free})
    return Followed(patched, marked)


def follow_in_passages(change: Change) -> dict[int, list[tuple[int, int]]]:
    """Passages that hold the word, or stand under it as a heading, and where they stand on the page before."""
    old, new = heading_of(change)
    touched, changed = {}, []
    number, text = change.page.number, change.page.text
    for passage in Passage.objects.filter(document=change.page.document_id):
        within = [(row[1], row[2]) for row in passage.spans if row[0] == number]
        under = bool(old) and old in passage.heading_path
        if under:
            passage.heading_path = [new if part == old else part for part in passage.heading_path]
        if passage.follow(number, change.made, text) or under:
            changed.append(passage)
        if under or any(change.made.touches(start, end) for start, end in within):
            touched[passage.pk] = within
    Passage.objects.bulk_update(changed, ["text", "spans", "heading_path"], batch_size=AT_ONCE)
    return touched


def heading_of(change: Change) -> tuple[str, str]:
    """The heading that holds the word, before and after; empty when none does."""
    for before, after in zip(change.before.blocks, change.page.running_text.blocks, strict=True):
        if before.kind == "heading" and change.made.touches(before.start, before.end):
            old, new = change.before.text[before.start : before.end], change.page.text[after.start : after.end]
            return old.strip(), new.strip()
    return "", ""


def follow_in_evidence(change: Change, touched: dict[int, list[tuple[int, int]]]) -> dict[int, Built]:
    """Move the evidence along; the open examples that the word may have gone into, and what they were built from."""
    number, moved_rows = change.page.number, []
    built: dict[int, Built] = {}
    for example in Example.objects.filter(document=change.page.document_id).only("evidence", "status", "passage"):
        here = [(row["start"], row["end"]) for row in example.evidence if row["page"] == number]
        covers = any(change.made.touches(start, end) for start, end in here)
        if (covers or example.passage_id in touched) and example.status not in SETTLED:
            built[example.pk] = Built(here if covers else touched[example.passage_id or 0], covers)
        if here:
            example.evidence = [moved(row, number, change.made) for row in example.evidence]
            moved_rows.append(example)
    Example.objects.bulk_update(moved_rows, ["evidence"], batch_size=AT_ONCE)
    return built


def patch_of(change: Change, within: Sequence[tuple[int, int]]) -> Patch:
    return patching.patch(change.before.text, change.made.start, change.made.end, change.new, within=within)


def put_right(change: Change, built: dict[int, Built]) -> int:
    """Drafts that nobody has seen say what they would have said had the word been read right."""
    changed = []
    for example in Example.objects.filter(pk__in=built):
        patch = patch_of(change, built[example.pk].within)
        before = (example.prompt, example.completion, example.context)
        example.prompt, example.completion = patch.applied_to(example.prompt), patch.applied_to(example.completion)
        example.context = [[role, patch.applied_to(content)] for role, content in example.context]
        if (example.prompt, example.completion, example.context) != before:
            changed.append(example)
    Example.objects.bulk_update(changed, ["prompt", "completion", "context"], batch_size=AT_ONCE)
    return len(changed)


def suggest(change: Change, built: dict[int, Built]) -> int:
    """Mark what people have opened, when the word is its evidence or stands in its texts."""
    marked = 0
    held = Example.objects.filter(pk__in=built).order_by("pk").select_for_update(of=("self",))
    for example in held.prefetch_related("versions"):
        patch = patch_of(change, built[example.pk].within)
        ended = Suggestion.objects.take_back(example, change.page, change.word, patch.new)
        in_evidence = built[example.pk].is_evidence and not ended
        words = {patch.old, *(each.new for each in ended)}
        wanted = [each for each in (replace(patch, old=old) for old in words) if changes_anything(each, example)]
        for each in wanted or ([patch] if in_evidence else []):
            Suggestion.objects.suggest(example, each, change.page, change.word)
        suggested = bool(wanted) or in_evidence
        marked += suggested
        mark(example, suggested=suggested, ended=ended)
    return marked


def mark(example: Example, *, suggested: bool, ended: Sequence[Suggestion]) -> None:
    """Say that the source changed; no more, when the words that said so say again what they said."""
    if suggested:
        Example.objects.filter(pk=example.pk).update(source_changed=True)
    elif any(each.marks for each in ended) and not example.suggestions.filter(marks=True).exists():
        Example.objects.filter(pk=example.pk).update(source_changed=False)


def changes_anything(patch: Patch, example: Example) -> bool:
    return any(patch.applied_to(text) != text for text in texts_of(example))


def texts_of(example: Example) -> Iterator[str]:
    """Everything that the machine and people have written for it."""
    written: list[Example | Version] = [example, *example.versions.all()]
    for each in written:
        yield from (each.prompt, each.completion, *(content for _role, content in each.context or []))
