"""How the work of a project stands, for those who answer for it."""

import csv

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from curation.dashboard.attention import needing_attention
from curation.dashboard.figures import FIGURES, Figure, shown
from curation.dashboard.forms import PERIODS, chosen_days
from curation.dashboard.sources import Source
from curation.http import Request
from curation.projects.access import project_view
from curation.projects.roles import Role


@require_safe
@project_view(Role.REVIEWER)
def overview(request: Request) -> HttpResponse:
    source = Source(request.project, chosen_days(request.GET))
    page = {
        "nav": "dashboard",
        "days": source.days,
        "periods": PERIODS,
        "progress": source.progress,
        "figures": shown(source),
        "attention": needing_attention(request.project),
        "now": timezone.localtime(),
    }
    return render(request, "dashboard/overview.html", page)


@require_safe
@project_view(Role.REVIEWER)
def panel_csv(request: Request, panel: str) -> HttpResponse:
    figure = asked_for(request, panel)
    name = f"{request.project.slug}-{figure.name}.csv"
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    lines = csv.writer(response)
    lines.writerow([figure.first_column, *(part.name for part in figure.table)])
    lines.writerows([as_words(label), *values] for label, values in figure.rows)
    return response


def asked_for(request: Request, panel: str) -> Figure:
    if panel not in FIGURES:
        raise Http404
    return FIGURES[panel](Source(request.project, chosen_days(request.GET)))


def as_words(cell: str) -> str:
    """A name that a spreadsheet would take for a formula, as the words it is."""
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell
