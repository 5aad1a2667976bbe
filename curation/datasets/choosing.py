"""Which final examples go into a version, and each as one record with where it comes from."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Count, Exists, F, JSONField, OuterRef, QuerySet
from django.db.models.functions import Coalesce

from curation.datasets.models import DatasetVersion
from curation.examples.models import Event, Example, Version
from curation.examples.models.collection import COLLECTED
from curation.examples.states import Decision, Status
from curation.pipeline.types import Pair

CHUNK = 1000
LOOSE_GROUPS = 1024  # examples without a document are dealt into this many groups, so that a split stays small
TURNS = Coalesce("final_context", "context", output_field=JSONField())
FIELDS = ("pk", "final_prompt", "final_completion", "turns", "evidence", "document__name", "document__sha256")
LOOSE = "no document "
Record = dict[str, Any]
LABELS = Example.labels.through


def examples(version: DatasetVersion) -> QuerySet[Example]:
    chosen = Example.objects.final().filter(project=version.project_id)
    if documents := version.choice.get("documents"):
        chosen = chosen.filter(document__in=documents)
    if labels := version.choice.get("labels"):
        chosen = chosen.filter(Exists(LABELS.objects.filter(example=OuterRef("pk"), label__in=labels)))
    if collections := version.choice.get("collections"):
        chosen = chosen.filter(Exists(COLLECTED.filter(example=OuterRef("pk"), collection__in=collections)))
    return chosen


def groups(version: DatasetVersion) -> dict[str, int]:
    """How many examples each group has that a split keeps together: a document, or some examples without one."""
    chosen = examples(version)
    loose = chosen.filter(document=None).values_list(F("pk") % LOOSE_GROUPS).annotate(Count("pk")).order_by()
    bound = chosen.exclude(document=None).values_list("document__sha256").annotate(Count("pk")).order_by()
    return dict(bound) | {_loose(rest): size for rest, size in loose}


def group_of(record: Record) -> str:
    source = record["provenance"]
    return source["sha256"] or _loose(source["example"] % LOOSE_GROUPS)


def is_loose(group: str) -> bool:
    return group.startswith(LOOSE)


def records(version: DatasetVersion) -> Iterator[Record]:
    """The canonical records in the order of the examples' ids, a chunk in memory at a time.

    Each chunk asks anew, so that only `snapshot` makes all of them one state.
    """
    chosen = examples(version).annotate(turns=TURNS).order_by("pk").values_list(*FIELDS)
    last = 0
    while rows := list(chosen.filter(pk__gt=last)[:CHUNK]):
        last = rows[-1][0]
        yield from _with_people_and_labels(rows)


def pair_of(record: Record) -> Pair:
    context = tuple((role, content) for role, content in record["context"])
    return Pair(record["prompt"], record["completion"], context, tuple(record["labels"]), group_of(record))


def _with_people_and_labels(rows: list[tuple[Any, ...]]) -> Iterator[Record]:
    ids = [row[0] for row in rows]
    labels = _gathered(
        (example, written or name)
        for example, name, written in LABELS.objects.filter(example__in=ids)
        .order_by("label__group__position", "label__group_id", "label__position", "label_id")
        .values_list("example_id", "label__name", "label__export_as")
    )
    submitted = Version.objects.live().filter(example__in=ids, decision=Decision.SUBMIT).order_by("author_id")
    authors = _gathered(submitted.values_list("example_id", "author_id"))
    approved = Event.objects.filter(example__in=ids, after=Status.FINAL).order_by("pk")
    approvers = dict(approved.values_list("example_id", "actor_id"))  # the last one stands
    for pk, prompt, completion, context, evidence, name, sha256 in rows:
        yield {
            "prompt": prompt,
            "completion": completion,
            "context": context,
            "labels": labels[pk],
            "provenance": {
                "example": pk,
                "document": name,
                "sha256": sha256,
                "pages": sorted({span["page"] for span in evidence}),
                "evidence": evidence,
                "authors": authors[pk],
                "approver": approvers.get(pk),
            },
        }


def _gathered(pairs: Iterable[tuple[int, Any]]) -> defaultdict[int, list[Any]]:
    found: defaultdict[int, list[Any]] = defaultdict(list)
    for key, value in pairs:
        found[key].append(value)
    return found


def _loose(rest: int) -> str:
    return f"{LOOSE}{rest}"
