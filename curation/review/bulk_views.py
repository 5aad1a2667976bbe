"""Changing many examples at once: asked in the list, confirmed, watched, and undone."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import HttpResponseStopPolling, trigger_client_event

from curation.examples.models import BulkChange
from curation.examples.models.bulk import CHANGED, Left
from curation.http import Request
from curation.projects.access import project_view
from curation.projects.roles import Role
from curation.review import bulk_asking
from curation.review.bulk_forms import BulkForm, done, said

SHOWN = 50  # of the examples that stay as they were


@require_POST
@project_view(Role.REVIEWER)
def ask(request: Request) -> HttpResponse:
    """Ask for what the change needs besides the examples, then begin it."""
    form = BulkForm(request.POST, project=request.project)
    if not form.is_valid() and not form.is_about_examples:
        messages.error(request, " ".join(str(error) for errors in form.errors.values() for error in errors))
        query = urlencode({"q": request.POST.get("q", "")})
        return redirect(f"{reverse('examples:list', args=[request.project.slug])}?{query}")
    if form.is_valid() and form.cleaned_data["confirmed"]:
        change = bulk_asking.start(form.change(by=request.user), form.cleaned_data["chosen"])
        return redirect("review:bulk_change", request.project.slug, change.pk)
    n = form.count
    context = {
        "nav": "examples", "form": form, "asked": said(form.cleaned_data["what"], n),
        "is_job": n > bulk_asking.AT_ONCE, "q": request.POST.get("q", ""),
    }  # fmt: skip
    return render(request, "review/bulk.html", context, status=422 if form.errors else 200)


@require_safe
@project_view(Role.REVIEWER)
def change(request: Request, pk: int) -> HttpResponse:
    """How far it has come, then what was changed and what was not."""
    found = fetch(request, pk)
    context = _context(found)
    if not request.htmx:
        return render(request, "review/bulk_change.html", context)
    response = render(request, "review/_bulk_change.html", context)
    if found.is_moving:
        return response
    response.status_code = HttpResponseStopPolling.status_code
    return trigger_client_event(response, "app:toast", {"level": "success", "text": context["said"]})


@require_POST
@project_view(Role.REVIEWER)
def undo(request: Request, pk: int) -> HttpResponse:
    back = bulk_asking.undo(fetch(request, pk), by=request.user)
    return redirect("review:bulk_change", request.project.slug, back.pk)


def fetch(request: Request, pk: int) -> BulkChange:
    found = BulkChange.objects.select_related("project", "made_by", "label", "collection", "undoes", "undone_by")
    return get_object_or_404(found, project=request.project, pk=pk)


def _context(found: BulkChange) -> dict[str, Any]:
    outcomes = found.outcomes()
    left = [(Left(why).label, n) for why, n in outcomes.most_common() if why not in ("", CHANGED)]
    rows = found.examples.exclude(outcome__in=["", CHANGED]).select_related("example").order_by("example")[:SHOWN]
    return {
        "nav": "examples", "change": found,
        "title": said(found.what, outcomes.total()), "said": done(outcomes[CHANGED]),
        "n_changed": outcomes[CHANGED], "n_settled": outcomes.total() - outcomes[""], "n_asked": outcomes.total(),
        "left": left, "n_left": sum(n for _why, n in left),
        "rows": [(row.example, Left(row.outcome).label) for row in rows],
    }  # fmt: skip
