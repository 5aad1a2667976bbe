"""JSONL: one object on each line, as a table whose columns are the objects' names."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from curation.pipeline.errors import Damaged
from curation.pipeline.limits import Limits
from curation.pipeline.reading.decoding import read_text
from curation.pipeline.reading.paging import Leaf, Piece, one_each
from curation.pipeline.reading.tables import parts
from curation.pipeline.reading.whole import whole
from curation.pipeline.types import BlockKind


def _leaves(path: Path, limits: Limits) -> list[Leaf]:
    text, removed = read_text(path)
    objects = list(_objects(text))
    names = list(dict.fromkeys(name for each in objects for name in each))
    rows = [names, *([_written(each.get(name)) for name in names] for each in objects)]
    tables = parts(rows) if objects else ()
    return one_each(([Piece(BlockKind.TABLE, part)] for part in tables), limits, removed=removed)


def _objects(text: str) -> Iterator[Mapping[str, object]]:
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            found = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise Damaged(f"The file is damaged: line {number} is no JSON.") from error
        if not isinstance(found, dict):
            raise Damaged(f"The file is damaged: line {number} is no object in curly brackets.")
        yield found


def _written(value: object) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


outline, opened = whole(_leaves)
