"""How a project's documents are cut into passages and drafted from."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms.boundfield import BoundWidget
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from curation.pipeline.drafting import registry
from curation.projects.drafter_words import WORDS
from curation.projects.models import Project


class DraftingForm(forms.ModelForm):
    """The drafters of the project's task; those of other tasks keep their setting."""

    drafters = forms.MultipleChoiceField(
        label=_("Drafters"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None of them needs a language model. What they take from a document stands there word for word."),
    )

    class Meta:
        model = Project
        fields = ["drafts_per_passage", "passage_unit", "passage_characters", "passage_tokens", "model_drafting"]
        widgets = {"passage_unit": forms.RadioSelect}
        help_texts = {
            "drafts_per_passage": _("From 1 to 20. Where more are found, those most likely to be of use are kept."),
            "passage_characters": _("From 200 to 20,000. Used when passages are measured in characters."),
            "passage_tokens": _("From 50 to 5,000. Used when passages are measured in tokens."),
            "model_drafting": _(
                "Passages of the documents are then sent to the model that the administrator has named."
            ),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance.model_available:
            del self.fields["model_drafting"]
        self.families = [one.family for one in registry.ALL if self.instance.kind in one.kinds]
        choices = [(family, WORDS[family].name) for family in self.families]
        self.fields["drafters"].choices = choices  # type: ignore[attr-defined]
        self.initial["drafters"] = [family for family in self.families if family not in self.instance.drafters_off]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        others = set(self.instance.drafters_off).difference(self.families)
        chosen = data.get("drafters", [])
        self.instance.drafters_off = sorted(others | {family for family in self.families if family not in chosen})
        return data

    def drafter_choices(self) -> Iterator[tuple[BoundWidget, str | Promise]]:
        """Each drafter's box with the sentence about it."""
        for box, family in zip(self["drafters"], self.families, strict=True):
            yield box, WORDS[family].makes
