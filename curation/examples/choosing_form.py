"""Which examples of the list a change is for."""

from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from curation.examples import listing
from curation.examples.forms import SearchForm
from curation.examples.models import Example
from curation.examples.models.example import ExampleQuerySet
from curation.projects.models import Project


class ChoosingForm(forms.Form):
    """Some examples by their check boxes, or all that the search beside them finds."""

    most = 10_000

    chosen = forms.ModelMultipleChoiceField(queryset=Example.objects.none(), required=False)
    every = forms.BooleanField(required=False)

    def __init__(self, data: QueryDict | None = None, *, project: Project, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.project = project
        cast(forms.ModelChoiceField, self.fields["chosen"]).queryset = Example.objects.filter(project=project)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("every"):
            data["chosen"] = self._found()
        elif not data.get("chosen"):
            raise forms.ValidationError(_("Choose at least one example."))
        return data

    def fit(self, examples: ExampleQuerySet) -> ExampleQuerySet:
        """Those of all that are found for which the change is."""
        return examples

    def too_many(self) -> str:
        return _("More than %(most)s examples match. Narrow the search first.")

    def _found(self) -> ExampleQuerySet:
        search = SearchForm(self.data)
        if not search.is_valid():
            raise forms.ValidationError(search.errors["q"].data)
        found = self.fit(listing.found(self.project, search.terms))
        n = found[: self.most + 1].count()
        if not n:
            raise forms.ValidationError(_("None of the examples that match is fit for this."))
        if n > self.most:
            raise forms.ValidationError(self.too_many() % {"most": number_format(self.most, force_grouping=True)})
        return found
