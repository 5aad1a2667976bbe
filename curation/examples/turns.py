"""The turns of a conversation before its last question: who speaks, and how they are compared."""

from collections.abc import Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Turns = list[list[str]]  # [role, content], as examples keep them

ROLES: dict[str, Promise] = {"user": _("User"), "assistant": _("Assistant"), "system": _("System")}


def posted(roles: Sequence[str], contents: Sequence[str]) -> Turns | None:
    """Turns as a form sends them; None when these are no turns."""
    if len(roles) != len(contents) or not set(roles) <= set(ROLES):
        return None
    return [[role, content.replace("\r\n", "\n")] for role, content in zip(roles, contents, strict=True)]


def as_text(turns: Sequence[Sequence[str]]) -> str:
    """Each turn under the name of who speaks; "" where there are none."""
    return "\n\n".join(f"{ROLES.get(role, role)}: {content}" for role, content in turns)
