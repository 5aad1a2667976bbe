"""What can be done with several documents at once, or with one: removing, moving, trying them again."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from curation.http import Request
from curation.intake import storing
from curation.intake.forms import ChosenForm, TargetForm
from curation.intake.moving import Move
from curation.intake.removing import Removal
from curation.projects.access import project_view
from curation.projects.roles import Role


@require_POST
@project_view(Role.UPLOADER, Role.MANAGER)
def remove(request: Request) -> HttpResponse:
    """First what would go and what would stay; then, when that was confirmed, the removal."""
    form = ChosenForm(request.POST, project=request.project)
    if not form.is_valid():
        return nothing_chosen(request)
    removal = Removal(form.pks)
    if not form.is_confirmed:
        return render(request, "documents/remove.html", {"removal": removal, "form": form, "nav": "documents"})
    n = removal.carry_out(by=request.user)
    messages.success(request, ngettext("%(n)d document was removed.", "%(n)d documents were removed.", n) % {"n": n})
    return redirect("documents:list", request.project.slug)


@require_POST
@project_view(Role.UPLOADER, Role.MANAGER)
def move(request: Request) -> HttpResponse:
    """First where to, then which go there and which stay and why; then, when that was confirmed, the move."""
    form = ChosenForm(request.POST, project=request.project)
    if not form.is_valid():
        return nothing_chosen(request)
    target = TargetForm(request.POST, project=request.project, user=request.user)
    to = target.cleaned_data["to"] if target.is_valid() else None
    planned = Move(form.pks, to) if to else None
    if planned is None or not form.is_confirmed:
        context = {"form": form, "target": target, "planned": planned, "nav": "documents"}
        return render(request, "documents/move.html", context)
    n = planned.carry_out(by=request.user)
    said = ngettext("%(n)d document was moved to %(to)s.", "%(n)d documents were moved to %(to)s.", n)
    (messages.success if n else messages.warning)(request, said % {"n": n, "to": planned.to.name})
    return redirect("documents:list", request.project.slug)


@require_POST
@project_view(Role.UPLOADER, Role.MANAGER)
def retry_several(request: Request) -> HttpResponse:
    form = ChosenForm(request.POST, project=request.project)
    if not form.is_valid():
        return nothing_chosen(request)
    n = storing.read_all_again(form.pks, by=request.user)
    said = ngettext("%(n)d document will be read again.", "%(n)d documents will be read again.", n) % {"n": n}
    messages.success(request, said) if n else messages.info(request, _("Nothing is left to try again in these."))
    return redirect("documents:list", request.project.slug)


def nothing_chosen(request: Request) -> HttpResponse:
    messages.info(request, _("Choose at least one document."))
    return redirect("documents:list", request.project.slug)
