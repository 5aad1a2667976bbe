"""What the annotate views answer, to htmx and to a plain request alike."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_htmx.http import push_url, reswap, retarget, trigger_client_event

from curation.annotate import claims, counters, edits, guideline, noting, rows
from curation.annotate.edits import Outcome
from curation.annotate.forms import ChoiceForm, EditForm
from curation.annotate.waiting import Reading
from curation.annotate.workspace import Workspace
from curation.examples.models import Example
from curation.examples.models.writing import Writing
from curation.examples.states import Decision
from curation.http import Request

DONE = {
    Decision.SUBMIT: gettext_lazy("Submitted"),
    Decision.REJECT: gettext_lazy("Rejected"),
    Decision.FLAG: gettext_lazy("Flagged for a reviewer"),
    Decision.SKIP: gettext_lazy("Skipped"),
}


def opened(request: Request, example: Example, *, focus: str = "") -> HttpResponse:
    """The example, reserved for this person if it is free."""
    claims.claim(example, request.user)
    desk = Workspace(request.project, request.user, example)
    return shown(request, desk, focus=focus, news=guideline.news(request, desk.guideline))


def idle(request: Request) -> HttpResponse:
    """There is nothing to do: all settled, or documents are still being read."""
    context = {
        "counters": counters.count(request.project, request.user),
        "reading": Reading(request.project),
        "with_reviewer": Example.objects.for_review().filter(project=request.project).count(),
    }
    return _piece(request, "done", context)


def saved(request: Request, desk: Workspace, form: EditForm, version: Writing) -> HttpResponse:
    desk.posted, desk.version = form, version
    return TemplateResponse(request, "annotate/_saved.html", {"desk": desk, "saved_at": version.saved_at})


def sourced(request: Request, desk: Workspace) -> HttpResponse:
    if not request.htmx:
        return redirect("annotate:example", desk.project.slug, desk.example.pk)
    return TemplateResponse(request, "documents/_page_view.html", {"view": desk.page_view, "boxes": False})


def refused(request: Request, desk: Workspace, form: EditForm | None, choice: ChoiceForm | None = None) -> HttpResponse:
    """Why the decision cannot be taken like this; what was typed is kept meanwhile."""
    if form and form.is_valid():
        edits.save_held(desk.example, request.user, form.edit)
        desk = _anew(desk, form)
    return problem(request, desk, "_refused", {"form": form, "choice": choice}, status=422)


def conflict(request: Request, desk: Workspace, form: EditForm | None, outcome: Outcome) -> HttpResponse:
    desk = _anew(desk, form)
    template = {Outcome.CONFLICT: "_conflict", Outcome.LATE: "_late", Outcome.SETTLED: "_settled"}[outcome]
    return problem(request, desk, template, {"outcome": outcome}, status=409)


def _anew(desk: Workspace, form: EditForm | None) -> Workspace:
    """The example as it is after the attempt to save, with what was posted in the editors."""
    example = rows.shown(desk.project, desk.example.pk, desk.user)
    return Workspace(desk.project, desk.user, example, posted=form)


def taken_over(request: Request, desk: Workspace) -> HttpResponse:
    return problem(request, desk, "_taken", {}, status=409)


def fetched(request: Request, example: Example, *, back: int) -> HttpResponse:
    """The workspace of an example that the person will see next: as if it were open, without the header's pieces."""
    desk = Workspace(request.project, request.user, example)
    desk.back = back
    return TemplateResponse(request, "annotate/_example.html", {"desk": desk})


def moved_on(request: Request, desk: Workspace, choice: ChoiceForm) -> HttpResponse:
    """The next example, with the news of the decision and the way to undo it."""
    news = str(DONE[choice.choice.decision])
    noting.remember(request, choice.choice.note)
    if not request.htmx:
        messages.success(request, news)
        return redirect("annotate:next", request.project.slug)
    focus = desk.posted.cleaned_data["focus"] if desk.posted else ""
    response = _opened_ahead(request, choice.cleaned_data["ahead"]) or _next(request, desk, focus=focus)
    undo = {"label": _("Undo"), "url": reverse("annotate:undo", args=[request.project.slug]), "target": "#workspace"}
    return trigger_client_event(response, "app:toast", {"level": "success", "text": news, "action": undo})


def _opened_ahead(request: Request, pk: int | None) -> HttpResponse | None:
    """The example fetched in advance is on screen already: only the header is news. None when it is not theirs now."""
    if pk is None or not claims.open_reserved(request.project, request.user, pk):
        return None
    context = {"counters": counters.count(request.project, request.user), "notes": noting.given(request)}
    response = reswap(TemplateResponse(request, "annotate/_moved.html", context), "none")
    return push_url(response, reverse("annotate:example", args=[request.project.slug, pk]))


def _next(request: Request, desk: Workspace, *, focus: str) -> HttpResponse:
    return _show(request, claims.claim_next(request.project, request.user), focus=focus, after=desk)


def undone(request: Request, example: Example) -> HttpResponse:
    if not request.htmx:
        return redirect("annotate:example", request.project.slug, example.pk)
    return trigger_client_event(_show(request, example), "app:toast", {"level": "info", "text": _("Undone")})


def _show(
    request: Request, example: Example | None, *, focus: str = "", after: Workspace | None = None
) -> HttpResponse:
    """Another example in place of the one on screen, under its own address."""
    if example is None:
        return push_url(idle(request), reverse("annotate:next", args=[request.project.slug]))
    address = reverse("annotate:example", args=[request.project.slug, example.pk])
    desk = Workspace(request.project, request.user, example)
    if after:
        desk.back, desk.label_groups = after.example.pk, after.label_groups
    return push_url(shown(request, desk, focus=focus), address)


def shown(request: Request, desk: Workspace, *, focus: str = "", **more: Any) -> HttpResponse:
    head = {"counters": counters.count(desk.project, desk.user), "notes": noting.given(request)}
    context = {"desk": desk, "focus": focus, **head, **more}
    return _piece(request, desk.screen, context, status=more.get("status", 200))


def problem(request: Request, desk: Workspace, name: str, context: dict[str, Any], *, status: int) -> HttpResponse:
    """A panel above the editors, which stay as they are; without htmx the page again, with what was posted."""
    template = f"annotate/{name}.html"
    if not request.htmx:
        return shown(request, desk, problem=template, status=status, **context)
    answer = TemplateResponse(request, template, {"desk": desk, "oob": True, **context}, status=status)
    return reswap(retarget(answer, "#problems"), "innerHTML")


def _piece(request: Request, name: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    piece = f"annotate/_{name}.html"
    if request.htmx:
        return TemplateResponse(request, piece, {**context, "fragment": True}, status=status)
    return TemplateResponse(request, f"annotate/{name}.html", {**context, "piece": piece}, status=status)
