"""Trying again what failed, and stopping what is at work."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from curation.documents.models import Document
from curation.http import Request
from curation.intake import storing
from curation.intake.forms import PasswordForm
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


@require_http_methods(["GET", "POST"])
@project_view(Role.UPLOADER, Role.MANAGER)
def unlock(request: Request, d: int) -> HttpResponse:
    document = find(request, d)
    if not document.needs_password:
        messages.info(request, _("%(name)s needs no password.") % {"name": document.name})
        return redirect("documents:list", request.project.slug)
    form = PasswordForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and form.opens(document, by=request.user):
        messages.success(request, _("%(name)s is being read now.") % {"name": document.name})
        return redirect("documents:list", request.project.slug)
    found = {"document": document, "form": form}
    return render(request, "documents/unlock.html", found, status=422 if form.is_bound else 200)


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
