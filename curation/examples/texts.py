"""The texts of an example by the names of the fields in which they are edited, and how those are called."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from curation.examples.turns import ROLES, Turns
from curation.projects.models import Kind

NAMES: dict[str, dict[str, Promise]] = {
    Kind.INSTRUCTION: {"prompt": _("Instruction"), "completion": _("Output")},
    Kind.SUMMARY: {"prompt": _("Text"), "completion": _("Summary")},
    Kind.CLASSIFICATION: {"prompt": _("Text")},
}
USUAL = {"prompt": _("Prompt"), "input": _("Input"), "completion": _("Completion")}
BETWEEN = "\n\n"
TURN = "content-"  # the first of the turns is `content-0`, and so on


def name_of(kind: str, field: str) -> Promise:
    return NAMES.get(kind, {}).get(field, USUAL[field])


def split_prompt(prompt: str) -> tuple[str, str]:
    """An instruction and its input: what follows the first empty line. Every export has them joined like that."""
    instruction, _between, given = prompt.partition(BETWEEN)
    return instruction, given


def joined_prompt(instruction: str, given: str) -> str:
    return f"{instruction}{BETWEEN}{given}" if given else instruction


def fields_of(kind: str, prompt: str, completion: str) -> dict[str, str]:
    if kind == Kind.INSTRUCTION:
        instruction, given = split_prompt(prompt)
        return {"prompt": instruction, "input": given, "completion": completion}
    return {"prompt": prompt, "completion": completion}


def fields_of_turns(kind: str, turns: Turns) -> dict[str, str]:
    """Those of a conversation; elsewhere nobody edits what stands before the prompt."""
    edited = turns if kind == Kind.CONVERSATION else []
    return {f"{TURN}{place}": content for place, (_role, content) in enumerate(edited)}


def pair_of(fields: Mapping[str, str]) -> dict[str, str]:
    """Prompt and completion as they are stored."""
    return {"prompt": joined_prompt(fields["prompt"], fields.get("input", "")), "completion": fields["completion"]}


def turns_of(fields: Mapping[str, str], roles: list[str]) -> Turns:
    return [[role, fields[f"{TURN}{place}"]] for place, role in enumerate(roles)]


def called(kind: str, field: str, turns: Turns) -> str:
    """What a person calls the field."""
    if not field.startswith(TURN):
        return str(name_of(kind, field))
    place = int(field.removeprefix(TURN))
    role = turns[place][0]
    return str(_("Turn %(n)d, %(role)s") % {"n": place + 1, "role": ROLES.get(role, role)})
