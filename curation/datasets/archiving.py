"""A version's files as one zip, made while it is sent."""

from collections.abc import Iterator
from io import RawIOBase
from typing import IO, Any, cast
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from curation.datasets.models import DatasetVersion
from curation.datasets.writing_out import SUMS
from curation.documents import store

CHUNK = 256 * 1024


class Pipe(RawIOBase):
    """A file that cannot go back: what was written to it since the last `take`."""

    def __init__(self) -> None:
        self._written = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self._written += data
        return len(data)

    def take(self) -> bytes:
        taken = bytes(self._written)
        self._written.clear()
        return taken


def zip_of(version: DatasetVersion, *, folder: str) -> Iterator[bytes]:
    """The same bytes every time: a ZipInfo of its own carries no time."""
    pipe = Pipe()
    with ZipFile(cast(IO[bytes], pipe), "w") as archive:
        for file in version.files.all():
            entry = _entry(f"{folder}/{file.name}")
            with store.path_of(file.sha256).open("rb") as source, archive.open(entry, "w", force_zip64=True) as target:
                while chunk := source.read(CHUNK):
                    target.write(chunk)
                    yield pipe.take()
        archive.writestr(_entry(f"{folder}/{SUMS}"), version.sums())
    yield pipe.take()


def _entry(name: str) -> ZipInfo:
    entry = ZipInfo(name)
    entry.compress_type = ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    return entry
