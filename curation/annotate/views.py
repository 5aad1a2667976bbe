"""The annotate screen: one example at a time, each decision bringing the next."""

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from curation.annotate import answers, claims, counters, deciding, edits, guideline, practice, rows, sourcing, undoing
from curation.annotate.edits import Outcome
from curation.annotate.forms import ChoiceForm, EditForm
from curation.annotate.sourcing import SourceForm
from curation.annotate.waiting import Reading
from curation.annotate.workspace import Workspace
from curation.courtesy import courteous
from curation.errors import Conflict
from curation.examples.models import Example
from curation.examples.states import Decision
from curation.http import Request
from curation.pipeline import diff
from curation.projects.access import project_view
from curation.projects.roles import Role


@require_GET
@project_view(Role.ANNOTATOR)
def next_example(request: Request) -> HttpResponse:
    """To the next example, or why there is none; for somebody new, those with a known answer come first."""
    if first := practice.next_for(request.project, request.user, request.roles):
        return redirect("annotate:practice", request.project.slug, first)
    example = claims.claim_next(request.project, request.user)
    if example is None:
        return answers.idle(request)
    return redirect("annotate:example", request.project.slug, example.pk)


@require_GET
@project_view(Role.ANNOTATOR)
def waiting(request: Request) -> HttpResponse:
    """Asked by the page that waits for documents: how far they are read, or that there is something to do."""
    if counters.left(request.project, request.user):
        return render(request, "annotate/_ready.html")
    return render(request, "annotate/_reading.html", {"reading": Reading(request.project)})


@require_GET
@project_view(Role.ANNOTATOR)
def example(request: Request, e: int) -> HttpResponse:
    return answers.opened(request, desk_of(request, e).example)


@require_GET
@project_view(Role.ANNOTATOR)
@courteous
def peek(request: Request, e: int) -> HttpResponse:
    """The workspace that will follow example `e`, reserved for this person and not opened; 204 while there is none."""
    mine = {each.pk: each for each in claims.waiting_for(request.project, request.user)}
    if not mine.pop(e, None):
        get_object_or_404(Example, project=request.project, pk=e)
        return HttpResponse(status=204)  # settled meanwhile
    if not request.htmx:
        return redirect("annotate:example", request.project.slug, e)
    example = claims.reserve_next(request.project, request.user, list(mine.values()))
    return answers.fetched(request, example, back=e) if example else HttpResponse(status=204)


@require_POST
@project_view(Role.ANNOTATOR)
@transaction.atomic
def draft(request: Request, e: int) -> HttpResponse:
    """Save what is typed. The editors are no part of the answer, unless the person chose a side of a conflict."""
    desk = desk_of(request, e, hold=True)
    form = EditForm(request.POST, groups=desk.label_groups)
    if not form.is_valid():
        return answers.refused(request, desk, form)
    edit = form.edit_keeping(desk.version) if form.cleaned_data["keep"] else form.edit
    version, outcome = edits.save_held(desk.example, request.user, edit)
    if outcome is not Outcome.KEPT:
        return answers.conflict(request, desk, form, outcome)
    if form.cleaned_data["keep"] or not request.htmx:
        return answers.opened(request, desk.example, focus="completion")
    return answers.saved(request, desk, form, version)


@require_POST
@project_view(Role.ANNOTATOR)
@transaction.atomic
def decide(request: Request, e: int) -> HttpResponse:
    """Settle the example with the text as it stands in the editors, and bring the next one."""
    desk = desk_of(request, e, hold=True)
    form = EditForm(request.POST, groups=desk.label_groups) if "session" in request.POST else None
    choice = ChoiceForm(request.POST)
    if form and not form.is_valid():
        return answers.refused(request, desk, form)
    desk.posted = form
    if not choice.is_valid() or (choice.choice.decision == Decision.SUBMIT and desk.obstacles):
        return answers.refused(request, desk, form, choice)
    _, outcome = deciding.decide_held(desk.example, request.user, choice.choice, form.edit if form else None)
    if outcome is not Outcome.KEPT:
        return answers.conflict(request, desk, form, outcome)
    return answers.moved_on(request, desk, choice)


@require_POST
@project_view(Role.ANNOTATOR)
def undo(request: Request) -> HttpResponse:
    return answers.undone(request, undoing.undo(request.project, request.user))


@require_POST
@project_view(Role.ANNOTATOR)
def lease(request: Request, e: int) -> HttpResponse:
    """Sent each minute while the tab is visible: what is read, and what was fetched in advance, stay reserved."""
    desk = desk_of(request, e)
    claims.renew_reserved(request.user)
    decided = desk.example.versions.decided().filter(author=request.user)  # perhaps since the desk was looked up
    if claims.claim(desk.example, request.user) or decided.exists():
        return HttpResponse(status=204)
    return answers.taken_over(request, desk)


@require_http_methods(["GET", "HEAD", "POST"])
@project_view(Role.ANNOTATOR)
def guideline_changes(request: Request) -> HttpResponse:
    """What is new in the guideline since the person followed it last; a POST says that it was read."""
    if request.method == "POST":
        guideline.seen(request)
        return HttpResponse() if request.htmx else redirect("annotate:next", request.project.slug)
    current = request.project.guideline()
    before = guideline.known_before(request.project, request.user, current) if current else None
    pieces = diff.words(before.text, current.text) if current and before else []
    return render(request, "annotate/guideline.html", {"current": current, "before": before, "pieces": pieces})


@require_POST
@project_view(Role.ANNOTATOR)
def source(request: Request, e: int) -> HttpResponse:
    """Other words of the document become the source; answers with the pages that they stand on."""
    desk = desk_of(request, e)
    if not desk.is_open or not sourcing.use(desk.example, SourceForm(request.POST)):
        raise Conflict(_("These words cannot be the source now. Open the example again."))
    return answers.sourced(request, desk)


@require_GET
@project_view(Role.ANNOTATOR)
def doubts(request: Request, e: int) -> HttpResponse:
    """The hard words with their pieces of pages, as those are turned now."""
    desk = desk_of(request, e)
    if not request.htmx:
        return redirect("annotate:example", request.project.slug, e)
    return render(request, "annotate/_doubts.html", {"desk": desk})


def desk_of(request: Request, e: int, *, hold: bool = False) -> Workspace:
    """The example with what is shown beside it; held, nobody else settles it until the transaction ends."""
    project = request.project
    example = rows.held(project, e) if hold else rows.shown(project, e, request.user)
    return Workspace(project, request.user, example)
