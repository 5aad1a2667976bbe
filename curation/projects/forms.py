"""What a manager may set about a project, and the guideline."""

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from curation.projects.models import Guideline, Project


class ProjectForm(forms.ModelForm):
    """What a project needs to begin."""

    class Meta:
        model = Project
        fields = ["name", "kind", "language"]
        help_texts = {
            "name": _("What the people in it call it, such as “Cardiology letters”."),
            "kind": _("What the examples teach. It can be changed later for new documents."),
            "language": _("Text recognition and drafting follow it. The screens follow each person's own language."),
        }


class GeneralForm(ProjectForm):
    class Meta(ProjectForm.Meta):
        fields = ["name", "language"]


class TaskForm(forms.ModelForm):
    class Meta:
        model = Project
        fields = [
            "kind",
            "versions_needed",
            "sign_off",
            "sign_off_share",
            "completion_tokens",
            "tokenizer",
        ]
        widgets = {"sign_off": forms.RadioSelect}
        help_texts = {
            "kind": _("Counts for documents read from now on. Examples already drafted stay as they are."),
            "versions_needed": _("How many people write each example before it is compared, from 1 to 5."),
            "sign_off": _("Which submitted examples wait for a reviewer before they become final."),
            "sign_off_share": _("Used when a share is signed off. The others become final when they are submitted."),
            "completion_tokens": _("A longer completion can be saved, but is marked for the person who writes it."),
            "tokenizer": _("The model that will be trained. Where tokens can only be estimated, counts begin with ~."),
        }


class GuidelineForm(forms.ModelForm):
    """The text of the next edition; `seen` is the number of the one it was written from.

    The page always gives the newest number, so that saving once more after a refusal is a decision.
    """

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    class Meta:
        model = Guideline
        fields = ["text"]
        labels = {"text": _("Guideline")}
        help_texts = {"text": _("Markdown: # for a heading, - for a list, **bold**.")}
        widgets = {"text": forms.Textarea(attrs={"rows": 16})}

    def __init__(self, data: QueryDict | None, *, current: Guideline | None) -> None:
        self.current = current
        self.number = current.number if current else 0
        super().__init__(data, initial={"text": current.text if current else ""})
        self.fields["text"].required = True

    def clean_seen(self) -> int:
        seen: int = self.cleaned_data["seen"]
        if seen != self.number:
            raise forms.ValidationError(
                _("Version %(number)s was saved while you wrote. Compare the two, then save again to replace it."),
                params={"number": self.number},
            )
        return seen
