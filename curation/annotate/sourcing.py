"""Choosing other words of the document as the source of an example."""

from django import forms

from curation.documents.states import PageState
from curation.examples.models import Example


class SourceForm(forms.Form):
    """A piece of a page's text, counted in characters."""

    page = forms.IntegerField(min_value=1)
    start = forms.IntegerField(min_value=0)
    end = forms.IntegerField(min_value=1)


def use(example: Example, form: SourceForm) -> bool:
    """Mark these words as the source; False when the page has no such words."""
    if example.document is None or not form.is_valid():
        return False
    page, start, end = (form.cleaned_data[name] for name in ("page", "start", "end"))
    text = example.document.pages.filter(number=page, state=PageState.READ).values_list("text", flat=True).first()
    if text is None or not text[start:end].strip() or end > len(text):
        return False
    example.evidence = [{"page": page, "start": start, "end": end}]
    example.save(update_fields=["evidence"])
    return True
