"""The labels of a project, group by group. A button saves its group's form first, so that nothing typed is lost."""

from itertools import pairwise

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from curation.http import Request
from curation.projects.access import project_view
from curation.projects.label_forms import ButtonForm, GroupEditor, NewGroupForm
from curation.projects.labels import add_sentiment, remove_group, remove_label, shift
from curation.projects.models import LabelGroup
from curation.projects.roles import Role
from curation.projects.views.sections import saved, show

PLACES = {"up": -1, "down": 1}


def labels(request: Request) -> HttpResponse:
    """All groups; a POST makes a new one."""
    form = NewGroupForm(request.POST or None, project=request.project)
    if form.is_valid():
        form.save()
        return saved(request, "labels")
    return page(request, form)


@require_POST
@project_view(Role.MANAGER)
def label_group(request: Request, pk: int) -> HttpResponse:
    group = get_object_or_404(request.project.label_groups, pk=pk)
    editor, button = GroupEditor(group, request.POST), ButtonForm(request.POST)
    if not (editor.is_valid() and button.is_valid()):
        return page(request, NewGroupForm(project=request.project), wrong=editor)
    with transaction.atomic():
        editor.save()
        press(button, group)
    return saved(request, "labels")


@require_POST
@project_view(Role.MANAGER)
def sentiment(request: Request) -> HttpResponse:
    add_sentiment(request.project)
    return saved(request, "labels")


def press(button: ButtonForm, group: LabelGroup) -> None:
    do, label_id = button.cleaned_data["do"], button.cleaned_data["label"]
    label = None if label_id is None else get_object_or_404(group.labels, pk=label_id)
    match do:
        case "remove" if label:
            remove_label(label)
        case "remove":
            remove_group(group)
        case "up" | "down" if label:
            shift(label, group.labels.all(), PLACES[do])
        case "up" | "down":
            shift(group, group.project.label_groups.all(), PLACES[do])


def page(request: Request, form: NewGroupForm, *, wrong: GroupEditor | None = None) -> HttpResponse:
    groups = request.project.label_groups.all()
    editors = [wrong if wrong and wrong.group == group else GroupEditor(group) for group in groups]
    for before, editor in pairwise(editors):
        editor.first_key = before.first_key + before.labels.initial_form_count()
    invalid = form.is_bound or wrong is not None
    return show(request, "labels", invalid=invalid, form=form, editors=editors)
