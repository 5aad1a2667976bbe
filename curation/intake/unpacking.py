"""What lies inside a document - the files of an archive, the attachments of a mail or a PDF - becomes documents too."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from curation.documents import store
from curation.documents.limits import limits
from curation.documents.models import Document
from curation.intake.keeping import keep
from curation.pipeline import media, sandbox
from curation.pipeline.errors import UnreadableDocument

ASKED = {media.ZIP, media.EML}  # whether these hold anything is not known before
DEEPEST = 2  # an archive of mails with attachments; what lies deeper stays where it is
CHUNK = 2**20


@dataclass
class Unpacked:
    new: list[int] = field(default_factory=list)  # ids of documents that wait now
    known: int = 0  # that were here before
    refused: list[str] = field(default_factory=list)  # names

    @property
    def kept(self) -> int:
        return len(self.new) + self.known


def may_hold(document: Document, *, has_members: bool) -> bool:
    return (has_members or document.media_type in ASKED) and depth(document) < DEEPEST


def depth(document: Document) -> int:
    return 0 if document.parent is None else 1 + depth(document.parent)


def unpack(document: Document) -> Unpacked:
    """Make a document of every file inside. Done twice, it changes nothing."""
    unpacked = Unpacked()
    with TemporaryDirectory(dir=store.temporary_folder()) as folder:
        path = store.existing(document.readable)
        for name, member in sandbox.members(path, document.media_type, limits(), Path(folder)):
            try:
                received = keep(document.project, name, chunks(member), by=document.uploaded_by, parent=document)
            except UnreadableDocument:
                unpacked.refused.append(name)
                continue
            if received.already_here:
                unpacked.known += 1
            else:
                unpacked.new.append(received.document.pk)
    return unpacked


def chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            yield chunk
