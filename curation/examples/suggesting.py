"""What corrected words suggest for the texts of an example, as a person sees it, and taking or declining it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from uuid import uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from curation.accounts.models import User
from curation.errors import Conflict
from curation.examples.models import Example, Suggestion, Version
from curation.pipeline import diff, patching

PARTS = ("prompt", "completion")


class NotReserved(Conflict):
    """Somebody else has the example now, or it is settled."""


@dataclass(frozen=True)
class PartChange:
    """One text of the pair, and how it would be."""

    name: str
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


def change(example: Example, user: User, texts: Mapping[str, str]) -> Change | None:
    """How corrected words would change `texts`; None when they would not, or this person declined it."""
    words = list(Suggestion.objects.for_person(user).filter(example=example))
    parts = [PartChange(name, texts[name], applied(words, texts[name])) for name in PARTS]
    changed = [part for part in parts if part.before != part.after]
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


def take(example: Example, user: User, typed: Mapping[str, str]) -> None:
    """Keep the person's texts with the change: as they were `typed`, else as saved. Other tabs are told of it."""
    with transaction.atomic():
        held = Example.objects.held_by(user).filter(pk=example.pk).select_for_update(of=("self",))
        if not held.exists():
            raise NotReserved(_("This example is no longer reserved for you. Nothing was changed."))
        version = Version.objects.live().filter(example=example, author=user).first()
        version = version or Version(example=example, author=user, prompt=example.prompt, completion=example.completion)
        texts: dict[str, str] = {name: getattr(version, name) for name in PARTS} | dict(typed)
        found = change(example, user, texts)
        if found:
            texts |= {part.name: part.after for part in found.parts}
            version.save_text(session=str(uuid4()), sequence=1, seen=version.revision, **texts)
