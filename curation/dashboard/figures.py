"""The numbers of the dashboard, each set with the sentence that says what it shows."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import partial

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from curation.accounts.models import User
from curation.dashboard.charts import Bars, Columns, Series, bars, columns, totals
from curation.dashboard.sources import WORK, Source
from curation.examples.models import PracticeAnswer
from curation.examples.models.practice import RESULT
from curation.examples.states import Status
from curation.projects.models import Label


@dataclass(frozen=True, slots=True)
class Figure:
    """One panel: a chart and the same numbers as a table."""

    name: str
    title: str
    finding: str
    first_column: str
    labels: list[str]
    series: list[Series]
    draw: Callable[[list[str], list[Series]], Bars | Columns] = bars
    beside: list[Series] = field(default_factory=list)  # numbers of the table that are not drawn

    @property
    def is_empty(self) -> bool:
        return not any(totals(self.series))

    @property
    def is_columns(self) -> bool:
        return self.draw is columns

    @property
    def drawing(self) -> Bars | Columns:
        return self.draw(self.labels, self.series)

    @property
    def table(self) -> list[Series]:
        return [*self.series, *self.beside]

    @property
    def rows(self) -> list[tuple[str, list[int]]]:
        return [(label, [part.values[at] for part in self.table]) for at, label in enumerate(self.labels)]


def statuses(source: Source) -> Figure:
    progress = source.progress
    finding = _("%(final)s of %(total)s examples are final, %(left)s are left.") % {
        "final": number_format(progress.final),
        "total": number_format(progress.total),
        "left": number_format(progress.left),
    }
    counts = [progress.by_status[status] for status in Status]
    labels = [str(status.label) for status in Status]
    return Figure("statuses", _("Examples by status"), finding, _("Status"), labels, [Series(_("Examples"), counts)])


def work_per_day(source: Source) -> Figure:
    done: Counter[tuple[date, str]] = Counter()
    for (day, _actor, action), count in source.decisions.items():
        done[day, action] += count
    dates = source.dates
    series = [Series(str(words), [done[day, action] for day in dates]) for action, words in WORK.items()]
    per_day = totals(series)
    finding = ngettext("%(n)s decision in %(days)s days", "%(n)s decisions in %(days)s days", sum(per_day))
    finding %= {"n": number_format(sum(per_day)), "days": source.days}
    if any(per_day):
        best = dates[per_day.index(max(per_day))]
        finding = _("%(decisions)s; most on %(day)s (%(n)s).") % {
            "decisions": finding,
            "day": date_format(best, pgettext("date format", "l j F") if source.days > 7 else "l"),
            "n": number_format(max(per_day)),
        }
    labels = [date_format(day, "D j") for day in dates]
    return Figure("days", _("Work per day"), finding, _("Day"), labels, series, columns)


def work_per_person(source: Source) -> Figure:
    done: Counter[tuple[int, str]] = Counter()
    for (_day, actor, action), count in source.decisions.items():
        done[actor, action] += count
    people = sorted(
        User.objects.filter(pk__in={actor for actor, _action in done}), key=lambda user: str(user).casefold()
    )
    series = [Series(str(words), [done[user.pk, action] for user in people]) for action, words in WORK.items()]
    finding = ngettext(
        "%(n)s person decided on examples in %(days)s days.",
        "%(n)s people decided on examples in %(days)s days.",
        len(people),
    ) % {"n": len(people), "days": source.days}
    return Figure("people", _("Work per person"), finding, _("Person"), [str(user) for user in people], series)


def label_balance(source: Source) -> Figure:
    final = Count("examples", filter=Q(examples__status=Status.FINAL))
    labels = list(Label.objects.filter(group__project=source.project).select_related("group").annotate(final=final))
    names = [f"{label.group}: {label}" for label in labels]
    counts = [label.final for label in labels]
    finding = _("No final example has a label yet.")
    if any(counts):
        most, least = counts.index(max(counts)), counts.index(min(counts))
        finding = _("Most often “%(most)s” (%(most_n)s), least often “%(least)s” (%(least_n)s).") % {
            "most": labels[most], "most_n": number_format(counts[most]),
            "least": labels[least], "least_n": number_format(counts[least]),
        }  # fmt: skip
    series = [Series(_("Final examples"), counts)]
    return Figure("labels", _("Labels of final examples"), finding, _("Label"), names, series)


def practice_per_person(source: Source) -> Figure:
    """Since the project practises, whatever the period: somebody new answers on one or two days."""
    answers = PracticeAnswer.objects.filter(practice__project=source.project, alike__isnull=False)
    rows = answers.values("practice__person").annotate(**RESULT).values_list("practice__person", *RESULT)
    results = {person: result for person, *result in rows}
    people = sorted(User.objects.filter(pk__in=results), key=lambda user: str(user).casefold())
    answered, same, means = ([results[user.pk][at] for user in people] for at in range(len(RESULT)))
    finding = ngettext(
        "%(n)s person has answered practice examples: %(same)s of %(answered)s answers are the same as the known one.",
        "%(n)s people have answered practice examples: %(same)s of %(answered)s answers are the same as the known one.",
        len(people),
    ) % {"n": len(people), "same": number_format(sum(same)), "answered": number_format(sum(answered))}
    names = [str(user) for user in people]
    beside = [Series(_("Answered"), answered), Series(_("The same"), same)]
    series = [Series(_("Alike, in percent"), [round(mean) for mean in means])]
    addresses = [reverse("annotate:answers_of", args=[source.project.slug, user.pk]) for user in people]
    drawn = partial(bars, full=100, addresses=addresses)
    return Figure("practice", _("Practice per person"), finding, _("Person"), names, series, drawn, beside)


FIGURES: dict[str, Callable[[Source], Figure]] = {
    "days": work_per_day,
    "people": work_per_person,
    "statuses": statuses,
    "labels": label_balance,
    "practice": practice_per_person,
}


def shown(source: Source) -> list[Figure]:
    """All of them; that of practice only where somebody has practised."""
    figures = [make(source) for make in FIGURES.values()]
    return [figure for figure in figures if figure.name != "practice" or not figure.is_empty]
