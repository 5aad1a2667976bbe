"""Which finals a manager uses for practice."""

from typing import cast

from django import forms
from django.http import QueryDict
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy, ngettext

from curation.accounts.models import User
from curation.examples import practising
from curation.examples.models import Example
from curation.projects.models import Project


class PracticeForm(forms.Form):
    """Some examples by their check boxes, or one from its page, where it can be said why this is the answer."""

    do = forms.ChoiceField(choices=[("choose", ""), ("spare", "")])
    chosen = forms.ModelMultipleChoiceField(
        queryset=Example.objects.none(), error_messages={"required": gettext_lazy("Choose at least one example.")}
    )
    why = forms.CharField(
        label=gettext_lazy("Why this is the answer"),
        help_text=gettext_lazy("Read by those who have answered, beside the comparison: a paragraph of the guideline."),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    back = forms.IntegerField(required=False)  # the example from whose page it was asked

    def __init__(self, data: QueryDict | None = None, *, project: Project, why: str = "") -> None:
        super().__init__(data, auto_id="practice-%s", initial={"why": why})
        self.project = project
        cast(forms.ModelMultipleChoiceField, self.fields["chosen"]).queryset = Example.objects.filter(project=project)

    def carry_out(self, *, by: User) -> str:
        """Do it, and say what was done and what was not."""
        sent = self.cleaned_data
        if sent["do"] == "spare":
            return _spared(practising.spare(self.project, sent["chosen"], by=by))
        why = sent["why"] if "why" in self.data else None
        n = practising.choose(self.project, sent["chosen"], why=why, by=by)
        said, others = _chosen(n), sent["chosen"].count() - n
        return f"{said} {_left(others)}" if others else said


def _chosen(n: int) -> str:
    said = ngettext("%(n)s example is used for practice.", "%(n)s examples are used for practice.", n)
    return said % {"n": number_format(n, force_grouping=True)}


def _spared(n: int) -> str:
    said = ngettext("%(n)s example is out of practice now.", "%(n)s examples are out of practice now.", n)
    return said % {"n": number_format(n, force_grouping=True)}


def _left(n: int) -> str:
    said = ngettext(
        "%(n)s is not final, so its answer is not known.", "%(n)s are not final, so their answers are not known.", n
    )
    return said % {"n": number_format(n, force_grouping=True)}
