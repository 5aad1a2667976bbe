"""What people did in a project lately, told in a few lines."""

from dataclasses import dataclass
from datetime import datetime

from curation.projects.models import Project

EVENTS_READ = 200  # bounds the query; enough for several lines on a busy day


@dataclass(slots=True)
class Doing:
    """One person doing one kind of thing, `count` times in a row or nearly so."""

    who: str
    what: str
    count: int
    at: datetime


def recent_activity(project: Project, lines: int = 6) -> list[Doing]:
    """The latest first; a person's equal actions on one day are one line."""
    events = project.events.filter(actor__isnull=False).select_related("actor").order_by("-at")
    told: dict[object, Doing] = {}
    for event in events[:EVENTS_READ]:
        key = (event.actor_id, event.action, event.at.date())
        if key in told:
            told[key].count += 1
        else:
            told[key] = Doing(str(event.actor), event.get_action_display(), 1, event.at)
    return list(told.values())[:lines]
