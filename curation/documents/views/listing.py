"""The documents of a project, and their progress without reloading."""

from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.template.defaultfilters import filesizeformat
from django_htmx.http import HttpResponseStopPolling, reswap

from curation.documents.finding import FilterForm
from curation.documents.listing import Listing
from curation.http import Request
from curation.pipeline import media
from curation.projects.access import project_view


@project_view()
def listing(request: Request) -> HttpResponse:
    form = FilterForm(request.GET, request.project)
    context: dict[str, Any] = {
        "form": form, "listing": Listing(request.project, form), "nav": "documents",
        "upload_limit": filesizeformat(settings.UPLOAD_LIMIT_BYTES), "upload_kinds": ",".join(media.BY_EXTENSION),
    }  # fmt: skip
    part = request.htmx and not request.htmx.boosted
    return render(request, "documents/_rows.html" if part else "documents/list.html", context)


@project_view()
def status(request: Request) -> HttpResponse:
    """The rows again if they changed since `seen`; 204 when not, 286 when nothing will change any more."""
    form = FilterForm(request.GET, request.project)
    current = Listing(request.project, form)
    if current.seen != request.GET.get("seen", ""):
        return render(request, "documents/_rows.html", {"form": form, "listing": current})
    return HttpResponse(status=204) if current.is_moving else reswap(HttpResponseStopPolling(), "none")
