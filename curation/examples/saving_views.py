"""Keeping searches by name: saved, renamed, shared, deleted."""

from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from curation.examples.models import SavedSearch
from curation.examples.saving_form import NewSearchForm, SavingForm
from curation.http import Request
from curation.projects.access import project_view
from curation.projects.models import Project
from curation.projects.roles import Role


@project_view(Role.ANNOTATOR)
def searches(request: Request) -> HttpResponse:
    """The saved searches, and the one to be saved when there is one; a POST saves it."""
    new = SavedSearch(project=request.project, owner=request.user)
    if request.method != "POST":
        q = request.GET.get("q", "")
        return _page(request, new=NewSearchForm(initial={"q": q}, instance=new) if q.strip() else None)
    form = NewSearchForm(request.POST, instance=new)
    saved = _saved(request, form)
    if saved is None:
        return _page(request, new=form)
    return redirect(f"{reverse('examples:list', args=[request.project.slug])}?{urlencode({'q': saved.q})}")


@require_POST
@project_view(Role.ANNOTATOR)
def search_change(request: Request, pk: int) -> HttpResponse:
    form = SavingForm(request.POST, instance=_fetch(request, pk))
    if _saved(request, form) is None:
        return _page(request, changed=form)
    return redirect("examples:searches", request.project.slug)


@require_POST
@project_view(Role.ANNOTATOR)
def search_delete(request: Request, pk: int) -> HttpResponse:
    search = _fetch(request, pk)
    search.delete()
    said = _("“%(name)s” is deleted. It searched for: %(q)s")
    messages.success(request, said % {"name": search, "q": search.q})
    return redirect("examples:searches", request.project.slug)


def _saved(request: Request, form: SavingForm) -> SavedSearch | None:
    """Stored, unless something is wrong with it; nobody saves another in the project while names are compared."""
    with transaction.atomic():
        Project.objects.select_for_update(no_key=True).get(pk=request.project.pk)
        if not form.is_valid():
            return None
        saved = form.save()
    messages.success(request, _("Saved as “%(name)s”.") % {"name": saved})
    return saved


def _fetch(request: Request, pk: int) -> SavedSearch:
    search = get_object_or_404(SavedSearch.objects.offered(request.project, request.user), pk=pk)
    if not search.may_be_changed(request.user, request.roles):
        raise PermissionDenied
    return search


def _page(request: Request, *, new: NewSearchForm | None = None, changed: SavingForm | None = None) -> HttpResponse:
    """All of them, with a form for each that the person may change; the one that was refused as it was sent."""
    forms = {changed.instance.pk: changed} if changed else {}
    rows = [
        (search, forms.get(search.pk) or SavingForm(instance=search))
        if search.may_be_changed(request.user, request.roles)
        else (search, None)
        for search in SavedSearch.objects.offered(request.project, request.user)
    ]
    refused = (new and new.is_bound) or changed
    context = {"nav": "examples", "new": new, "rows": rows}
    return render(request, "examples/searches.html", context, status=422 if refused else 200)
