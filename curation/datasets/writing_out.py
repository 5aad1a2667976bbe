"""A built version as files in a folder."""

import os
import shutil
import tempfile
from io import BytesIO
from pathlib import Path
from typing import IO

from curation.datasets.models import DatasetVersion
from curation.datasets.states import PARTS
from curation.documents import store

SUMS = "SHA256SUMS"


def write_out(version: DatasetVersion, folder: Path) -> None:
    """FOLDER/FORMAT/PART.jsonl, each whole or not there, and the sums last.

    A part that an earlier version had and this one has not is removed, so that a folder never mixes two.
    """
    files = {file.name: file for file in version.files.all()}
    folder.mkdir(parents=True, exist_ok=True)
    (folder / SUMS).unlink(missing_ok=True)
    for name, file in files.items():
        with store.path_of(file.sha256).open("rb") as source:
            _write(folder / name, source)
    for name in version.formats:
        for part in PARTS:
            if f"{name}/{part}.jsonl" not in files:
                (folder / name / f"{part}.jsonl").unlink(missing_ok=True)
    _write(folder / SUMS, BytesIO(version.sums().encode()))


def _write(path: Path, source: IO[bytes]) -> None:
    path.parent.mkdir(exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
        try:
            shutil.copyfileobj(source, file)
            file.flush()
            os.fsync(file.fileno())
            Path(file.name).chmod(0o644)  # a temporary file is its owner's alone
            Path(file.name).rename(path)
        finally:
            Path(file.name).unlink(missing_ok=True)
    store.sync_folder(path.parent)
