"""What the examples' screens read from the address and take from people."""

from typing import cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from curation.examples.search import SearchError, Term, ValueUnread, parse
from curation.examples.suggesting import Typed
from curation.examples.turns import posted

LIKE = {
    "conf": _("conf:<70, conf:>=90, conf:70..90"),
    "tokens": _("tokens:>400, tokens:<50, tokens:50..400"),
    "before": _("before:2026-11-30"),
    "after": _("after:2026-11-30"),
}


class SearchForm(forms.Form):
    q = forms.CharField(
        label=_("Search prompts and completions"),
        help_text=_(
            "A word is found by how it begins, with or without accents; several words all have to stand in it."
        ),
        required=False,
        max_length=400,
        widget=forms.SearchInput(attrs={"data-key": "/", "autocomplete": "off", "spellcheck": "false"}),
    )
    before = forms.IntegerField(required=False, min_value=1)
    after = forms.IntegerField(required=False, min_value=1)

    terms: list[Term] = []

    def clean_q(self) -> str:
        query = self.cleaned_data["q"]
        try:
            self.terms = parse(query)
        except SearchError as error:
            raise forms.ValidationError(
                _("“%(word)s” means nothing here. Did you mean “%(nearest)s”?"),
                params={"word": error.word, "nearest": error.nearest},
            ) from error
        except ValueUnread as error:
            like = LIKE[error.name]
            raise forms.ValidationError(
                _("“%(word)s” cannot be read. Write it like %(like)s."), params={"word": error.word, "like": like}
            ) from error
        return query


class ReopenForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    note = forms.CharField(label=_("Why is it reopened?"), required=False, widget=forms.Textarea(attrs={"rows": 2}))


class PatchForm(forms.Form):
    """What to do with a suggested change; without scripts the editors are sent along."""

    answer = forms.ChoiceField(choices=[("take", ""), ("decline", "")])
    prompt = forms.CharField(required=False, strip=False)
    input = forms.CharField(required=False, strip=False)  # of an instruction
    completion = forms.CharField(required=False, strip=False)
    turns = forms.BooleanField(required=False)  # the turns of a conversation come along, as `role` and `content`

    @property
    def typed(self) -> Typed:
        sent = {name: self.cleaned_data[name] for name in ("prompt", "input", "completion") if name in self.data}
        rows = (cast(QueryDict, self.data).getlist(name) for name in ("role", "content"))
        turns = posted(*rows) if self.cleaned_data["turns"] else None
        return Typed({name: text.replace("\r\n", "\n") for name, text in sent.items()}, turns)
