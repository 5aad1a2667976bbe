"""The labels beside an example: what there is to choose from, what is chosen, and what is missing."""

from dataclasses import dataclass

from curation.annotate import checking
from curation.annotate.checking import FindingShown
from curation.annotate.forms import field_name
from curation.examples.models import Example
from curation.projects.models import LABELS_OF, Label, LabelGroup, Project

KEYS = "123456789"


@dataclass(frozen=True, slots=True)
class LabelChoice:
    label: Label
    key: str
    chosen: bool
    suggested: bool


@dataclass(frozen=True, slots=True)
class GroupShown:
    group: LabelGroup
    field: str
    choices: list[LabelChoice]

    @property
    def is_empty(self) -> bool:
        return not any(choice.chosen for choice in self.choices)


def groups_of(project: Project) -> dict[LabelGroup, list[Label]]:
    """The groups that have labels to choose from."""
    found: dict[LabelGroup, list[Label]] = {}
    for label in LABELS_OF(project):
        found.setdefault(label.group, []).append(label)
    return found


def shown(groups: dict[LabelGroup, list[Label]], example: Example, chosen: set[int] | None) -> list[GroupShown]:
    """Keys 1 to 9 given in order. Nothing `chosen` yet, that is None: what the draft suggests."""
    keys = iter(KEYS)

    def choice(label: Label) -> LabelChoice:
        suggested = example.suggests(label)
        is_chosen = suggested if chosen is None else label.pk in chosen
        return LabelChoice(label, next(keys, ""), is_chosen, suggested)

    return [
        GroupShown(group, field_name(group), [choice(label) for label in labels]) for group, labels in groups.items()
    ]


def missing(groups: list[GroupShown], *, by_label: bool) -> list[FindingShown]:
    """`by_label`: the labels are the answer, so that one of them is needed even where no group asks for it."""
    empty = [each for each in groups if each.is_empty]
    asked = [each for each in empty if each.group.required]
    if not asked and by_label and len(empty) == len(groups):
        asked = empty[:1]
    return [checking.missing_label(each.field, each.group.name) for each in asked]
