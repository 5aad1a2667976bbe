"""What the commands share: who acts, which project, which files, and what became of each."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic

from django.core.management.base import CommandError
from django.db.models import Count, Q

from curation.accounts.models import User
from curation.documents.models import Document
from curation.documents.states import PageState, State
from curation.examples.models import Example
from curation.intake.storing import receive
from curation.pipeline.errors import UnreadableDocument
from curation.pipeline.types import Method
from curation.projects.models import Kind, Membership, Project
from curation.projects.roles import Role

CHUNK = 1024 * 1024  # bytes


def actor(name: str) -> User:
    """The user named, else the first administrator, else one made for commands that cannot sign in."""
    if name:
        user = User.objects.filter(username=name).first()
        if user is None:
            raise CommandError(f"There is no user called {name}.")
        return user
    first = User.objects.filter(is_superuser=True).order_by("pk").first()
    return first or User.objects.get_or_create(username="command-line", defaults={"is_active": False})[0]


def find_project(slug: str, *, create: str | None, language: str, by: User) -> Project:
    project = Project.objects.filter(slug=slug).first()
    if project is not None:
        return project
    if create is None:
        raise CommandError(f"There is no project {slug}. Make it with --create {Kind.QUESTION_ANSWER.value}.")
    name = slug.replace("-", " ").capitalize()
    project = Project.objects.create(slug=slug, name=name, kind=create, language=language)
    Membership.objects.bulk_create(
        Membership(project=project, user=by, role=role) for role in (Role.MANAGER, Role.UPLOADER)
    )
    return project


def find_files(paths: Iterable[Path]) -> Iterator[tuple[Path, str]]:
    """Every file named, and every file below a folder named with its path from there, in the order of their names."""
    for path in paths:
        if path.is_dir():
            found = sorted(below for below in path.rglob("*") if below.is_file())
            yield from ((below, str(below.relative_to(path))) for below in found)
        elif path.is_file():
            yield path, path.name
        else:
            raise CommandError(f"There is no file or folder {path}.")


@dataclass
class Outcome:
    """One file and what became of it."""

    file: str
    document: Document | None = None
    refusal: str = ""
    already_here: bool = False
    started: float = field(default_factory=monotonic)
    seconds: float = 0.0

    @property
    def failed(self) -> bool:
        return self.document is None or self.document.state == State.FAILED

    @property
    def settled(self) -> bool:
        return self.document is None or not self.document.is_moving

    def refresh(self) -> None:
        if self.document is not None:
            self.document.refresh_from_db()
        if self.settled and not self.seconds:
            self.seconds = round(monotonic() - self.started, 2)

    def report(self) -> dict[str, object]:
        """One row of `--json`."""
        document = self.document
        if document is None:
            return {"file": self.file, "document": None, "state": "refused", "problem": self.refusal} | dict.fromkeys(
                ("pages", "pages_ocr", "pages_failed", "passages", "examples"), 0
            ) | {"seconds": self.seconds}  # fmt: skip
        ocr = Q(method__in=[Method.OCR, Method.MIXED])
        pages = document.pages.aggregate(
            ocr=Count("pk", filter=ocr), failed=Count("pk", filter=Q(state=PageState.FAILED))
        )
        return {
            "file": self.file, "document": document.pk, "state": document.state, "pages": document.page_count or 0,
            "pages_ocr": pages["ocr"], "pages_failed": pages["failed"], "passages": document.passages.count(),
            "examples": Example.objects.filter(document=document).count(), "seconds": self.seconds,
            "problem": document.problem_sentence,
        }  # fmt: skip

    def as_json(self) -> str:
        return json.dumps(self.report(), ensure_ascii=False)

    def as_line(self) -> str:
        row = self.report()
        here = " (already here)" if self.already_here else ""
        numbers = f"{row['pages']} pages, {row['examples']} examples" if self.document else ""
        return f"{self.file}: {row['state']}{here}. {numbers}{row['problem'] and ' ' + str(row['problem'])}".rstrip()


def ingest(project: Project, path: Path, name: str, *, by: User) -> Outcome:
    """Take one file in, as an upload would."""
    outcome = Outcome(str(path))
    try:
        with path.open("rb") as file:
            received = receive(project, name, iter(lambda: file.read(CHUNK), b""), by=by)
    except UnreadableDocument as error:
        outcome.refusal = str(error)
        outcome.seconds = round(monotonic() - outcome.started, 2)
        return outcome
    outcome.document, outcome.already_here = received.document, received.already_here
    return outcome
