"""The notes a person gave with rejections and flags, offered again in the same session and never sent by themselves."""

from curation.http import Request
from curation.projects.models import Project

MOST = 5


def given(request: Request) -> list[str]:
    """The last ones in this project, newest first."""
    notes: list[str] = request.session.get(_key(request.project), [])
    return notes


def remember(request: Request, note: str) -> None:
    if note and given(request)[:1] != [note]:
        others = [each for each in given(request) if each != note]
        request.session[_key(request.project)] = [note, *others][:MOST]


def _key(project: Project) -> str:
    return f"notes-{project.pk}"
