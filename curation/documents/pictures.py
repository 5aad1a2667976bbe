"""Page pictures for people to look at: drawn once, in a child process under limits, and kept."""

import os
import tempfile
from collections.abc import Generator, Sequence
from contextlib import closing
from pathlib import Path

from django.conf import settings

from curation.documents.models import Page
from curation.documents.store import path_of
from curation.pipeline import sandbox
from curation.pipeline.errors import UnreadableDocument


def picture(page: Page, width: int) -> Path:
    """The file with the page's picture at this width; it is drawn if there is none yet."""
    kept = _path(page, width)
    if not kept.exists():
        for _, error in drawn([page], [width]):
            if error is not None:
                raise error
    return kept


def drawn(
    pages: Sequence[Page], widths: Sequence[int]
) -> Generator[tuple[Page, UnreadableDocument | None], None, None]:
    """Draw pages of one document and keep their pictures; each page once that is done, or with why it cannot be."""
    by_number = {page.number: page for page in pages}
    document = pages[0].document
    asked = [(page.number, page.angle) for page in pages]
    with closing(sandbox.draw(path_of(document.readable), document.media_type, asked, widths)) as results:
        for number, result in results:
            page = by_number[number]
            if isinstance(result, UnreadableDocument):
                yield page, result
                continue
            for width, content in result.items():
                _keep(_path(page, width), content)
            yield page, None


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
