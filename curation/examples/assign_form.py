"""Whom a manager assigns which drafts to."""

from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from curation.accounts.models import User
from curation.examples import assigning, listing
from curation.examples.assigning import MOST
from curation.examples.forms import SearchForm
from curation.examples.models import Example
from curation.examples.models.example import ExampleQuerySet
from curation.projects.models import Project


class AssignForm(forms.Form):
    """Some examples, by their check boxes or all drafts that a search finds, and who gets them; nobody is everybody."""

    to = forms.ModelChoiceField(
        label=gettext_lazy("Assign to"),
        queryset=User.objects.none(),
        empty_label=gettext_lazy("Everybody"),
        required=False,
    )
    chosen = forms.ModelMultipleChoiceField(queryset=Example.objects.none(), required=False)
    every = forms.BooleanField(required=False)
    back = forms.IntegerField(required=False)  # the example from whose page it was asked

    def __init__(self, data: QueryDict | None = None, *, project: Project, to: User | None = None) -> None:
        super().__init__(data, auto_id="assign-%s", initial={"to": to})
        self.project = project
        people = project.annotators().order_by("first_name", "last_name", "username")
        cast(forms.ModelChoiceField, self.fields["to"]).queryset = people
        cast(forms.ModelChoiceField, self.fields["chosen"]).queryset = Example.objects.filter(project=project)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("every"):
            data["chosen"] = self._found()
        elif not data.get("chosen"):
            raise forms.ValidationError(_("Choose at least one example."))
        return data

    def _found(self) -> ExampleQuerySet:
        search = SearchForm(self.data)
        if not search.is_valid():
            raise forms.ValidationError(search.errors["q"].data)
        found = listing.found(self.project, search.terms).drafted()
        if found[: MOST + 1].count() > MOST:
            most = number_format(MOST, force_grouping=True)
            raise forms.ValidationError(_("More than %(most)s drafts match. Narrow the search first.") % {"most": most})
        return found

    def assign(self, *, by: User) -> str:
        """Do it, and say what was done and what was not."""
        to, chosen = self.cleaned_data["to"], self.cleaned_data["chosen"]
        asked = chosen.count()
        n = assigning.assign(chosen, to, by=by)
        said = _assigned(n, to) if to else _freed(n)
        return f"{said} {_left(asked - n)}" if asked > n else said


def _assigned(n: int, to: User) -> str:
    said = ngettext("%(n)s example is assigned to %(who)s.", "%(n)s examples are assigned to %(who)s.", n)
    return said % {"n": number_format(n, force_grouping=True), "who": to}


def _freed(n: int) -> str:
    said = ngettext("%(n)s example is everybody’s again.", "%(n)s examples are everybody’s again.", n)
    return said % {"n": number_format(n, force_grouping=True)}


def _left(n: int) -> str:
    """Why the others are as they were."""
    said = ngettext(
        "%(n)s stays as it was: settled, on somebody’s screen now, decided by that person, or assigned so already.",
        "%(n)s stay as they were: settled, on somebody’s screen now, decided by that person, or assigned so already.",
        n,
    )
    return said % {"n": number_format(n, force_grouping=True)}
