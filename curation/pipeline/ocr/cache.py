"""What was recognised before, by picture, engines and parameters, in one folder for each document.

The process that reads may only look here: what it recognised goes to its parent, which keeps it. So a file that takes
the reader over can neither see nor change what is known of another file.
"""

import json
import os
import shutil
import tempfile
import time
import zlib
from collections.abc import Callable
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from PIL import Image

from curation.pipeline.layout import Line, Token
from curation.pipeline.limits import Options
from curation.pipeline.ocr.recognised import Recognised

RULES = 8  # raise it when thresholds or the order of engines change what is read
KEY_LENGTH = 64
REMEMBERED = 32  # pictures: those that stand on page after page, as in the heads of letters

# What this process recognised and has not handed on yet, and what it recognised last: that may not be kept yet.
_fresh: list[tuple[str, bytes]] = []
_latest: dict[tuple[Path, str], Recognised] = {}


def key(gray: Image.Image, options: Options, dpi: int, engines: list[str]) -> str:
    asked = (options.languages, options.angle, options.clean, options.second_engine, options.prefer_second)
    known = sha256(repr((RULES, gray.size, dpi, asked, options.follow, engines)).encode())
    known.update(gray.tobytes())
    return known.hexdigest()


def recall(folder: Path, name: str) -> Recognised | None:
    if (folder, name) in _latest:
        return _latest[folder, name]
    try:
        return _from_bytes((folder / name).read_bytes())
    except (OSError, ValueError, TypeError, zlib.error):  # not there, or cut off
        return None


def note(folder: Path, name: str, seen: Recognised) -> None:
    _fresh.append((name, _to_bytes(seen)))
    _latest[folder, name] = seen
    if len(_latest) > REMEMBERED:
        del _latest[next(iter(_latest))]


def taken() -> list[tuple[str, bytes]]:
    """What was noted since the last call."""
    noted = _fresh.copy()
    _fresh.clear()
    return noted


def keep(folder: Path, name: str, content: bytes) -> None:
    """Write one entry, whole or not at all. The name comes from a process that a file may have taken over."""
    if len(name) != KEY_LENGTH or not set(name) <= set("0123456789abcdef"):
        return
    with suppress(OSError):  # a full disk costs speed only
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=folder, delete=False) as file:
            file.write(content)
        Path(file.name).rename(folder / name)


def prune(root: Path, most_bytes: int, known: Callable[[list[str]], set[str]], *, every: float = 600) -> None:
    """Forget what no document has any more, and those read longest ago until the rest fits; once in `every` seconds.

    `known` tells of the names of folders those whose documents are still there.
    """
    marker = root / "pruned"
    if not root.exists() or (marker.exists() and time.time() - marker.stat().st_mtime < every):
        return
    marker.touch()
    folders = sorted((each for each in root.glob("*") if each.is_dir()), key=lambda folder: folder.stat().st_mtime)
    still_there = known([folder.name for folder in folders])
    for folder in folders:
        if folder.name not in still_there:
            shutil.rmtree(folder, ignore_errors=True)
    folders = [folder for folder in folders if folder.name in still_there]
    sizes = {folder: sum(entry.stat().st_size for entry in os.scandir(folder)) for folder in folders}
    excess = sum(sizes.values()) - most_bytes
    for folder in folders:
        if excess <= 0:
            return
        shutil.rmtree(folder, ignore_errors=True)
        excess -= sizes[folder]


def _to_bytes(seen: Recognised) -> bytes:
    lines = [(line.size, line.bold, line.begins, [tuple(token) for token in line.tokens]) for line in seen.lines]
    plain = (lines, seen.width, seen.height, seen.engine, seen.angle, seen.alternative)
    return zlib.compress(json.dumps(plain, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace"), 1)


def _from_bytes(content: bytes) -> Recognised:
    rows, *rest = json.loads(zlib.decompress(content))
    lines = (
        Line.of([Token(*values) for values in tokens], size, bold, begins=begins) for size, bold, begins, tokens in rows
    )
    return Recognised(tuple(lines), *rest)
