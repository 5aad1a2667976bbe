"""The contents a version keeps: its canonical records, one a line, compressed, under their hash."""

import gzip
import json
import zlib
from collections.abc import Callable, Iterable, Iterator

from curation.datasets.choosing import Record
from curation.documents import store
from curation.pipeline.formats.lines import line

GZIP = 31  # zlib's window size that means a gzip file; its header then carries no time and no name
LEVEL = 4  # within a tenth of the smallest size at twice the speed


def keep(records: Iterable[Record]) -> str:
    """Store the records; their SHA-256. The same records give the same bytes."""
    packer = zlib.compressobj(LEVEL, wbits=GZIP)
    with store.writer() as file:
        for record in records:
            file.write(packer.compress(line(record)))
        file.write(packer.flush())
        return file.keep().sha256


def read(sha256: str) -> Iterator[Record]:
    with gzip.open(store.path_of(sha256)) as lines:
        loads: Callable[[bytes], Record] = json.loads
        yield from map(loads, lines)
