"""Practice on the annotate screen: the same editors and keys, and after each decision the known answer beside it."""

from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST, require_safe
from django_htmx.http import push_url

from curation.annotate import answers, comparing, practice
from curation.annotate.edits import Outcome
from curation.annotate.forms import ChoiceForm, EditForm
from curation.annotate.practice_desk import PracticeDesk
from curation.errors import Conflict
from curation.examples.models import Example, Practice
from curation.examples.states import Decision
from curation.http import Request
from curation.projects.access import project_view
from curation.projects.roles import Role


@require_GET
@project_view(Role.ANNOTATOR)
def example(request: Request, e: int) -> HttpResponse:
    """One to answer, or the comparison once it is."""
    return answers.shown(request, desk_of(request, e))


@require_POST
@project_view(Role.ANNOTATOR)
@transaction.atomic
def draft(request: Request, e: int) -> HttpResponse:
    desk = desk_of(request, e, hold=True)
    form = EditForm(request.POST, groups=desk.label_groups)
    if not form.is_valid():
        return answers.refused(request, desk, form)
    edit = form.edit_keeping(desk.version) if form.cleaned_data["keep"] else form.edit
    answer, outcome = practice.save(desk.practice, desk.example, edit)
    if outcome is not Outcome.KEPT:
        return conflict(request, desk, form, outcome)
    if form.cleaned_data["keep"] or not request.htmx:
        return answers.shown(request, anew(request, desk), focus="completion")
    return answers.saved(request, desk, form, answer)


@require_POST
@project_view(Role.ANNOTATOR)
@transaction.atomic
def decide(request: Request, e: int) -> HttpResponse:
    """Take the answer, and show it beside the known one."""
    desk = desk_of(request, e, hold=True)
    form = EditForm(request.POST, groups=desk.label_groups) if "session" in request.POST else None
    choice = ChoiceForm(request.POST)
    if form and not form.is_valid():
        return answers.refused(request, desk, form)
    desk.posted = form
    if not choice.is_valid() or (choice.choice.decision == Decision.SUBMIT and desk.obstacles):
        if form:
            practice.save(desk.practice, desk.example, form.edit)
        return answers.refused(request, anew(request, desk, form), None, choice)
    _answer, outcome = practice.decide(desk.practice, desk.example, choice.choice, form.edit if form else None)
    if outcome is Outcome.CONFLICT:
        return conflict(request, desk, form, outcome)
    address = reverse("annotate:practice", args=[request.project.slug, e])
    return push_url(answers.shown(request, anew(request, desk)), address) if request.htmx else redirect(address)


@require_safe
@project_view(Role.ANNOTATOR)
def own_answers(request: Request) -> HttpResponse:
    return all_answers(request, person=request.user.pk)


@require_safe
@project_view(Role.REVIEWER)
def answers_of(request: Request, person: int) -> HttpResponse:
    return all_answers(request, person=person)


def all_answers(request: Request, *, person: int) -> HttpResponse:
    """What one person has answered so far, each beside the known answer."""
    rows = Practice.objects.select_related("person")
    row = get_object_or_404(rows, project=request.project, person=person)
    context = {"practice": row, "is_own": row.person == request.user, "compared": comparing.answered(row)}
    return render(request, "annotate/practised.html", context)


def conflict(request: Request, desk: PracticeDesk, form: EditForm | None, outcome: Outcome) -> HttpResponse:
    template = "_conflict" if outcome is Outcome.CONFLICT else "_answered"
    return answers.problem(request, anew(request, desk, form), template, {}, status=409)


def desk_of(request: Request, e: int, *, hold: bool = False) -> PracticeDesk:
    """What is in their practice, or was; held, no other tab of this person answers until the transaction ends."""
    found = get_object_or_404(Example.objects.select_related("document", "passage"), project=request.project, pk=e)
    found.project = request.project
    practices = Practice.objects.filter(project=request.project, person=request.user)
    row = (practices.select_for_update() if hold else practices).first()
    if row is None:
        raise Http404
    row.project = request.project
    desk = PracticeDesk(request, row, found)
    if desk.is_open and not practice.can_answer(row, found):
        if not hold:
            raise Http404
        raise Conflict(_("This example is no longer used for practice. Go on with the next one."))
    return desk


def anew(request: Request, desk: PracticeDesk, form: EditForm | None = None) -> PracticeDesk:
    """As it is after the attempt to save, with what was posted in the editors."""
    return PracticeDesk(request, desk.practice, desk.example, posted=form)
