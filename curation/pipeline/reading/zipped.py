"""The files of a ZIP archive."""

import zipfile
from collections.abc import Iterator
from pathlib import Path

from curation.pipeline import archive
from curation.pipeline.errors import Damaged
from curation.pipeline.limits import Limits
from curation.pipeline.reading.members import Member, is_clutter

UTF8 = 1 << 11  # the bit that says so


def name_of(entry: zipfile.ZipInfo) -> str:
    """The name in the encoding it was written in, which many programs do not say: UTF-8, or an old one of DOS."""
    name = entry.filename
    if entry.flag_bits & UTF8 or name.isascii():
        return name
    try:
        written = name.encode("cp437")  # as zipfile took it for
        return written.decode("utf-8")
    except UnicodeEncodeError:
        return name
    except UnicodeDecodeError:
        western = written.decode("cp850")
        return western if _letters(western) > _letters(name) else name


def _letters(name: str) -> int:
    return sum("À" <= letter <= "ÿ" and letter.isalpha() for letter in name)


def members(path: Path, limits: Limits) -> Iterator[Member]:
    archive.check_sums(path, limits)
    try:
        with zipfile.ZipFile(path) as container:
            for entry in container.infolist():
                if not entry.is_dir() and not is_clutter(entry.filename):
                    yield name_of(entry), container.read(entry)
    except archive.BROKEN as error:
        raise Damaged(archive.CANNOT_UNPACK) from error
