"""One document: its pages as pictures and text, and what was made of them."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe
from django_htmx.http import HttpResponseStopPolling, reswap

from curation.documents.models import Document
from curation.documents.opened import TABS, Opened
from curation.http import Request
from curation.projects.access import project_view


class PlaceForm(forms.Form):
    """Which page is open, what is shown beside it, and which passage is marked on it."""

    page = forms.IntegerField(required=False, min_value=1)
    tab = forms.ChoiceField(required=False, choices=[("", ""), *TABS.items()])
    passage = forms.IntegerField(required=False, min_value=1)
    word = forms.IntegerField(required=False, min_value=0)  # to be put right
    seen = forms.CharField(required=False, max_length=80)  # by the script that asks whether anything changed


@require_safe
@project_view()
def detail(request: Request, d: int) -> HttpResponse:
    """The whole screen; for a fragment the open page and what stands beside it, or nothing if it is as `seen`."""
    opened, place = find(request, d)
    if not request.htmx:
        return render(request, "documents/detail.html", {"opened": opened, "nav": "documents"})
    if place.get("seen") == opened.state:
        return HttpResponse(status=204)
    return render(request, "documents/_open_page.html", {"opened": opened})


@require_safe
@project_view()
def strip(request: Request, d: int) -> HttpResponse:
    """The pages and the document's state again, if they changed; 286 when nothing will change any more."""
    opened, place = find(request, d)
    if not request.htmx:
        return redirect("documents:detail", request.project.slug, d)
    if place.get("seen") != opened.seen:
        return render(request, "documents/_page_strip.html", {"opened": opened, "fragment": True})
    return HttpResponse(status=204) if opened.is_moving else reswap(HttpResponseStopPolling(), "none")


@require_safe
@project_view()
def text(request: Request, d: int) -> HttpResponse:
    return panel(request, d, "text")


@require_safe
@project_view()
def passages(request: Request, d: int) -> HttpResponse:
    return panel(request, d, "passages")


@require_safe
@project_view()
def examples(request: Request, d: int) -> HttpResponse:
    return panel(request, d, "examples")


def panel(request: Request, d: int, tab: str) -> HttpResponse:
    """What stands beside the open page; a person who follows the link gets the whole screen."""
    opened, _ = find(request, d, tab=tab)
    if not request.htmx:
        address = reverse("documents:detail", args=[request.project.slug, d])
        return redirect(f"{address}?page={opened.number}&tab={tab}")
    return render(request, "documents/_panel.html", {"opened": opened})


def find(request: Request, d: int, *, tab: str = "", number: int = 0) -> tuple[Opened, dict[str, Any]]:
    document = get_object_or_404(Document.objects.filter(project=request.project).for_list(), pk=d)
    form = PlaceForm(request.GET)
    place: dict[str, Any] = form.cleaned_data if form.is_valid() else {}
    number, passage = number or place.get("page") or 0, place.get("passage")
    slug = request.project.slug
    opened = Opened(slug, document, number=number, tab=tab or place.get("tab", ""), passage=passage)
    opened.here = place.get("word")
    return opened, place
