"""Putting a word of a page right."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST
from django_htmx.http import trigger_client_event

from curation.documents.opened import Opened, Typed
from curation.documents.views.detail import find
from curation.examples.sources import Followed
from curation.http import Request
from curation.intake.correcting import WordChanged, correct
from curation.intake.forms import WordForm
from curation.projects.access import project_view
from curation.projects.roles import Role


@require_POST
@project_view(Role.UPLOADER, Role.MANAGER)
def correct_word(request: Request, d: int, n: int) -> HttpResponse:
    """The panel of the page with the word put right; with the form again when it is not, or no longer, that word."""
    opened, _place = find(request, d, tab="text", number=n)
    if opened.page is None or opened.page.number != n:
        raise Http404
    form = WordForm(request.POST)
    if not form.is_valid():
        return refused(request, opened, form, status=422)
    try:
        followed = correct(opened.document, form.wanted(n), by=request.user)
    except WordChanged as changed:
        return refused(request, opened, form, status=409, now=changed.now)
    return corrected(request, opened, form.cleaned_data["word"], followed)


def corrected(request: Request, opened: Opened, word: int, followed: Followed) -> HttpResponse:
    said = in_words(followed)
    if not request.htmx:
        messages.success(request, said)
        address = reverse("documents:detail", args=[request.project.slug, opened.document.pk])
        return redirect(f"{address}?page={opened.number}&tab=text")
    again, _place = find(request, opened.document.pk, tab="text", number=opened.number)
    again.here = word
    response = render(request, "documents/_panel.html", {"opened": again, "corrected": True})
    return trigger_client_event(response, "app:toast", {"level": "success", "text": said})


def refused(request: Request, opened: Opened, form: WordForm, *, status: int, now: str = "") -> HttpResponse:
    """Nothing was changed: what was typed stands in the form, beside what the word says now."""
    opened.typed = Typed(request.POST.get("text", ""), form, is_late=status == 409, now=now)
    opened.here = form.cleaned_data.get("word", 0)
    template = "documents/_panel.html" if request.htmx else "documents/detail.html"
    return render(request, template, {"opened": opened, "nav": "documents"}, status=status)


def in_words(followed: Followed) -> str:
    said = [_("The word was put right.")]
    if followed.patched:
        words = ngettext("%(n)d draft was put right with it.", "%(n)d drafts were put right with it.", followed.patched)
        said.append(words % {"n": followed.patched})
    if followed.marked:
        words = ngettext(
            "%(n)d example that people have opened suggests the change.",
            "%(n)d examples that people have opened suggest the change.",
            followed.marked,
        )
        said.append(words % {"n": followed.marked})
    return " ".join(said)
