"""Whom a manager assigns which drafts to."""

from typing import cast

from django import forms
from django.http import QueryDict
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from curation.accounts.models import User
from curation.examples import assigning
from curation.examples.assigning import MOST
from curation.examples.choosing_form import ChoosingForm
from curation.examples.models.example import ExampleQuerySet
from curation.projects.models import Project


class AssignForm(ChoosingForm):
    """Some examples, by their check boxes or all drafts that a search finds, and who gets them; nobody is everybody."""

    most = MOST

    to = forms.ModelChoiceField(
        label=gettext_lazy("Assign to"),
        queryset=User.objects.none(),
        empty_label=gettext_lazy("Everybody"),
        required=False,
    )
    back = forms.IntegerField(required=False)  # the example from whose page it was asked

    def __init__(self, data: QueryDict | None = None, *, project: Project, to: User | None = None) -> None:
        super().__init__(data, project=project, auto_id="assign-%s", initial={"to": to})
        people = project.annotators().order_by("first_name", "last_name", "username")
        cast(forms.ModelChoiceField, self.fields["to"]).queryset = people

    def fit(self, examples: ExampleQuerySet) -> ExampleQuerySet:
        return examples.drafted()

    def too_many(self) -> str:
        return _("More than %(most)s drafts match. Narrow the search first.")

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
