"""What a version's checks and problems are called on screen."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from curation.datasets.models import DatasetVersion

Text = str | Promise


@dataclass(frozen=True, slots=True)
class Check:
    passed: Text
    found: Any  # plural by "count"


CHECKS: Mapping[str, Check] = {
    "empty_text": Check(
        _("No empty text"),
        ngettext_lazy("%(count)d example has an empty text", "%(count)d examples have an empty text", "count"),
    ),
    "duplicate": Check(
        _("No text occurs twice"),
        ngettext_lazy(
            "%(count)d example says the same as another",
            "%(count)d examples say the same as another",
            "count",
        ),
    ),
    "unknown_role": Check(
        _("Every message has a known role"),
        ngettext_lazy(
            "%(count)d example has a message with an unknown role",
            "%(count)d examples have a message with an unknown role",
            "count",
        ),
    ),
    "system_not_first": Check(
        _("System messages come first"),
        ngettext_lazy(
            "%(count)d example has a system message that is not the first",
            "%(count)d examples have a system message that is not the first",
            "count",
        ),
    ),
    "separator_in_text": Check(
        _("No text contains the separator"),
        ngettext_lazy("%(count)d example contains the separator", "%(count)d examples contain the separator", "count"),
    ),
    "stop_in_text": Check(
        _("No text contains the stop sequence"),
        ngettext_lazy(
            "%(count)d example contains the stop sequence", "%(count)d examples contain the stop sequence", "count"
        ),
    ),
    "overlap": Check(
        _("No prompt is in two parts"),
        ngettext_lazy(
            "%(count)d example has a prompt that is also in another part",
            "%(count)d examples have a prompt that is also in another part",
            "count",
        ),
    ),
    "too_few": Check(
        _("Enough lines to train on"),
        ngettext_lazy(
            "The train part has fewer than 10 lines; most fine-tuning jobs refuse that",
            "The train part has fewer than 10 lines; most fine-tuning jobs refuse that",
            "count",
        ),
    ),
    "empty_part": Check(
        _("Every part has lines"),
        ngettext_lazy(
            "%(count)d part of the split is empty: there are too few documents",
            "%(count)d parts of the split are empty: there are too few documents",
            "count",
        ),
    ),
}


@dataclass(frozen=True, slots=True)
class Shown:
    """One check as a screen shows it."""

    check: str
    level: str  # a key of LEVELS
    words: str
    count: int
    examples: list[int]

    @property
    def look(self) -> "Level":
        return LEVELS[self.level]

    @property
    def can_be_left_out(self) -> bool:
        return self.level in ("error", "left_out")


@dataclass(frozen=True, slots=True)
class Level:
    name: Text
    tone: str
    icon: str


LEVELS: Mapping[str, Level] = {  # the worst first
    "error": Level(_("Error:"), "bad", "x-circle"),
    "warning": Level(_("Warning:"), "warn", "exclamation-triangle"),
    "left_out": Level(_("Left out:"), "info", "minus-circle"),
    "passed": Level(_("Passed:"), "ok", "check-circle"),
}


def shown(rows: list[dict[str, Any]]) -> list[Shown]:
    """The checks in words, the worst first."""
    return sorted((_shown(row) for row in rows), key=lambda check: list(LEVELS).index(check.level))


def _shown(row: dict[str, Any]) -> Shown:
    words = CHECKS[row["check"]]
    if not row["count"]:
        return Shown(row["check"], "passed", str(words.passed), 0, [])
    level = "warning" if not row["blocks"] else "left_out" if row["left_out"] else "error"
    return Shown(row["check"], level, str(words.found % {"count": row["count"]}), row["count"], row["examples"])


def errors(version: DatasetVersion) -> Iterator[Shown]:
    return (check for check in shown(version.checks) if check.level == "error")


def problem_sentence(version: DatasetVersion) -> str:
    """Why the version was not built, with the checks that stopped it."""
    stopped_by = "; ".join(f"{check.words} ({check.check})" for check in errors(version))
    return f"{version.get_problem_display()} {stopped_by}".strip()
