"""Reading pages again with other settings."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from curation.documents.models import Document, Rereading
from curation.documents.reading_settings import RereadForm
from curation.documents.states import PageState
from curation.http import Request
from curation.intake import asking_again
from curation.intake.views.again import find
from curation.pipeline.correcting import Corrected
from curation.projects.access import project_view
from curation.projects.roles import Role


class AnswerForm(forms.Form):
    """What to do with new readings: those named, or all of the document that are done."""

    answer = forms.ChoiceField(choices=[("accept", ""), ("drop", "")])
    reading = forms.IntegerField(required=False)
    page = forms.IntegerField(required=False, min_value=1)


class SeenForm(forms.Form):
    revision = forms.IntegerField(min_value=0)


@require_POST
@project_view(Role.UPLOADER, Role.MANAGER)
def read_again(request: Request, d: int) -> HttpResponse:
    document = find(request, d)
    form = RereadForm(request.POST)
    if not form.is_valid():
        context = {"document": document, "reread_form": form, "nav": "documents"}
        return render(request, "documents/read_again.html", context, status=422)
    asked = asking_again.ask(document, form.cleaned_data["pages"], form.settings, by=request.user)
    if not asked:
        messages.info(request, _("These pages are not there, or are still being read."))
        return back(request, document, None)
    said = ngettext("%(n)d page is read again.", "%(n)d pages are read again.", len(asked)) % {"n": len(asked)}
    messages.success(request, said)
    return back(request, document, asked[0])


@require_POST
@project_view(Role.UPLOADER, Role.MANAGER)
def answer_readings(request: Request, d: int) -> HttpResponse:
    """Take or drop one new reading, or all of a document."""
    document = find(request, d)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return back(request, document, None)
    sent: dict[str, Any] = form.cleaned_data
    readings = Rereading.objects.open().filter(page__document=document).select_related("page")
    if sent["reading"]:
        readings = Rereading.objects.filter(page__document=document, pk=sent["reading"]).select_related("page")
    if sent["answer"] == "drop":
        asking_again.drop(document, readings)
        messages.info(request, _("The text stays as it was."))
    else:
        lost = asking_again.accept(document, readings if sent["reading"] else readings.done(), by=request.user)
        say_taken(request, lost)
    return back(request, document, sent["page"])


@require_POST
@project_view(Role.UPLOADER, Role.MANAGER)
def use_other(request: Request, d: int, n: int) -> HttpResponse:
    """Take what the other engine read where the two disagreed."""
    document = find(request, d)
    page = get_object_or_404(document.pages.filter(state=PageState.READ).exclude(alternative=""), number=n)
    form = SeenForm(request.POST)
    if form.is_valid():
        lost = asking_again.use_other(document, page, by=request.user, seen=form.cleaned_data["revision"])
        say_taken(request, lost)
    return back(request, document, n)


def say_taken(request: Request, lost: list[Corrected]) -> None:
    messages.success(request, _("The new text is in its place. Examples that nobody has opened are drafted anew."))
    if lost:
        gone = _("These words have no place in it and are no longer put right: %(words)s.")
        messages.warning(request, gone % {"words": ", ".join(each.text for each in lost)})


def back(request: Request, document: Document, page: int | None) -> HttpResponse:
    address = reverse("documents:detail", args=[request.project.slug, document.pk])
    return redirect(f"{address}?page={page}" if page else address)
