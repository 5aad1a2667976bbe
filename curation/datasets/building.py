"""Build one dataset version. Safe to run twice: nothing is offered before everything is written."""

import errno
from collections import Counter
from collections.abc import Iterator
from typing import Any

from curation.datasets import choosing, contents
from curation.datasets.checking import Checking, checking
from curation.datasets.errors import UnfitChoiceError
from curation.datasets.heart import Heart, beating
from curation.datasets.models import DatasetVersion
from curation.datasets.rendering import render
from curation.datasets.snapshot import snapshot
from curation.datasets.states import Problem
from curation.pipeline.splitting import split
from curation.runs import ending_in_a_state


def build(pk: int) -> None:
    """Build the version if it waits; leave quietly when it does not, or when another run takes over."""
    version = DatasetVersion.objects.claim(pk)
    if version is None:
        return

    def end(error: Exception) -> bool:
        if isinstance(error, UnfitChoiceError):
            version.fail(error.problem, **error.found)
            return True
        full = isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT)
        version.fail(Problem.NO_ROOM if full else Problem.OURS)
        return False

    with ending_in_a_state(f"dataset version {pk}", end):
        _build(version)


def _build(version: DatasetVersion) -> None:
    groups: Counter[str] = Counter()
    with checking(version) as check, beating(version) as heart:
        with snapshot():
            heart.expect(2 * choosing.examples(version).count())  # each example is read once and written once
            kept = contents.keep(_chosen(version, check, groups, heart))
        parts = split(groups, shares=version.shares, seed=version.seed)
        files = render(version, kept, parts, check, heart)
        sizes = {part: 0 for part, share in version.shares.items() if share}
        for group, size in groups.items():
            sizes[parts[group]] += size
        check.see_sizes(sizes)
    version.finish(files, contents=kept, checks=check.rows(), counts=_counts(check, groups) | sizes)


def _chosen(version: DatasetVersion, check: Checking, groups: Counter[str], heart: Heart) -> Iterator[choosing.Record]:
    """The records that stay, counted by group on the way; raise UnfitChoiceError when they make no dataset."""
    for record in choosing.records(version):
        heart.step()
        pair = choosing.pair_of(record)
        if check.keeps(pair, record["provenance"]["example"]):
            groups[pair.group] += 1
            yield record
    if check.blocked or (check.left_out and not groups):  # told here, before anything is kept
        raise UnfitChoiceError(Problem.CHECKS, checks=check.rows(), counts=_counts(check, groups))
    if not groups:
        raise UnfitChoiceError(Problem.NOTHING)


def _counts(check: Checking, groups: Counter[str]) -> dict[str, Any]:
    documents = sum(1 for group in groups if not choosing.is_loose(group))
    return {"examples": groups.total(), "documents": documents, "left_out": check.left_out}
