"""What a person may choose about the dashboard."""

from django import forms
from django.http import QueryDict

PERIODS = (7, 30)


class PeriodForm(forms.Form):
    days = forms.TypedChoiceField(choices=[(days, days) for days in PERIODS], coerce=int)


def chosen_days(query: QueryDict) -> int:
    """The period asked for, else the shortest."""
    form = PeriodForm(query)
    return form.cleaned_data["days"] if form.is_valid() else PERIODS[0]
