"""Arranging the labels of a project: order and removal."""

from typing import TypeVar

from django.db import transaction
from django.db.models import Exists, Max, OuterRef, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import override

from curation.errors import Conflict
from curation.projects.models import Label, LabelGroup, Project

Placed = TypeVar("Placed", Label, LabelGroup)


USED = Exists(Label.examples.through.objects.filter(label=OuterRef("pk"))) | Exists(
    Label.versions.through.objects.filter(label=OuterRef("pk"))
)  # an example or somebody's version carries the label


def last_position(siblings: QuerySet[Placed]) -> int:
    return (siblings.aggregate(last=Max("position"))["last"] or 0) + 1


def shift(item: Placed, siblings: QuerySet[Placed], places: int) -> None:
    """Move up (-1) or down (1) among its siblings; at the end of the row nothing happens."""
    with transaction.atomic():
        row = list(siblings.select_for_update().order_by("position", "id"))
        at = row.index(item)
        to = min(max(at + places, 0), len(row) - 1)
        row.insert(to, row.pop(at))
        for position, each in enumerate(row):
            each.position = position
        siblings.model.objects.bulk_update(row, ["position"])


def remove_label(label: Label) -> None:
    if Label.objects.filter(USED, pk=label.pk).exists():
        raise Conflict(_("“%(name)s” is used by examples, so it stays. You can rename it.") % {"name": label})
    label.delete()


def remove_group(group: LabelGroup) -> None:
    if group.labels.filter(USED).exists():
        raise Conflict(_("Labels of “%(name)s” are used by examples, so it stays.") % {"name": group})
    group.delete()


def add_sentiment(project: Project) -> None:
    """Labels for what a text feels and how strongly, in the language of the project's documents.

    Datasets get one English word or a figure: each is one token, which few Spanish words are.
    """
    with override(project.language):
        sentiment = [(_("Positive"), "positive"), (_("Negative"), "negative"), (_("Neutral"), "neutral")]
        intensity = [(_("Weak"), "1"), (_("Moderate"), "2"), (_("Strong"), "3")]
        groups = [(_("Sentiment"), sentiment, True), (_("Intensity"), intensity, False)]
        with transaction.atomic():
            last = last_position(project.label_groups.all())
            for at, (name, labels, required) in enumerate(groups):
                fields = {"required": required, "position": last + at}
                group, created = project.label_groups.get_or_create(name=str(name), defaults=fields)
                if created:
                    rows = [
                        Label(group=group, name=str(said), export_as=written, position=place)
                        for place, (said, written) in enumerate(labels)
                    ]
                    Label.objects.bulk_create(rows)
