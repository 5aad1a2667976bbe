"""Which finals a manager uses for practice."""

from django import forms
from django.http import QueryDict
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy, ngettext

from curation.accounts.models import User
from curation.examples import practising
from curation.examples.choosing_form import ChoosingForm
from curation.examples.models import Example
from curation.examples.models.example import ExampleQuerySet
from curation.projects.models import Project


class PracticeForm(ChoosingForm):
    """Some examples by their check boxes or by a search, or one from its page, where it can be said why this is the
    answer."""

    do = forms.ChoiceField(choices=[("choose", ""), ("spare", "")])
    why = forms.CharField(
        label=gettext_lazy("Why this is the answer"),
        help_text=gettext_lazy("Read by those who have answered, beside the comparison: a paragraph of the guideline."),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    back = forms.IntegerField(required=False)  # the example from whose page it was asked

    def __init__(self, data: QueryDict | None = None, *, project: Project, why: str = "") -> None:
        super().__init__(data, project=project, auto_id="practice-%s", initial={"why": why})

    def fit(self, examples: ExampleQuerySet) -> ExampleQuerySet:
        chosen = self.cleaned_data.get("do") == "choose"
        return examples.final() if chosen else examples.exclude(known_answer=None)

    def carry_out(self, *, by: User) -> str:
        """Do it, and say what was done and what was not."""
        sent = self.cleaned_data
        found = list(sent["chosen"].values_list("pk", flat=True))  # the search may find others once this is done
        chosen = Example.objects.filter(pk__in=found)
        if sent["do"] == "spare":
            return _spared(practising.spare(self.project, chosen, by=by))
        why = sent["why"] if "why" in self.data else None
        n = practising.choose(self.project, chosen, why=why, by=by)
        said, others = _chosen(n), len(found) - n
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
