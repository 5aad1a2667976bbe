"""A file that arrives in slices: taken up where it broke off, refused as soon as that can be known."""

import fcntl
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic
from typing import Any, BinaryIO

from django.conf import settings

from curation.accounts.models import User
from curation.documents import store
from curation.documents.models import Upload
from curation.http import shown_name
from curation.intake.keeping import Received, folders_of
from curation.intake.storing import receive
from curation.intake.unpacking import chunks
from curation.pipeline import media
from curation.pipeline.errors import Empty, TooLarge, Unsupported
from curation.projects.models import Project

CHUNK = 64 * 1024
SLICE_SECONDS = 60  # a slow slice gives its thread back; the sender goes on from where it was
LONGEST_FOLDER = 255
ROOM = 256 * 2**20  # bytes left free beside the file, which is copied once when it is whole

Read = Callable[[int], bytes]


class TooMany(Exception):
    """This person has as many unfinished uploads as one may have."""


class NoRoom(Exception):
    """The server's disk is full, or would be."""


class WrongOffset(Exception):
    """The slice does not begin where the file ends, or another one is arriving."""


def begin(project: Project, name: str, size: int, modified: int, *, by: User) -> Upload:
    """The upload that slices go to: the unfinished one of this file if there is one; raise what it is refused for.

    `name` may be a path, as files of a folder have it.
    """
    shown = shown_name(name)
    folder = folders_of(name)[-LONGEST_FOLDER:]
    refuse(shown, size)
    mine = Upload.objects.unfinished().filter(uploaded_by=by)
    file: dict[str, Any] = {"project": project, "name": shown, "folder": folder, "size": size, "modified": modified}
    found = mine.filter(**file).first()
    if found is not None:
        return found
    if mine.count() >= settings.UPLOAD_LIMIT_FILES:
        raise TooMany
    if shutil.disk_usage(store.upload_folder()).free < 2 * size + ROOM:
        raise NoRoom
    return Upload.objects.unfinished().get_or_create(uploaded_by=by, **file)[0]


def refuse(name: str, size: int) -> None:
    """What can be told before a byte has arrived; the content has the last word."""
    if Path(name).suffix.lower() not in media.BY_EXTENSION:
        raise Unsupported(f"{name} is of no kind that can be read.")
    if not size:
        raise Empty("The file is empty.")
    if size > settings.UPLOAD_LIMIT_BYTES:
        raise TooLarge("The file is over the limit.")


def append(upload: Upload, offset: int, read: Read) -> None:
    """Write what `read` gives to the end of the file. However it breaks off, what arrived is kept."""
    with locked(upload) as file:
        if file.tell() != offset:
            raise WrongOffset
        ends = monotonic() + SLICE_SECONDS
        left = upload.size - offset
        while left and monotonic() < ends and (chunk := read(min(CHUNK, left))):
            file.write(chunk)
            left -= len(chunk)
        if not left and read(1):
            raise TooLarge("More arrived than was announced.")


def finish(upload: Upload) -> Received:
    """Take the whole file in. Asked again, the same answer; raise UnreadableDocument, and keep nothing, if refused."""
    with locked(upload) as file:
        upload.refresh_from_db()
        if upload.document:
            return Received(upload.document, already_here=upload.already_here)
        if file.tell() != upload.size:
            raise WrongOffset
        name = f"{upload.folder}/{upload.name}"
        received = receive(upload.project, name, chunks(upload.path), by=upload.uploaded_by)
        upload.document, upload.already_here = received.document, received.already_here
        upload.save(update_fields=["document", "already_here"])
        upload.path.unlink()
        return received


@contextmanager
def locked(upload: Upload) -> Iterator[BinaryIO]:
    """The file, open at its end, for one request at a time; raise WrongOffset while another has it."""
    with upload.path.open("ab", buffering=0) as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise WrongOffset from error
        yield file


def cancel(upload: Upload) -> None:
    upload.path.unlink(missing_ok=True)
    upload.delete()
