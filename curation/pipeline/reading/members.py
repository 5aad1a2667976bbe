"""What a file carries inside it: the files of an archive, the attachments of a mail or a PDF.

Each is offered as bytes under the name it has there. A member's own members are not looked for: depth is one.
"""

from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path, PurePosixPath

from curation.pipeline import media
from curation.pipeline.errors import TooLarge, Unsupported
from curation.pipeline.hygiene import clean
from curation.pipeline.limits import Limits

Member = tuple[str, bytes]
HOLDERS = {media.ZIP: "zipped", media.EML: "mail", media.PDF: "pdf"}
LONGEST_NAME = 255  # characters
# What operating systems put into archives beside the files.
CLUTTER = {"__MACOSX", ".DS_Store", "Thumbs.db", "desktop.ini"}


def members(path: Path, media_type: str, limits: Limits) -> Iterator[Member]:
    """The files inside a file; raise UnreadableDocument, TooLarge when they are too many or too much together."""
    if media_type not in HOLDERS:
        raise Unsupported("This kind of file holds no other files.")
    held: Callable[[Path, Limits], Iterator[Member]] = import_module(
        f"curation.pipeline.reading.{HOLDERS[media_type]}"
    ).members
    number = total = 0
    for name, content in held(path, limits):
        number, total = number + 1, total + len(content)
        if number > limits.zip_entries or total > limits.zip_bytes:
            raise TooLarge("The file holds more other files than can be read.")
        yield shown_name(name), content


def is_clutter(name: str) -> bool:
    parts = PurePosixPath(name).parts
    return not parts or parts[-1].startswith("._") or not CLUTTER.isdisjoint(parts)


def shown_name(name: str) -> str:
    """A name to show and to tell the kind of file by; never one to write to."""
    text = clean(name.replace("\\", "/"))[0].replace("\n", " ")
    return "/".join(part for part in text.split("/") if part not in ("", ".", ".."))[-LONGEST_NAME:] or "attachment"
