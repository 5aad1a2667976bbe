"""Making pairs of the rows of a sheet: which column holds what, a preview, and what became of the rows."""

from collections.abc import Iterable
from dataclasses import asdict
from itertools import islice
from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from curation.http import Request
from curation.intake import mapping
from curation.pipeline import media, rows
from curation.pipeline.rows import Columns, RowPair, Sheet
from curation.projects.access import project_view
from curation.projects.roles import Role

PREVIEW = 5  # rows
REFUSED_SHOWN = 100
ROLES = ("prompt", "completion", "label")


class SheetForm(forms.Form):
    """Which sheet of a workbook, in the address; whether its first row names the columns, as posted."""

    sheet = forms.IntegerField(required=False, min_value=0)
    header = forms.BooleanField(required=False)


class RowsForm(forms.Form):
    """The columns by their places; the first row may name them."""

    header = forms.BooleanField(label=gettext_lazy("The first row names the columns"), required=False)
    prompt = forms.TypedChoiceField(label=gettext_lazy("Prompt"), coerce=int)
    completion = forms.TypedChoiceField(label=gettext_lazy("Completion"), coerce=int, required=False, empty_value=None)
    label = forms.TypedChoiceField(label=gettext_lazy("Label"), coerce=int, required=False, empty_value=None)
    preview = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, sheet: Sheet, header: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        columns = [(at, column_name(at, cell, header=header)) for at, cell in enumerate(sheet.first)]
        for role in ROLES:
            none = [] if role == "prompt" else [("", _("No column"))]
            self.fields[role].choices = none + columns  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        chosen = [data[role] for role in ROLES if data.get(role) is not None]
        if not self.errors and len(chosen) < 2:
            raise forms.ValidationError(_("Choose a column for the completion, for the label, or for both."))
        if not self.errors and len(set(chosen)) < len(chosen):
            raise forms.ValidationError(_("Choose a different column for each."))
        return data

    @property
    def columns(self) -> Columns:
        """As posted, or as the form begins."""
        data = self.cleaned_data if self.is_bound else self.initial
        return Columns(data["prompt"], data["completion"], data["label"], header=data["header"])


def column_name(at: int, cell: str, *, header: bool) -> str:
    if header and cell:
        return cell[:80]
    return _("Column %(n)d") % {"n": at + 1} + (f" ({cell[:30]}…)" if cell and not header else "")


@require_http_methods(["GET", "POST"])
@project_view(Role.UPLOADER, Role.MANAGER)
def map_rows(request: Request, d: int) -> HttpResponse:
    """Choose the columns and see five rows; a POST that asks for no preview makes the examples."""
    document = get_object_or_404(request.project.documents, pk=d, media_type__in=media.SHEETS)
    sheets = mapping.sheets_of(document)
    if not sheets:
        raise Http404
    at = chosen_sheet(request, len(sheets))
    form = form_for(request, sheets[at])
    context: dict[str, Any] = {"nav": "documents", "document": document, "form": form, "sheets": sheets, "at": at}
    wrong = form.is_bound and not form.is_valid()
    if not wrong and form.is_bound and not form.cleaned_data["preview"]:
        mapping.remember(request.project, sheets[at], form.columns)
        made = mapping.make(document, sheets[at], form.columns, by=request.user)
        context |= {"made": made, "refused": told(made.refused[:REFUSED_SHOWN])}
    elif not wrong:
        context["preview"] = told(islice(rows.pairs(sheets[at], form.columns), PREVIEW))
    template = "intake/_mapping.html" if request.htmx else "intake/map_rows.html"
    return render(request, template, context, status=422 if wrong else 200)


def chosen_sheet(request: Request, count: int) -> int:
    form = SheetForm(request.GET)
    return min(form.cleaned_data["sheet"] or 0, count - 1) if form.is_valid() else 0


def form_for(request: Request, sheet: Sheet) -> RowsForm:
    """What is posted; else as such a sheet was mapped before, or as its names suggest."""
    if request.method == "POST":
        about = SheetForm(request.POST)
        return RowsForm(request.POST, sheet=sheet, header=about.is_valid() and about.cleaned_data["header"])
    columns = mapping.remembered(request.project, sheet) or rows.likely(*first_rows(sheet))
    return RowsForm(initial=asdict(columns), sheet=sheet, header=columns.header)


def first_rows(sheet: Sheet) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in islice(sheet.rows(), 2)]


def told(pairs: Iterable[RowPair]) -> list[tuple[RowPair, Promise | str]]:
    """Each pair with why it is none."""
    return [(pair, mapping.REASONS[pair.refusal] if pair.refusal else "") for pair in pairs]
