"""Trying again what failed, and stopping what is at work."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from curation.documents.models import Document
from curation.http import Request
from curation.intake import storing
from curation.projects.access import project_view
from curation.projects.roles import Role


@require_POST
@project_view(Role.UPLOADER, Role.MANAGER)
def retry(request: Request, d: int) -> HttpResponse:
    document = find(request, d)
    if storing.read_again(document, by=request.user):
        messages.success(request, _("%(name)s will be read again.") % {"name": document.name})
    else:
        messages.info(request, _("Nothing is left to try again in %(name)s.") % {"name": document.name})
    return redirect("documents:list", request.project.slug)


@require_POST
@project_view(Role.UPLOADER, Role.MANAGER)
def page_retry(request: Request, d: int, n: int) -> HttpResponse:
    document = find(request, d)
    if storing.read_again(document, page=n, by=request.user):
        messages.success(request, _("Page %(n)d will be read again.") % {"n": n})
    else:
        messages.info(request, _("Page %(n)d has been read already.") % {"n": n})
    return redirect(reverse("documents:detail", args=[request.project.slug, d]) + f"?page={n}")


@require_POST
@project_view(Role.UPLOADER, Role.MANAGER)
def cancel(request: Request, d: int) -> HttpResponse:
    document = find(request, d)
    if storing.cancel(document, by=request.user):
        messages.success(request, _("%(name)s is not read any further.") % {"name": document.name})
    else:
        messages.info(request, _("%(name)s was finished already.") % {"name": document.name})
    return redirect("documents:list", request.project.slug)


def find(request: Request, d: int) -> Document:
    return get_object_or_404(Document.objects.filter(project=request.project), pk=d)
