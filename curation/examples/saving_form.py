"""Under which name a search is kept, and for whom."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from curation.examples.forms import SearchForm
from curation.examples.models import SavedSearch


class SavingForm(forms.ModelForm[SavedSearch]):
    """The name and the sharing of one search; its owner and project are those of the instance."""

    class Meta:
        model = SavedSearch
        fields = ["name", "is_shared"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].widget.attrs["autocomplete"] = "off"
        self.auto_id = f"saved-{self.instance.pk or 'new'}-%s"

    def clean_name(self) -> str:
        name = " ".join(self.cleaned_data["name"].split())
        if self._others().filter(owner=self.instance.owner, name__iexact=name).exists():
            raise forms.ValidationError(_("There is a search of this name already. Choose another."))
        return name

    def clean_is_shared(self) -> bool:
        is_shared: bool = self.cleaned_data["is_shared"]
        if is_shared and self._others().filter(is_shared=True).count() >= SavedSearch.most_shared:
            raise forms.ValidationError(
                _("%(n)s searches are shared in this project already. Delete one of them first.")
                % {"n": SavedSearch.most_shared}
            )
        return is_shared

    def _others(self) -> Any:
        return SavedSearch.objects.filter(project=self.instance.project).exclude(pk=self.instance.pk)


class NewSearchForm(SavingForm):
    """The same of a search that is not kept yet."""

    q = forms.CharField(widget=forms.HiddenInput, max_length=400)

    class Meta(SavingForm.Meta):
        fields = ["q", "name", "is_shared"]

    def clean_q(self) -> str:
        search = SearchForm({"q": self.cleaned_data["q"]})
        if not search.is_valid():
            raise forms.ValidationError(search.errors["q"].data)
        return search.cleaned_data["q"]

    def clean(self) -> dict[str, Any]:
        if self._others().filter(owner=self.instance.owner).count() >= SavedSearch.most_own:
            raise forms.ValidationError(
                _("You have %(n)s searches in this project already. Delete one of them first.")
                % {"n": SavedSearch.most_own}
            )
        return super().clean() or self.cleaned_data
