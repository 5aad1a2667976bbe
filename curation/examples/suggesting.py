"""What corrected words suggest for the texts of an example, as a person sees it, and taking or declining it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from curation.accounts.models import User
from curation.errors import Conflict
from curation.examples.models import Example, Suggestion, Version
from curation.examples.texts import called, fields_of, fields_of_turns, pair_of, turns_of
from curation.examples.turns import Turns
from curation.pipeline import diff, patching
from curation.projects.models import Kind


class NotReserved(Conflict):
    """Somebody else has the example now, or it is settled."""


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in a person's editors, as far as it was sent."""

    texts: Mapping[str, str]
    turns: Turns | None = None


@dataclass(frozen=True)
class PartChange:
    """One text of the example, and how it would be."""

    name: str  # of its field
    called: str
    before: str
    after: str

    @cached_property
    def pieces(self) -> list[diff.Piece]:
        return diff.words(self.before, self.after)

    @cached_property
    def hunks(self) -> list[patching.Hunk]:
        return patching.hunks(self.before, self.after)


@dataclass(frozen=True)
class Change:
    words: list[Suggestion]
    parts: list[PartChange]


def change(example: Example, user: User, fields: Mapping[str, str], turns: Turns | None = None) -> Change | None:
    """How corrected words would change these texts; None when they would not, or this person declined it.

    `turns` are those that the fields hold, when they are not as drafted.
    """
    words = list(Suggestion.objects.for_person(user).filter(example=example))
    after = {name: applied(words, text) for name, text in fields.items()}
    changed = [
        PartChange(name, called(example.kind, name, turns or example.context), text, after[name])
        for name, text in fields.items()
        if after[name] != text
    ]
    telling = [word for word in words if any(word.patch.applied_to(part.before) != part.before for part in changed)]
    return Change(telling or words, changed) if changed else None


def applied(words: list[Suggestion], text: str) -> str:
    for word in words:
        text = word.patch.applied_to(text)
    return text


def decline(example: Example, user: User) -> None:
    """This person keeps the texts as they are; others may still take it."""
    for word in Suggestion.objects.for_person(user).filter(example=example):
        word.declined_by.add(user)


def take(example: Example, user: User, typed: Typed) -> None:
    """Keep the person's texts with the change: as they were typed, else as saved. Other tabs are told of it."""
    with transaction.atomic():
        held = Example.objects.held_by(user).filter(pk=example.pk).select_for_update(of=("self",))
        if not held.exists():
            raise NotReserved(_("This example is no longer reserved for you. Nothing was changed."))
        version = Version.objects.live().filter(example=example, author=user).first()
        version = version or Version(example=example, author=user, prompt=example.prompt, completion=example.completion)
        turns = version.turns if typed.turns is None else typed.turns
        fields = fields_of(example.kind, version.prompt, version.completion) | dict(typed.texts)
        fields |= fields_of_turns(example.kind, turns)
        found = change(example, user, fields, turns)
        if not found:
            return
        fields |= {part.name: part.after for part in found.parts}
        written: dict[str, Any] = dict(pair_of(fields))
        if example.kind == Kind.CONVERSATION:
            written["context"] = turns_of(fields, [role for role, _content in turns])
        version.save_text(session=str(uuid4()), sequence=1, seen=version.revision, **written)
