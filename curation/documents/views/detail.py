"""One document: its pages as pictures and text, and the passages cut from them."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from curation.documents import pageview
from curation.documents.models import Document, Passage
from curation.documents.status import shown
from curation.http import Request
from curation.projects.access import project_view


class PlaceForm(forms.Form):
    """Which page is open, and which passage is marked."""

    page = forms.IntegerField(required=False, min_value=1)
    passage = forms.IntegerField(required=False, min_value=1)


@project_view()
def detail(request: Request, d: int) -> HttpResponse:
    document = get_object_or_404(Document.objects.filter(project=request.project).for_list(), pk=d)
    form = PlaceForm(request.GET)
    place: dict[str, Any] = form.cleaned_data if form.is_valid() else {}
    passages = list(document.passages.all())
    marked = next((passage for passage in passages if passage.pk == place.get("passage")), None)
    spans = marked.page_spans(0, len(marked.text)) if marked else []
    number = place.get("page") or (spans[0]["page"] if spans else 1)
    context = {
        "document": document, "status": shown(document), "nav": "documents", "number": number, "marked": marked,
        "page": document.pages.without_text().filter(number=number).first(),
        "pages": document.pages.without_text(),
        "passages": [passage for passage in passages if touches(passage, number)],
        "view": pageview.build(request.project.slug, document, spans, number=number),
    }  # fmt: skip
    return render(request, "documents/detail.html", context)


def touches(passage: Passage, number: int) -> bool:
    return any(span[0] == number for span in passage.spans)
