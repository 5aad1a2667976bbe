"""What a person may tell us about themselves."""

from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm, UsernameField
from django.utils.translation import gettext_lazy as _

from curation.accounts.models import Density, Theme, User

LANGUAGES = [("en", "English"), ("es", "Español")]  # each in its own words, whatever the interface speaks


class SignInForm(AuthenticationForm):
    username = UsernameField(
        label=_("Email or user name"), widget=forms.TextInput(attrs={"autofocus": True, "autocapitalize": "none"})
    )
    error_messages = {
        **AuthenticationForm.error_messages,
        "invalid_login": _("The user name or password is not right. Check capital letters and try again."),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].widget.attrs["autocomplete"] = "username"


class LanguageForm(forms.Form):
    language = forms.ChoiceField(choices=LANGUAGES)


class ThemeForm(forms.Form):
    theme = forms.ChoiceField(choices=Theme)


class SettingsForm(forms.ModelForm):
    language = forms.ChoiceField(
        label=_("Language"), choices=[("", _("Same as the browser")), *LANGUAGES], required=False
    )
    theme = forms.ChoiceField(label=_("Theme"), choices=Theme, widget=forms.RadioSelect)
    text_size = forms.TypedChoiceField(
        label=_("Text size"),
        choices=[(size, f"{size}\u202f%") for size in range(90, 131, 10)],
        coerce=int,
        widget=forms.RadioSelect,
    )
    density = forms.ChoiceField(label=_("Density"), choices=Density, widget=forms.RadioSelect)
    single_keys = forms.BooleanField(
        label=_("Single-key shortcuts"),
        help_text=_("Letters and digits work as commands outside text fields. Ctrl+Enter works either way."),
        required=False,
    )

    dim_pages = forms.BooleanField(
        label=_("Dim pages"),
        help_text=_("In the dark theme, pictures of pages are shown less bright."),
        required=False,
    )
    confirm_submit = forms.BooleanField(
        label=_("Confirm before submit"),
        help_text=_("Submit asks once more, on the same button."),
        required=False,
    )

    class Meta:
        model = User
        fields = ["language", "theme", "text_size", "density", "single_keys", "dim_pages", "confirm_submit"]
