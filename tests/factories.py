"""Rows for tests: plain functions that fill in only what the test did not say."""

from itertools import count
from typing import Any

from curation.accounts.models import User
from curation.documents.models import Document, Page, Passage
from curation.documents.states import PageState, State
from curation.examples import practising
from curation.examples.models import Example
from curation.projects.models import Label, LabelGroup, Membership, Project
from curation.projects.roles import Role

number = count(1)
PASSWORD = "correct horse battery"
TEXT = "Bisoprolol 2.5 mg was started once daily. The next visit is in six weeks."


def make_user(name: str = "", **fields: Any) -> User:
    name = name or f"person{next(number)}"
    return User.objects.create_user(name, f"{name}@example.org", PASSWORD, **fields)


def make_project(*, members: dict[User, list[Role]] | None = None, **fields: Any) -> Project:
    n = next(number)
    project = Project.objects.create(**{"name": f"Project {n}", "slug": f"project-{n}"} | fields)
    for user, roles in (members or {}).items():
        join(project, user, *roles)
    return project


def join(project: Project, user: User, *roles: Role) -> User:
    for role in roles:
        Membership.objects.create(project=project, user=user, role=role)
    return user


def make_label(project: Project, name: str = "Factual", *, group: str = "Answer type", **group_fields: Any) -> Label:
    into, _ = LabelGroup.objects.get_or_create(project=project, name=group, defaults=group_fields)
    return Label.objects.create(group=into, name=name, position=into.labels.count())


def make_document(project: Project | None = None, *, pages: list[str] | None = None, **fields: Any) -> Document:
    project = project or make_project()
    n = next(number)
    values = {
        "sha256": f"{n:064x}", "name": f"letter-{n}.pdf", "size": 1000, "media_type": "application/pdf",
        "state": State.READY, "page_count": len(pages or [TEXT]), "language": project.language,
    }  # fmt: skip
    uploader = fields.pop("uploaded_by", None) or make_user()
    document = Document.objects.create(project=project, uploaded_by=uploader, **values | fields)
    for i, text in enumerate(pages or [TEXT], start=1):
        Page.objects.create(document=document, number=i, text=text, state=PageState.READ, method="text")
    return document


def make_passage(document: Document | None = None, *, text: str = TEXT, **fields: Any) -> Passage:
    document = document or make_document(pages=[text])
    values = {"recipe": "test", "ordinal": next(number), "text": text, "spans": [[1, 0, len(text), 0]]}
    return Passage.objects.create(document=document, **values | fields)


def make_example(project: Project | None = None, *, passage: Passage | None = None, **fields: Any) -> Example:
    if passage is None:
        passage = make_passage(make_document(project))
    values = {
        "kind": passage.document.project.kind, "drafter": "test-1", "prompt": "What dose of bisoprolol was started?",
        "completion": "Bisoprolol 2.5 mg once daily.", "evidence": [{"page": 1, "start": 0, "end": 41}],
    }  # fmt: skip
    document = passage.document
    return Example.objects.create(project=document.project, document=document, passage=passage, **values | fields)


def use_for_practice(example: Example, completion: str, *, prompt: str = "") -> Example:
    """Make it final with this text, whose answer is known from then on."""
    rosa = make_user()
    example.make_final(prompt or example.prompt, completion, [], by=rosa)
    practising.choose(example.project, Example.objects.filter(pk=example.pk), why="", by=rosa)
    return Example.objects.get(pk=example.pk)
