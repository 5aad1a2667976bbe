"""What the annotate views answer, to htmx and to a plain request alike."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_htmx.http import push_url, reswap, retarget, trigger_client_event

from curation.annotate import claims, counters, edits
from curation.annotate.deciding import Choice
from curation.annotate.edits import Outcome
from curation.annotate.forms import ChoiceForm, EditForm
from curation.annotate.workspace import Workspace
from curation.documents.models import Document
from curation.examples.models import Example, Version
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
    if claims.claim(example, request.user):
        example.refresh_from_db(fields=["leased_by", "leased_until", "status"])
    return _workspace(request, Workspace(request.project, request.user, example), focus=focus)


def idle(request: Request) -> HttpResponse:
    """There is nothing to do: all settled, or documents are still being read."""
    context = {
        "counters": counters.count(request.project, request.user),
        "is_reading": Document.objects.moving().filter(project=request.project).exists(),
        "with_reviewer": Example.objects.for_review().filter(project=request.project).count(),
    }
    return _piece(request, "done", context)


def saved(request: Request, desk: Workspace, form: EditForm, version: Version) -> HttpResponse:
    desk.posted = form
    return render(request, "annotate/_saved.html", {"desk": desk, "saved_at": version.saved_at})


def refused(request: Request, desk: Workspace, form: EditForm | None, choice: ChoiceForm | None = None) -> HttpResponse:
    """Why the decision cannot be taken like this; what was typed is kept meanwhile."""
    if form and form.is_valid():
        edits.save(desk.example, request.user, form.edit)
        desk = _anew(desk, form)
    return _problem(request, desk, "_refused", {"form": form, "choice": choice}, status=422)


def conflict(request: Request, desk: Workspace, form: EditForm | None, outcome: Outcome) -> HttpResponse:
    desk = _anew(desk, form)
    template = {Outcome.CONFLICT: "_conflict", Outcome.LATE: "_late", Outcome.SETTLED: "_settled"}[outcome]
    return _problem(request, desk, template, {"outcome": outcome}, status=409)


def _anew(desk: Workspace, form: EditForm | None) -> Workspace:
    """The example as it is after the attempt to save, with what was posted in the editors."""
    example = Example.objects.select_related("document", "passage", "leased_by").get(pk=desk.example.pk)
    return Workspace(desk.project, desk.user, example, posted=form)


def taken_over(request: Request, desk: Workspace) -> HttpResponse:
    return _problem(request, desk, "_taken", {}, status=409)


def moved_on(request: Request, choice: Choice, *, focus: str) -> HttpResponse:
    """The next example, with the news of the decision and the way to undo it."""
    news = str(DONE[choice.decision])
    example = claims.claim_next(request.project, request.user)
    if not request.htmx:
        messages.success(request, news)
        return redirect("annotate:next", request.project.slug)
    response = _show(request, example, focus=focus)
    undo = {"label": _("Undo"), "url": reverse("annotate:undo", args=[request.project.slug]), "target": "#workspace"}
    return trigger_client_event(response, "app:toast", {"level": "success", "text": news, "action": undo})


def undone(request: Request, example: Example) -> HttpResponse:
    if not request.htmx:
        return redirect("annotate:example", request.project.slug, example.pk)
    return trigger_client_event(_show(request, example), "app:toast", {"level": "info", "text": _("Undone")})


def _show(request: Request, example: Example | None, *, focus: str = "") -> HttpResponse:
    """Another example in place of the one on screen, under its own address."""
    if example is None:
        return push_url(idle(request), reverse("annotate:next", args=[request.project.slug]))
    address = reverse("annotate:example", args=[request.project.slug, example.pk])
    return push_url(_workspace(request, Workspace(request.project, request.user, example), focus=focus), address)


def _workspace(request: Request, desk: Workspace, *, focus: str = "", **more: Any) -> HttpResponse:
    context = {"desk": desk, "focus": focus, "counters": counters.count(desk.project, desk.user), **more}
    return _piece(request, "example", context, status=more.get("status", 200))


def _problem(request: Request, desk: Workspace, name: str, context: dict[str, Any], *, status: int) -> HttpResponse:
    """A panel above the editors, which stay as they are; without htmx the page again, with what was posted."""
    template = f"annotate/{name}.html"
    if not request.htmx:
        return _workspace(request, desk, problem=template, status=status, **context)
    answer = render(request, template, {"desk": desk, "oob": True, **context}, status=status)
    return reswap(retarget(answer, "#problems"), "innerHTML")


def _piece(request: Request, name: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    piece = f"annotate/_{name}.html"
    if request.htmx:
        return render(request, piece, {**context, "fragment": True}, status=status)
    return render(request, f"annotate/{name}.html", {**context, "piece": piece}, status=status)
