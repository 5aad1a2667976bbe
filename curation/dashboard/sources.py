"""What the figures of one page are made from, asked of the database once each."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property

from django.db.models import Count, IntegerField, Value
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from curation.examples.models import Event
from curation.examples.states import Action
from curation.projects.models import Project
from curation.projects.progress import Progress, progress_of

WORK = {  # and what it is called in a legend: an event reads on after a name, "Ana sent back"
    Action.SUBMITTED: _("Submitted"),
    Action.REJECTED: _("Rejected"),
    Action.FLAGGED: _("Flagged"),
    Action.MADE_FINAL: _("Made final"),
    Action.SENT_BACK: _("Sent back"),
}


@dataclass
class Source:
    """A project over the last `days` days, today included."""

    project: Project
    days: int

    @cached_property
    def progress(self) -> Progress:
        return progress_of([self.project])[self.project.pk]

    @cached_property
    def dates(self) -> list[date]:
        today = timezone.localdate()
        return [today - timedelta(days=ago) for ago in reversed(range(self.days))]

    @cached_property
    def decisions(self) -> Counter[tuple[date, int, str]]:
        """How many decisions by day, person and action.

        One range of the index per day, in one statement: truncating each event's time took SQLite four times as long.
        """
        work = Event.objects.filter(project=self.project, action__in=WORK, actor__isnull=False).order_by()
        per_day = [
            work.filter(at__gte=midnight(day), at__lt=midnight(day + timedelta(days=1)))
            .annotate(at_day=Value(n, IntegerField()))
            .values_list("at_day", "actor", "action")
            .annotate(Count("id"))
            for n, day in enumerate(self.dates)
        ]
        rows = per_day[0].union(*per_day[1:], all=True)
        return Counter({(self.dates[n], actor, action): count for n, actor, action, count in rows})


def midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
