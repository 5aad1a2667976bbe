"""Finding examples, and everything about one of them."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from curation.documents import pageview
from curation.examples import history, listing, suggesting
from curation.examples.assign_form import AssignForm
from curation.examples.forms import PatchForm, ReopenForm, SearchForm
from curation.examples.models import Example, SavedSearch
from curation.examples.models.bulk import What
from curation.examples.practice_form import PracticeForm
from curation.examples.reopening import reopen as reopen_example
from curation.examples.search import without
from curation.examples.states import FOR_REVIEW, Status
from curation.http import Request
from curation.projects.access import project_view
from curation.projects.roles import Role

SETTLED = (Status.FINAL, Status.REJECTED)


@require_safe
@project_view(Role.ANNOTATOR)
def examples(request: Request) -> HttpResponse:
    form = SearchForm(request.GET)
    valid = form.is_valid()
    searches = list(SavedSearch.objects.offered(request.project, request.user))
    is_saved = any(search.q == form.cleaned_data.get("q") for search in searches)
    context = {"nav": "examples", "form": form, "searches": searches, "is_saved": is_saved} | (
        results(request, form) if valid else {}
    )
    if Role.REVIEWER in request.roles:
        context["changes"] = [choice for choice in What.choices if choice[0] != What.UNDO]
    if Role.MANAGER in request.roles:
        context["assigning"] = AssignForm(project=request.project)
    template = "examples/_list.html" if request.htmx else "examples/list.html"
    return render(request, template, context, status=200 if valid else 422)


def results(request: Request, form: SearchForm) -> dict[str, object]:
    sent = form.cleaned_data
    found = listing.found(request.project, form.terms)
    page = listing.page(found, before=sent["before"], after=sent["after"])
    return {
        "rows": page.rows,
        "total": listing.total(request.project, form.terms, found, page),
        "chips": [(term, urlencode({"q": without(form.terms, term)})) for term in form.terms],
        "newer": urlencode({"q": sent["q"], "after": page.newer}) if page.newer else "",
        "older": urlencode({"q": sent["q"], "before": page.older}) if page.older else "",
    }


@require_safe
@project_view(Role.ANNOTATOR)
def detail(request: Request, pk: int) -> HttpResponse:
    example = fetch(request, pk)
    can_reopen = Role.REVIEWER in request.roles and example.status in SETTLED
    can_assign = Role.MANAGER in request.roles and example.status == Status.DRAFTED
    context = {
        "nav": "examples", "example": example, "in_review": example.status in FOR_REVIEW,
        "view": example.document and pageview.build(request.project.slug, example.document, example.evidence),
        "versions": history.versions(example),
        "events": history.events(example, of_practice=Role.MANAGER in request.roles),
        "assigning": AssignForm(project=request.project, to=example.assignee) if can_assign else None,
        "practice_form": practice_form(request, example),
        "reopen_form": ReopenForm(initial={"version": example.version}) if can_reopen else None,
    }  # fmt: skip
    return render(request, "examples/detail.html", context)


@require_POST
@project_view(Role.MANAGER)
def assign(request: Request) -> HttpResponse:
    """Give the chosen drafts to one person, or to everybody again; then back to where the manager chose them."""
    form = AssignForm(request.POST, project=request.project)
    return tell(request, form, form.assign(by=request.user) if form.is_valid() else "")


@require_POST
@project_view(Role.MANAGER)
def practise(request: Request) -> HttpResponse:
    """Have somebody new meet the chosen finals first, or no longer; then back to where the manager chose them."""
    form = PracticeForm(request.POST, project=request.project)
    return tell(request, form, form.carry_out(by=request.user) if form.is_valid() else "")


def tell(request: Request, form: AssignForm | PracticeForm, done: str) -> HttpResponse:
    """What was done with the chosen examples, or why it cannot be, on the page it was asked from."""
    if done:
        messages.success(request, done)
    else:
        messages.error(request, " ".join(str(error) for errors in form.errors.values() for error in errors))
    if back := form.cleaned_data.get("back"):
        return redirect("examples:detail", request.project.slug, back)
    query = urlencode({"q": request.POST.get("q", "")})
    return redirect(f"{reverse('examples:list', args=[request.project.slug])}?{query}")


@require_POST
@project_view(Role.REVIEWER)
def reopen(request: Request, pk: int) -> HttpResponse:
    example = fetch(request, pk)
    form = ReopenForm(request.POST)
    if form.is_valid():
        example.version = form.cleaned_data["version"]
        reopen_example(example, by=request.user, note=form.cleaned_data["note"])
        messages.success(request, _("Reopened: the example is in the queue again."))
    return redirect("examples:detail", request.project.slug, pk)


@require_POST
@project_view(Role.ANNOTATOR)
def patch(request: Request, pk: int) -> HttpResponse:
    """Take the change that a corrected word suggests into one's texts, or leave them as they are."""
    example = fetch(request, pk)
    form = PatchForm(request.POST)
    if form.is_valid() and form.cleaned_data["answer"] == "decline":
        suggesting.decline(example, request.user)
    elif form.is_valid():
        suggesting.take(example, request.user, form.typed)
    return HttpResponse() if request.htmx else redirect("annotate:example", request.project.slug, pk)


def practice_form(request: Request, example: Example) -> PracticeForm | None:
    if Role.MANAGER not in request.roles or example.status != Status.FINAL:
        return None
    why = example.known_answer.why if hasattr(example, "known_answer") else ""
    return PracticeForm(project=request.project, why=why)


def fetch(request: Request, pk: int) -> Example:
    examples = Example.objects.select_related(
        "document", "passage", "project", "assignee", "for_label", "known_answer"
    ).prefetch_related("labels")
    return get_object_or_404(examples, project=request.project, pk=pk)
