"""The settings of drafting, beside which a document can be tried out."""

from django.http import HttpResponse

from curation.http import Request
from curation.projects.drafting_forms import DraftingForm
from curation.projects.views.sections import saved, show


def drafting(request: Request) -> HttpResponse:
    form = DraftingForm(request.POST or None, instance=request.project)
    if form.is_valid():
        form.save()
        return saved(request, "drafting")
    if form.is_bound:
        request.project.refresh_from_db()
    return show_drafting(request, form)


def show_drafting(request: Request, form: DraftingForm, **context: object) -> HttpResponse:
    """The page; an activity that tries the settings out adds what came of it."""
    documents = request.project.documents.exclude(recipe="").order_by("-id")
    page = {
        "documents": list(documents.only("name", "recipe")[:LISTED]),
        "older": documents.exclude(recipe__startswith=request.project.plan.mark).count(),
    }
    return show(request, "drafting", invalid=form.is_bound and not form.is_valid(), form=form, **page | context)


LISTED = 200  # names that are offered; any other can be typed
