"""One page of a document as the page view shows it, and its picture."""

from django import forms
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST
from django_htmx.http import trigger_client_event

from curation.documents import pageview
from curation.documents.models import Document, Page
from curation.documents.pictures import picture
from curation.http import Request
from curation.pipeline.errors import UnreadableDocument
from curation.pipeline.pictures import WIDTHS
from curation.projects.access import project_view

YEAR = 365 * 24 * 3600


class SpanField(forms.MultipleChoiceField):
    """Marks carried from page to page: `span=2.120.180`, once for each piece of the evidence."""

    def validate(self, value: list[str]) -> None:
        if any(len(span.split(".")) != 3 or not span.replace(".", "").isdecimal() for span in value):
            raise ValidationError("page.start.end")

    def clean(self, value: list[str]) -> list[dict[str, int]]:
        names = ("page", "start", "end")
        return [dict(zip(names, map(int, span.split(".")), strict=True)) for span in super().clean(value)]


class PageForm(forms.Form):
    span = SpanField(required=False)


class TurnForm(PageForm):
    """Which pages, and by how many quarters clockwise."""

    pages = forms.RegexField(rf"^\d{{1,6}}( \d{{1,6}}){{0,{pageview.STACKED - 1}}}$")
    quarters = forms.TypedChoiceField(choices=[(1, "right"), (3, "left")], coerce=int)

    @property
    def numbers(self) -> list[int]:
        return [int(number) for number in self.cleaned_data["pages"].split()]


@project_view()
def page(request: Request, d: int, n: int) -> HttpResponse:
    """The page view alone, for a pane; a person who follows the link gets the document's page."""
    document = get_object_or_404(Document.objects.filter(project=request.project), pk=d)
    if not request.htmx:
        return redirect(reverse("documents:detail", args=[request.project.slug, d]) + f"?page={n}")
    form = PageForm(request.GET)
    if not form.is_valid():
        raise Http404
    view = pageview.build(request.project.slug, document, form.cleaned_data["span"], numbers=[n])
    return render(request, "documents/_page_view.html", {"view": view})


@require_POST
@project_view()
def turn(request: Request, d: int) -> HttpResponse:
    """Turn pages for everybody who looks at them, and show them so."""
    document = get_object_or_404(Document.objects.filter(project=request.project), pk=d)
    form = TurnForm(request.POST)
    if not form.is_valid():
        raise Http404
    document.pages.filter(number__in=form.numbers).turned(form.cleaned_data["quarters"])
    if not request.htmx:
        return redirect(reverse("documents:detail", args=[request.project.slug, d]) + f"?page={form.numbers[0]}")
    view = pageview.build(request.project.slug, document, form.cleaned_data["span"], numbers=form.numbers)
    return trigger_client_event(render(request, "documents/_stage.html", {"view": view}), "documents:turned")


@project_view()
def page_image(request: Request, d: int, n: int, w: int) -> FileResponse:
    """The address names the bytes and the reading (`?v=`), so the picture may be kept for ever."""
    pages = (
        Page.objects.filter(document__project=request.project, width__gt=0).without_text().select_related("document")
    )
    shown = get_object_or_404(pages, document=d, number=n)
    if w not in WIDTHS:
        raise Http404
    try:
        file = picture(shown, w).open("rb")
    except (UnreadableDocument, FileNotFoundError) as error:
        raise Http404 from error
    headers = {"Cache-Control": f"private, max-age={YEAR}, immutable"}
    return FileResponse(file, content_type="image/webp", headers=headers)
