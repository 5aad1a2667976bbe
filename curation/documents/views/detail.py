"""One document: its pages as pictures and text, and the passages cut from them."""

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from curation.documents.models import Document
from curation.documents.status import shown
from curation.http import Request
from curation.projects.access import project_view


class PageForm(forms.Form):
    page = forms.IntegerField(required=False, min_value=1)


@project_view()
def detail(request: Request, d: int) -> HttpResponse:
    document = get_object_or_404(Document.objects.filter(project=request.project).for_list(), pk=d)
    form = PageForm(request.GET)
    number = (form.cleaned_data["page"] if form.is_valid() else None) or 1
    page = document.pages.filter(number=number).first()
    context = {
        "document": document, "status": shown(document), "page": page, "nav": "documents",
        "pages": document.pages.without_text(),
        "passages": document.passages.all()[:200],
    }  # fmt: skip
    return render(request, "documents/detail.html", context)
