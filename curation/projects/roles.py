"""Roles and what they add up to."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    UPLOADER = "uploader", _("Uploader")
    ANNOTATOR = "annotator", _("Annotator")
    REVIEWER = "reviewer", _("Reviewer")
    MANAGER = "manager", _("Manager")


INCLUDES: dict[Role, frozenset[Role]] = {
    Role.UPLOADER: frozenset({Role.UPLOADER}),
    Role.ANNOTATOR: frozenset({Role.ANNOTATOR}),
    Role.REVIEWER: frozenset({Role.REVIEWER, Role.ANNOTATOR}),
    Role.MANAGER: frozenset({Role.MANAGER, Role.REVIEWER, Role.ANNOTATOR}),
}


def added_up(given: list[str]) -> frozenset[Role]:
    """All roles that the given ones amount to."""
    return frozenset().union(*(INCLUDES[Role(name)] for name in given))
