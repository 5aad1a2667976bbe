"""What people fill in about a file."""

import hashlib
from functools import cached_property
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from curation.accounts.models import User
from curation.documents.finding import FilterForm, filters_in, found
from curation.documents.models import Document
from curation.intake import storing
from curation.intake.correcting import Wanted
from curation.pipeline.errors import Encrypted, UnreadableDocument
from curation.projects.models import Membership, Project
from curation.projects.roles import Role


class PasswordForm(forms.Form):
    password = forms.CharField(
        label=_("Password of the file"),
        help_text=_("It is used once, to open the file. It is not kept."),
        strip=False,
        max_length=1000,
        widget=forms.PasswordInput(attrs={"autocomplete": "off", "autofocus": True}),
    )

    def opens(self, document: Document, *, by: User) -> bool:
        """Unlock the document; say at the field why that could not be done."""
        try:
            storing.unlock(document, self.cleaned_data["password"], by=by)
        except Encrypted:
            self.add_error("password", _("That password does not open the file. Check capital letters and try again."))
        except UnreadableDocument:
            self.add_error(None, _("The file could not be opened, even with a password."))
        return self.is_valid()


class ChosenForm(forms.Form):
    """Documents of the project: by their check boxes, or all that a filter of the list leaves."""

    chosen = forms.ModelMultipleChoiceField(queryset=Document.objects.none(), required=False)
    every = forms.BooleanField(required=False)
    confirmed = forms.CharField(required=False, max_length=64)  # the mark of the documents that were looked at

    def __init__(self, data: QueryDict, *, project: Project) -> None:
        super().__init__(data)
        self.project = project
        documents = Document.objects.present().filter(project=project)
        self.fields["chosen"].queryset = documents  # type: ignore[attr-defined]
        self.filters = filters_in(FilterForm(data, project).wanted)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if not data.get("every") and not data.get("chosen"):
            raise forms.ValidationError(_("Choose at least one document."))
        return data

    @cached_property
    def pks(self) -> list[int]:
        """Of the documents, newest first."""
        every = self.cleaned_data["every"]
        chosen = found(self.project, self.filters) if every else self.cleaned_data["chosen"]
        return list(chosen.order_by("-pk").values_list("pk", flat=True))

    @property
    def mark(self) -> str:
        """Names these documents and no others, so that what is done is what was looked at."""
        return hashlib.sha256(repr(self.pks).encode()).hexdigest()

    @property
    def is_confirmed(self) -> bool:
        return self.cleaned_data["confirmed"] == self.mark

    @property
    def is_stale(self) -> bool:
        """Since it was looked at."""
        return bool(self.cleaned_data["confirmed"]) and not self.is_confirmed

    @property
    def carried(self) -> list[tuple[str, str]]:
        """The fields that choose the same again."""
        if self.cleaned_data["every"]:
            return [("every", "on"), *((name, str(value)) for name, value in self.filters.items())]
        return [("chosen", str(pk)) for pk in self.pks]


class TargetForm(forms.Form):
    """Another project in which the person may upload."""

    to = forms.ModelChoiceField(label=_("Move to"), queryset=Project.objects.none(), empty_label=None, required=False)

    def __init__(self, data: QueryDict, *, project: Project, user: User) -> None:
        super().__init__(data)
        mine = Membership.objects.filter(user=user, role=Role.UPLOADER).exclude(project=project)
        projects = Project.objects.filter(pk__in=mine.values("project")).order_by("name")
        self.fields["to"].queryset = projects  # type: ignore[attr-defined]


class WordForm(forms.Form):
    """A word of a page as it was seen, and as it stands on the paper."""

    word = forms.IntegerField(min_value=0)
    revision = forms.IntegerField(min_value=0)
    seen = forms.CharField(strip=False, max_length=1000)
    text = forms.CharField(
        label=_("The word as it stands on the page"),
        max_length=200,
        error_messages={"required": _("Type the word as it stands on the page.")},
    )

    def clean_text(self) -> str:
        return " ".join(self.cleaned_data["text"].split())

    def wanted(self, page: int) -> Wanted:
        return Wanted(page=page, **self.cleaned_data)
