"""Pairs that people bring, as examples of a project. Bringing the same pairs again adds nothing."""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from django.db import transaction

from curation.accounts.models import User
from curation.examples.models import Event, Example, Trace
from curation.examples.ordering import place_new
from curation.examples.states import Action, Status
from curation.pipeline.formats.lines import line
from curation.pipeline.formats.parsing import Row
from curation.pipeline.seen import Seen, seen
from curation.pipeline.similarity import fingerprint
from curation.pipeline.types import Pair
from curation.projects.models import Project

DRAFTER = "import"
BATCH = 500


class BadRowsError(Exception):
    """There were bad rows, so nothing was imported."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """Who brings pairs into which project, from which file, and what the examples are to be."""

    project: Project
    source: str
    by: User
    status: Status = Status.DRAFTED


@dataclass(slots=True)
class Imported:
    added: int = 0
    repeated: int = 0
    bad: int = 0


def import_pairs(
    delivery: Delivery, rows: Iterable[Row], *, on_bad: Callable[[Row], None], skip_bad: bool = False
) -> Imported:
    """Add every good row in one transaction; each bad one is told to `on_bad`, and prevents it unless skipped."""
    done = Imported()
    with transaction.atomic(), seen() as known:
        # Two imports at once would not see each other's rows.
        project = Project.objects.select_for_update().get(pk=delivery.project.pk)
        for pair in _imported_before(project):
            known.first(_mark(pair), 0)
        new = _new_pairs(rows, known, done, on_bad)
        while batch := list(islice(new, BATCH)):
            if skip_bad or not done.bad:
                _store(delivery, batch)
                done.added += len(batch)
        if done.bad and not skip_bad:
            raise BadRowsError
        place_new(project, Example.objects.filter(project=project, document=None))
    return done


def _imported_before(project: Project) -> Iterator[Pair]:
    before = Example.objects.filter(project=project, drafter=DRAFTER).values_list("prompt", "completion", "context")
    for prompt, completion, context in before.iterator(chunk_size=BATCH):
        yield Pair(prompt, completion, tuple((role, content) for role, content in context))


def _new_pairs(rows: Iterable[Row], known: Seen, done: Imported, on_bad: Callable[[Row], None]) -> Iterator[Pair]:
    for row in rows:
        if row.pair is None:
            done.bad += 1
            on_bad(row)
        elif known.first(_mark(row.pair), row.number) == row.number:
            yield row.pair
        else:
            done.repeated += 1


def _mark(pair: Pair) -> bytes:
    return hashlib.sha256(line({"turns": pair.context, "prompt": pair.prompt, "completion": pair.completion})).digest()


def _store(delivery: Delivery, pairs: list[Pair]) -> None:
    examples = Example.objects.bulk_create(_example(delivery.project, pair, delivery.status) for pair in pairs)
    Trace.objects.keep(examples)
    what = {"project": delivery.project, "actor": delivery.by, "after": delivery.status, "note": delivery.source}
    Event.objects.bulk_create(Event(example=example, action=Action.IMPORTED, **what) for example in examples)


def _example(project: Project, pair: Pair, status: Status) -> Example:
    final = {"final_prompt": pair.prompt, "final_completion": pair.completion} if status == Status.FINAL else {}
    return Example(
        project=project,
        kind=project.kind,
        status=status,
        drafter=DRAFTER,
        prompt=pair.prompt,
        completion=pair.completion,
        context=[list(turn) for turn in pair.context],
        signature=fingerprint(pair.prompt, pair.completion),
        **final,
    )
