"""A file kept under its hash, and once in a project. Queueing it is `storing`'s part."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction

from curation.accounts.models import User
from curation.documents import store
from curation.documents.limits import limits
from curation.documents.models import Document
from curation.examples.models import Event
from curation.examples.states import Action
from curation.http import shown_name
from curation.pipeline import sniff
from curation.projects.models import Project


@dataclass(frozen=True, slots=True)
class Received:
    document: Document
    already_here: bool


def keep(project: Project, name: str, chunks: Iterable[bytes], *, by: User, parent: Document | None = None) -> Received:
    """Keep a file as a document that waits; raise UnreadableDocument, and keep nothing, when it is refused.

    `name` may be a path: its last folder is remembered. The same bytes in the same project are one document, whatever
    they are called and wherever they lay.
    """
    shown = shown_name(name)
    with store.writer() as unfinished:
        for chunk in chunks:
            unfinished.write(chunk)
        media_type = sniff.media_type(unfinished.flushed(), shown, limits())
        stored = unfinished.keep()
    known = {"name": shown, "folder": folder_of(name), "size": stored.size, "media_type": media_type}
    known |= {"uploaded_by": by, "parent": parent}
    with transaction.atomic():
        document, created = Document.objects.get_or_create(project=project, sha256=stored.sha256, defaults=known)
        created = created or document.bring_back()
        if created:
            record(document, Action.UPLOADED, by=by, note=shown)
    return Received(document, already_here=not created)


def folders_of(name: str) -> str:
    """All but the last part of a path; "" for a bare name."""
    return name.replace("\\", "/").rpartition("/")[0]


def folder_of(name: str) -> str:
    """The last folder in a path, as it may be shown; "" for a bare name."""
    return shown_name(folders_of(name))


def record_all(documents: Iterable[Document], action: Action, *, by: User) -> None:
    """The same of each, with its name."""
    Event.objects.bulk_create(
        Event(project_id=each.project_id, document=each, actor=by, action=action, note=each.name) for each in documents
    )


def record(document: Document, action: Action, *, by: User, note: str = "") -> None:
    Event.objects.create(project_id=document.project_id, document=document, actor=by, action=action, note=note)
