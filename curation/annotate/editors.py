"""The texts that a person edits, which are named after the task of the project."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from curation.annotate.counting import TokenCount
from curation.examples.texts import fields_of, name_of
from curation.projects.models import Kind, Project

KEYS: dict[str, tuple[str, Promise | str]] = {
    "prompt": ("p", _("Edit the prompt")),
    "input": ("", ""),
    "completion": ("e", _("Edit the completion")),
}
GIVEN_TEXT = (Kind.SUMMARY, Kind.CLASSIFICATION)  # the prompt is a piece of the document, seldom to be changed


@dataclass(frozen=True, slots=True)
class Editor:
    name: str  # of its field
    label: Promise
    text: str
    tokens: TokenCount
    key: str
    does: Promise | str
    is_locked: bool


def editors_for(project: Project, kind: str, prompt: str, completion: str, *, by_label: bool) -> list[Editor]:
    """`by_label`: the completion is the labels that are chosen."""
    texts = fields_of(kind, prompt, completion)
    if by_label:
        del texts["completion"]
    return [_editor(project, kind, name, text) for name, text in texts.items()]


def _editor(project: Project, kind: str, name: str, text: str) -> Editor:
    limit = project.completion_tokens if name == "completion" else 0
    key, does = KEYS[name]
    is_locked = name == "prompt" and kind in GIVEN_TEXT and bool(text.strip())
    return Editor(name, name_of(kind, name), text, TokenCount.of(name, text, limit, project), key, does, is_locked)
