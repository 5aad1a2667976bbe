"""Trying the settings of drafting out, and drafting again where they have changed."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from curation.documents.models import Document
from curation.documents.states import State
from curation.http import Request
from curation.intake import redrafting, trying
from curation.projects.access import project_view
from curation.projects.drafting_forms import DraftingForm
from curation.projects.models import Project
from curation.projects.roles import Role
from curation.projects.views.drafting import show_drafting


class DocumentForm(forms.Form):
    document = forms.CharField(max_length=255)

    def __init__(self, *args: object, project: Project) -> None:
        super().__init__(*args)  # type: ignore[arg-type]
        self.project = project

    def clean_document(self) -> Document:
        name = self.cleaned_data["document"]
        document = trying.document_called(self.project, name)
        if document is None:
            raise forms.ValidationError(
                _("No document that has been drafted from is called “%(name)s”.") % {"name": name}
            )
        return document


@require_POST
@project_view(Role.MANAGER)
def try_drafting(request: Request) -> HttpResponse:
    """What the settings as typed would make of a document; nothing is stored."""
    form, chosen = (
        DraftingForm(request.POST, instance=request.project),
        DocumentForm(request.POST, project=request.project),
    )
    tried = None
    if form.is_valid() and chosen.is_valid():
        tried = trying.try_out(chosen.cleaned_data["document"], form.instance.plan, form.instance.tokenizer)
    status = 200 if tried else 422
    if request.htmx:
        return render(request, "intake/_tried.html", {"tried": tried, "form": form, "chosen": chosen}, status=status)
    request.project.refresh_from_db()  # the form wrote into it; the page shows what is stored
    page = show_drafting(request, form, tried=tried, chosen=chosen)
    page.status_code = status
    return page


@require_http_methods(["GET", "POST"])
@project_view(Role.MANAGER)
def draft_again(request: Request) -> HttpResponse:
    """First what would be removed and what stays; then the documents chosen are drafted from anew."""
    form = redrafting.ChoiceForm(request.POST or None, project=request.project)
    if not form.is_valid():
        older = redrafting.Older(request.project)
        page = {"nav": "settings", "form": form, "older": older}
        return render(request, "intake/draft_again.html", page, status=422 if form.is_bound else 200)
    count = redrafting.ask(request.project, form.chosen, by=request.user)
    asked = ngettext("%(n)d document is drafted from again.", "%(n)d documents are drafted from again.", count)
    messages.success(request, asked % {"n": count})
    return redirect("intake:draft_again", request.project.slug)


@require_http_methods(["GET", "POST"])
@project_view(Role.MANAGER)
def cut_again(request: Request, d: int) -> HttpResponse:
    """One document into passages again: first what would be removed and what stays, then it is done."""
    ready = request.project.documents.filter(state=State.READY, pk=d)
    document = get_object_or_404(ready.select_related("project"))
    if request.method == "GET":
        (again,) = redrafting.told([document])
        return render(request, "intake/cut_again.html", {"nav": "documents", "again": again})
    redrafting.ask(request.project, ready, by=request.user)
    messages.success(request, _("The document is being cut into passages again."))
    return redirect(reverse("documents:detail", args=[request.project.slug, d]) + "?tab=passages")


@project_view(Role.MANAGER)
def drafting_progress(request: Request) -> HttpResponse:
    """How many documents are still to be drafted from again; 286 ends the asking."""
    older = redrafting.Older(request.project)
    if not request.htmx:
        return redirect("intake:draft_again", request.project.slug)
    page = {"older": older, "done": not older.moving}
    return render(request, "intake/_drafting.html", page, status=200 if older.moving else 286)
