"""What a manager says about a dataset version, gathered over the steps of one form."""

import re
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from django import forms
from django.db.models import Exists, OuterRef
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from curation.accounts.models import User
from curation.datasets.checking import ERRORS
from curation.datasets.models import DatasetVersion
from curation.datasets.states import PARTS
from curation.documents.models import Document
from curation.examples.models import Example
from curation.pipeline.formats.options import Options
from curation.pipeline.formats.registry import FORMATS
from curation.projects.models import Project, labels_of

STEPS: Mapping[str, tuple[str, ...]] = {
    "choose": ("collections", "labels", "documents"),
    "split": ("train", "validation", "test", "seed"),
    "check": ("formats", "system", "separator", "stop", "leading_space", "leave_out"),
    "build": ("notes", "warnings_seen"),
}
FORMAT_NAMES = {
    "openai-chat": _("Chat messages"),
    "openai-completion": _("Prompt and completion"),
}
LEAVABLE = [(check, check) for checks in ERRORS.values() for check in checks]
DOCUMENTS_SHOWN = 200  # each one ticked is part of the address, whose length servers limit
ESCAPED = {"n": "\n", "t": "\t", "\\": "\\"}


class EscapedField(forms.CharField):
    """Text whose line ends and tabs are typed as in a program: one line that shows what is there."""

    def __init__(self, *, initial: str, **kwargs: Any) -> None:
        shown = initial.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t")
        super().__init__(initial=shown, strip=False, required=False, max_length=60, **kwargs)

    def to_python(self, value: Any) -> str:
        return re.sub(r"\\([nt\\])", lambda found: ESCAPED[found[1]], super().to_python(value) or "")


class Share(forms.IntegerField):
    def __init__(self, label: Any, initial: int) -> None:
        super().__init__(label=label, initial=initial, min_value=0, max_value=100)


class PlanForm(forms.Form):
    collections: forms.ModelMultipleChoiceField = forms.ModelMultipleChoiceField(
        None,
        label=_("Only these collections"),
        help_text=_("Nothing ticked: all. In the list of examples, reviewers put finals in collections."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    labels: forms.ModelMultipleChoiceField = forms.ModelMultipleChoiceField(
        None,
        label=_("Only these labels"),
        help_text=_("Nothing ticked: all."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    documents: forms.ModelMultipleChoiceField = forms.ModelMultipleChoiceField(
        None,
        label=_("Only these documents"),
        help_text=_("Nothing ticked: all. The newest 200 with final examples are listed."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    train = Share(_("Train, in percent"), 80)
    validation = Share(_("Validation, in percent"), 10)
    test = Share(_("Test, in percent"), 10)
    seed = forms.IntegerField(
        label=_("Seed"),
        help_text=_("The same seed deals the same documents into the same parts. Another one deals them anew."),
        initial=42,
        min_value=0,
        max_value=2**31 - 1,
    )
    formats = forms.MultipleChoiceField(
        label=_("Formats"),
        choices=[(name, FORMAT_NAMES.get(name, name)) for name in FORMATS],
        initial=["openai-chat"],
        widget=forms.CheckboxSelectMultiple,
    )
    system = forms.CharField(
        label=_("System message"),
        help_text=_("Chat messages: stands before every example that has none of its own."),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    separator = EscapedField(
        label=_("Separator"),
        help_text=_("Prompt and completion: ends every prompt. \\n is a line end."),
        initial=Options().separator,
    )
    stop = EscapedField(
        label=_("Stop sequence"), help_text=_("Prompt and completion: ends every completion."), initial=Options().stop
    )
    leading_space = forms.BooleanField(
        label=_("Begin every completion with a space"), initial=Options().leading_space, required=False
    )
    leave_out = forms.MultipleChoiceField(
        choices=LEAVABLE, required=False, label=_("Leave out"), widget=forms.CheckboxSelectMultiple
    )
    notes = forms.CharField(
        label=_("Notes"),
        help_text=_("What this version is for. It is kept with the version and cannot be changed later."),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    warnings_seen = forms.BooleanField(label=_("Build with these warnings"), required=False)
    number = forms.IntegerField(min_value=1, required=False, widget=forms.HiddenInput)  # the one that was announced

    def __init__(self, data: QueryDict, *, project: Project) -> None:
        """Data without the split, which every step sends, begins with the plan that fits most."""
        self.project = project
        super().__init__(data if "train" in data else self._usual(data))
        self.fields["collections"].queryset = project.collections.filled()  # type: ignore[attr-defined]
        self.fields["labels"].queryset = labels_of(project)  # type: ignore[attr-defined]
        final = Example.objects.final().filter(document=OuterRef("pk"))
        usable = Document.objects.filter(Exists(final), project=project)
        newest = usable.order_by("-pk").values("pk")[:DOCUMENTS_SHOWN]
        self.fields["documents"].queryset = usable.filter(pk__in=newest).order_by("name")  # type: ignore[attr-defined]

    def _usual(self, data: QueryDict) -> QueryDict:
        usual = QueryDict(mutable=True)
        for name, field in self.base_fields.items():
            if name in data:
                usual.setlist(name, data.getlist(name))
            elif field.initial is not None:
                usual.setlist(name, field.initial if isinstance(field.initial, list) else [field.initial])
        return usual

    def clean(self) -> dict[str, Any]:
        shares = [self.cleaned_data[part] for part in PARTS if part in self.cleaned_data]
        if len(shares) == len(PARTS) and (sum(shares) != 100 or not shares[0]):
            self.add_error("train", _("The three shares must add up to 100, with something for train."))
        return self.cleaned_data

    def first_step_with_errors(self) -> str | None:
        return next((step for step, fields in STEPS.items() if any(name in self.errors for name in fields)), None)

    def version(self, *, by: User | None = None) -> DatasetVersion:
        """What was said, as a version that is not stored."""
        said = self.cleaned_data
        return DatasetVersion(
            project=self.project,
            number=said["number"] or 0,
            choice={
                "collections": sorted(collection.pk for collection in said["collections"]),
                "labels": sorted(label.pk for label in said["labels"]),
                "documents": sorted(document.pk for document in said["documents"]),
                "leave_out": sorted(said["leave_out"]),
            },
            shares={part: said[part] for part in PARTS},
            seed=said["seed"],
            formats=said["formats"],
            options=asdict(Options(said["system"], said["separator"], said["stop"], said["leading_space"])),
            notes=said["notes"],
            created_by=by,
        )
