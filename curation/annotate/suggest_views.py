"""“Suggest again” on the annotate screen. Nobody waits for the model: the page asks every second how far it is."""

from django import forms
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from django_htmx.http import reswap, retarget

from curation.annotate import answers, rewriting
from curation.annotate.edits import Outcome, save_held
from curation.annotate.forms import EditForm
from curation.annotate.views import desk_of
from curation.annotate.workspace import Workspace
from curation.errors import Conflict
from curation.examples.models import Rewriting
from curation.examples.models.rewriting import Stage
from curation.http import Request
from curation.projects.access import project_view
from curation.projects.roles import Role

STEPS = ("ask", "use", "use_now", "leave", "back")


class WishForm(forms.Form):
    do = forms.ChoiceField(choices=[(step, step) for step in STEPS])
    instruction = forms.CharField(required=False, max_length=1000)


@require_http_methods(["GET", "HEAD", "POST"])
@project_view(Role.ANNOTATOR)
@transaction.atomic
def suggest(request: Request, e: int) -> HttpResponse:
    """Ask for a draft to be written again, see how far that is, and take it, leave it, or take it back."""
    desk = desk_of(request, e, hold=request.method == "POST")
    if request.method != "POST":
        return _piece(request, desk)
    wish, form = WishForm(request.POST), EditForm(request.POST, groups=desk.label_groups)
    if not desk.can_suggest or not wish.is_valid():
        raise Conflict(_("The model cannot write this draft again now. Open the example again."))
    if not form.is_valid():
        return answers.refused(request, desk, form)
    outcome = _carry_out(request, desk, form, wish)
    if outcome is not Outcome.KEPT:
        return answers.conflict(request, desk, form, outcome)
    del desk.__dict__["rewriting"]
    taken = desk.rewriting is not None and desk.rewriting.state == Stage.USED
    if wish.cleaned_data["do"] in ("ask", "leave") or not (taken or wish.cleaned_data["do"] == "back"):
        return _piece(request, desk)
    return answers.opened(request, desk.example, focus="completion") if request.htmx else _back(request, desk)


def _carry_out(request: Request, desk: Workspace, form: EditForm, wish: WishForm) -> Outcome:
    do, latest, edit = wish.cleaned_data["do"], desk.rewriting, form.edit
    if do == "ask":
        outcome = save_held(desk.example, request.user, edit)[1]
        if outcome is Outcome.KEPT:
            rewriting.ask(desk.example, request.user, edit, wish.cleaned_data["instruction"])
        return outcome
    if latest is None:
        return Outcome.KEPT
    if do == "leave":
        latest.answer(Stage.LEFT)
    elif do == "back" and latest.state == Stage.USED:
        return rewriting.take_back(latest, request.user, edit)
    elif _may_use(do, latest, form):
        return rewriting.use(latest, request.user, edit)
    return Outcome.KEPT


def _may_use(do: str, latest: Rewriting, form: EditForm) -> bool:
    return latest.state == Stage.READY and (do == "use_now" or rewriting.is_as_asked(latest, form.edit))


def _piece(request: Request, desk: Workspace) -> HttpResponse:
    if not request.htmx:
        return _back(request, desk)
    answer = TemplateResponse(request, "annotate/_suggest.html", {"desk": desk, "asked": request.method == "POST"})
    return reswap(retarget(answer, "#suggest"), "outerHTML") if request.method == "POST" else answer


def _back(request: Request, desk: Workspace) -> HttpResponse:
    return redirect("annotate:example", request.project.slug, desk.example.pk)
