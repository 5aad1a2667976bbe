"""What a version would be, before it is built: its size, its checks, its first lines."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import islice

from curation.datasets import choosing
from curation.datasets.checking import checking
from curation.datasets.models import DatasetVersion
from curation.datasets.words import Shown, shown
from curation.pipeline.formats.lines import line
from curation.pipeline.formats.registry import FORMATS
from curation.pipeline.splitting import split

LOOKED_AT = 20_000  # examples: about a second; the build itself checks all
LINES = 3


@dataclass(frozen=True, slots=True)
class Size:
    examples: int
    documents: int
    parts: Mapping[str, int]


@dataclass(slots=True)
class Look:
    size: Size
    checks: list[Shown] = field(default_factory=list)
    lines: dict[str, list[str]] = field(default_factory=dict)  # by format, exactly as they would be written

    @property
    def is_partial(self) -> bool:
        return self.size.examples > LOOKED_AT

    @property
    def errors(self) -> list[Shown]:
        return [check for check in self.checks if check.level == "error"]

    @property
    def warnings(self) -> list[Shown]:
        return [check for check in self.checks if check.level == "warning"]


def size(version: DatasetVersion) -> Size:
    return _size(version, choosing.groups(version))[0]


def look(version: DatasetVersion) -> Look:
    measured, parts = _size(version, choosing.groups(version))
    found = Look(measured, lines={name: [] for name in version.formats})
    with checking(version) as check:
        for record in islice(choosing.records(version), LOOKED_AT):
            pair, example = choosing.pair_of(record), record["provenance"]["example"]
            if not check.keeps(pair, example):
                continue
            if pair.group in parts:  # else it became final a moment ago
                check.see_part(pair, example, parts[pair.group])
            for name, lines in found.lines.items():
                if len(lines) < LINES:
                    lines.append(line(FORMATS[name].render(pair, version.render_options)).decode())
        check.see_sizes(measured.parts)
        found.checks = shown(check.rows())
    return found


def _size(version: DatasetVersion, groups: Mapping[str, int]) -> tuple[Size, dict[str, str]]:
    parts = split(groups, shares=version.shares, seed=version.seed)
    sizes = {part: 0 for part, share in version.shares.items() if share}
    for group, count in groups.items():
        sizes[parts[group]] += count
    documents = sum(1 for group in groups if not choosing.is_loose(group))
    return Size(sum(groups.values()), documents, sizes), parts
