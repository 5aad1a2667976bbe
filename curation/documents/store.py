"""Files kept under the SHA-256 of their bytes, in `MEDIA_ROOT/objects/ab/cdef...`.

A file is written to a temporary name, hashed on the way, synced and renamed; so a name that exists is
whole, and the same bytes are kept once.
"""

import hashlib
import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from curation.pipeline.errors import UnreadableDocument


@dataclass(frozen=True, slots=True)
class Stored:
    sha256: str
    size: int


class MissingFile(UnreadableDocument):
    code = "missing_file"


def path_of(sha256: str) -> Path:
    return Path(settings.MEDIA_ROOT) / "objects" / sha256[:2] / sha256[2:]


def existing(sha256: str) -> Path:
    """The file, known to be there; raise MissingFile otherwise."""
    path = path_of(sha256)
    if not path.is_file():
        raise MissingFile(f"The stored file {sha256} is missing.")
    return path


def temporary_folder() -> Path:
    """Where unfinished files lie, on the same file system, so that a rename is atomic."""
    folder = Path(settings.MEDIA_ROOT) / "unfinished"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def upload_folder() -> Path:
    """Where files lie that arrive in slices, which may take a day."""
    folder = Path(settings.MEDIA_ROOT) / "uploads"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


class Writer:
    """An unfinished file; `write` as often as you like, then `keep`."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._hash = hashlib.sha256()
        self.size = 0

    def write(self, chunk: bytes) -> None:
        self._file.write(chunk)
        self._hash.update(chunk)
        self.size += len(chunk)

    def flushed(self) -> Path:
        """Where the bytes written so far can be read."""
        self._file.flush()
        return Path(self._file.name)

    def keep(self) -> Stored:
        self._file.flush()
        os.fsync(self._file.fileno())
        sha256 = self._hash.hexdigest()
        final = path_of(sha256)
        final.parent.mkdir(parents=True, exist_ok=True)
        Path(self._file.name).rename(final)
        sync_folder(final.parent)
        return Stored(sha256, self.size)


def sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def writer() -> Iterator[Writer]:
    """A file that is gone at the end unless it was kept."""
    with tempfile.NamedTemporaryFile(dir=temporary_folder(), delete=False) as file:
        try:
            yield Writer(file)  # type: ignore[arg-type]
        finally:
            with suppress(FileNotFoundError):
                Path(file.name).unlink()


def put(chunks: Iterable[bytes]) -> Stored:
    with writer() as unfinished:
        for chunk in chunks:
            unfinished.write(chunk)
        return unfinished.keep()
