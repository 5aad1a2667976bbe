"""Page pictures for people to look at: drawn once, in a child process under limits, and kept."""

import os
import tempfile
from pathlib import Path

from django.conf import settings

from curation.documents.models import Page
from curation.documents.store import path_of
from curation.pipeline import sandbox


def picture(page: Page, width: int) -> Path:
    """The file with the page's picture at this width; it is drawn if there is none yet."""
    document, kept = page.document, _path(page, width)
    if not kept.exists():
        drawn = sandbox.draw(path_of(document.sha256), document.media_type, page.number, width, angle=page.angle)
        _keep(kept, drawn)
    return kept


def is_made(page: Page, width: int) -> bool:
    return _path(page, width).exists()


def _path(page: Page, width: int) -> Path:
    sha256 = page.document.sha256
    return Path(settings.MEDIA_ROOT) / "pictures" / sha256[:2] / sha256[2:] / f"{page.number}-{width}-{page.angle}.webp"


def _keep(path: Path, content: bytes) -> None:
    """Written beside and renamed: whoever finds the name finds a whole picture."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
        file.write(content)
    os.replace(file.name, path)  # noqa: PTH105  # Path.replace is the same call
