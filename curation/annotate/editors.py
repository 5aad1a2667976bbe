"""The texts that a person edits, which are named after the task of the project."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from curation.annotate.counting import TokenCount
from curation.projects.models import Kind, Project

NAMES: dict[str, dict[str, Promise]] = {
    Kind.INSTRUCTION: {"prompt": _("Instruction"), "completion": _("Output")},
    Kind.SUMMARY: {"prompt": _("Text"), "completion": _("Summary")},
    Kind.CLASSIFICATION: {"prompt": _("Text")},
}
USUAL = {"prompt": _("Prompt"), "input": _("Input"), "completion": _("Completion")}
KEYS: dict[str, tuple[str, Promise | str]] = {
    "prompt": ("p", _("Edit the prompt")),
    "input": ("", ""),
    "completion": ("e", _("Edit the completion")),
}
GIVEN_TEXT = (Kind.SUMMARY, Kind.CLASSIFICATION)  # the prompt is a piece of the document, seldom to be changed
BETWEEN = "\n\n"


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
    texts = {"prompt": prompt, "completion": completion}
    if kind == Kind.INSTRUCTION:
        instruction, given = split_prompt(prompt)
        texts = {"prompt": instruction, "input": given, "completion": completion}
    if by_label:
        del texts["completion"]
    return [_editor(project, kind, name, text) for name, text in texts.items()]


def _editor(project: Project, kind: str, name: str, text: str) -> Editor:
    limit = project.completion_tokens if name == "completion" else 0
    label = NAMES.get(kind, {}).get(name, USUAL[name])
    key, does = KEYS[name]
    is_locked = name == "prompt" and kind in GIVEN_TEXT and bool(text.strip())
    return Editor(name, label, text, TokenCount.of(name, text, limit, project), key, does, is_locked)


def split_prompt(prompt: str) -> tuple[str, str]:
    """An instruction and its input: what follows the first empty line. Every export has them joined like that."""
    instruction, _between, given = prompt.partition(BETWEEN)
    return instruction, given


def joined_prompt(instruction: str, given: str) -> str:
    return f"{instruction}{BETWEEN}{given}" if given else instruction
