"""The files of a ZIP archive."""

import zipfile
from collections.abc import Iterator
from pathlib import Path

from curation.pipeline import archive
from curation.pipeline.errors import Damaged
from curation.pipeline.limits import Limits
from curation.pipeline.reading.members import Member, is_clutter


def members(path: Path, limits: Limits) -> Iterator[Member]:
    archive.check_sums(path, limits)
    try:
        with zipfile.ZipFile(path) as container:
            for entry in container.infolist():
                if not entry.is_dir() and not is_clutter(entry.filename):
                    yield entry.filename, container.read(entry)
    except archive.BROKEN as error:
        raise Damaged(archive.CANNOT_UNPACK) from error
