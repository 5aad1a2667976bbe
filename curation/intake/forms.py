"""What people fill in about a file."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from curation.accounts.models import User
from curation.documents.models import Document
from curation.intake import storing
from curation.intake.correcting import Wanted
from curation.pipeline.errors import Encrypted, UnreadableDocument
from curation.projects.models import Project


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
    """Documents of the project, by their check boxes."""

    chosen = forms.ModelMultipleChoiceField(queryset=Document.objects.none())
    sure = forms.BooleanField(required=False)

    def __init__(self, *args: Any, project: Project) -> None:
        super().__init__(*args)
        documents = Document.objects.present().filter(project=project).order_by("-pk")
        self.fields["chosen"].queryset = documents  # type: ignore[attr-defined]

    @property
    def documents(self) -> list[Document]:
        return list(self.cleaned_data["chosen"])


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
