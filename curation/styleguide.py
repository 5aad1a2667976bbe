"""What pages are made of, shown on one page: for who builds them, not for the daily work."""

from django import forms
from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from curation.accounts.templatetags.ui import LOOKS
from curation.http import Request

COLOURS = [
    "bg", "panel", "sunken", "raised", "ink", "muted", "line", "control", "brand", "on-brand", "brand-soft", "focus",
    "ok", "ok-soft", "warn", "warn-soft", "bad", "bad-soft", "info", "info-soft", "ins", "ins-bg", "del", "del-bg",
    "mark-bg", "series-1", "series-2", "series-3", "series-4", "series-5", "series-6",
]  # fmt: skip
THEMES = [("light", _("Light")), ("dark", _("Dark"))]
CHOICES = [("one", _("Ready")), ("two", _("Waiting"))]


class Sample(forms.Form):
    """One field of each kind."""

    name = forms.CharField(label=_("Name"), help_text=_("What it is for stands under the label."))
    language = forms.ChoiceField(label=_("Language"), choices=CHOICES, required=False)
    note = forms.CharField(label=_("Note"), widget=forms.Textarea(attrs={"rows": 2}), required=False)
    several = forms.MultipleChoiceField(
        label=_("Labels"), choices=CHOICES, widget=forms.CheckboxSelectMultiple, required=False
    )
    one = forms.ChoiceField(label=_("Status"), choices=CHOICES, widget=forms.RadioSelect, required=False)


def show(request: Request) -> HttpResponse:
    """Every component in both themes; for administrators, and for all while the product is being built."""
    if not (settings.DEBUG or request.user.is_superuser):
        raise Http404
    themes = [(theme, words, Sample({f"{theme}-several": ["one"]}, prefix=theme)) for theme, words in THEMES]
    return render(request, "styleguide/show.html", {"themes": themes, "colours": COLOURS, "looks": list(LOOKS)})
