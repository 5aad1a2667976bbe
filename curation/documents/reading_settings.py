"""What a person may set when a page is read again: one table, from which come the form and the reader's options."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from curation.pipeline.ocr import engines, installed

MOST_PAGES = 200  # in one request
LANGUAGES_AT_ONCE = 3  # each one more makes reading slower and not surer


@dataclass(frozen=True, slots=True)
class Setting:
    name: str
    field: Callable[[], forms.Field]
    options: Callable[[Any], dict[str, Any]]  # what a value means for `pipeline.limits.Options`
    offered: Callable[[], bool] = lambda: True


def second_engine() -> bool:
    return settings.SECOND_ENGINE and engines.second() is not None


def yes_or_no(label: "str | Promise") -> Callable[[], forms.Field]:
    return lambda: forms.BooleanField(label=str(label), required=False)


def languages() -> forms.Field:
    return forms.MultipleChoiceField(
        label=_("Languages"),
        choices=languages_installed(),
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 4}),
        help_text=_("If none is chosen, those of the project and the one that the text shows; at most three."),
        validators=[at_most_three],
    )


@cache
def languages_installed() -> tuple[tuple[str, str], ...]:
    return tuple(installed.languages().items())


def at_most_three(chosen: list[str]) -> None:
    if len(chosen) > LANGUAGES_AT_ONCE:
        raise ValidationError(_("Choose at most three languages."))


def rotation() -> forms.Field:
    turns = [("", str(_("as it is found"))), ("0", str(_("as it was scanned")))]
    turns += [(str(angle), str(_("%d° clockwise") % angle)) for angle in (90, 180, 270)]
    return forms.TypedChoiceField(label=_("Turn the page"), choices=turns, required=False, coerce=int, empty_value=None)


def engine() -> forms.Field:
    which = [("", _("as the page needs")), ("first", "Tesseract"), ("second", "RapidOCR")]
    return forms.ChoiceField(label=_("Recognise with"), choices=which, required=False)


BY_SECOND = {"second_engine": True, "prefer_second": True}
SETTINGS = (
    Setting("recognise", yes_or_no(_("Recognise it even where the file has text")), lambda on: {"recognise": True}),
    Setting("languages", languages, lambda codes: {"languages": tuple(codes), "spoken": "", "follow": False}),
    Setting("angle", rotation, lambda angle: {"angle": angle}),
    Setting("photo", yes_or_no(_("It is a photograph of a page")), lambda on: {"clean": True}),
    Setting("handwriting", yes_or_no(_("It is handwritten")), lambda on: BY_SECOND, second_engine),
    Setting("table", yes_or_no(_("It is a table or a receipt")), lambda on: BY_SECOND, second_engine),
    Setting("engine", engine, lambda name: BY_SECOND if name == "second" else {"second_engine": False}, second_engine),
)
# One press each, for a page on which no text was found.
QUICK = (("handwriting", "on", _("Handwriting")), ("angle", "180", _("Upside down")), ("photo", "on", _("Photo")))


def offered() -> tuple[Setting, ...]:
    return tuple(setting for setting in SETTINGS if setting.offered())


def quick() -> list[tuple[str, str, Promise]]:
    names = {setting.name for setting in offered()}
    return [(name, value, label) for name, value, label in QUICK if name in names]


def options(chosen: Mapping[str, Any]) -> dict[str, Any]:
    """The reader's options for what was chosen; a later row of the table wins."""
    found: dict[str, Any] = {}
    for setting in offered():
        value = chosen.get(setting.name)
        if value not in (None, "", False, []):
            found |= setting.options(value)
    return found


class PagesField(forms.CharField):
    """Page numbers as people write them: `2`, or `1-3, 7`."""

    def to_python(self, value: Any) -> Any:
        found: set[int] = set()
        for part in (super().to_python(value) or "").replace("–", "-").split(","):
            first, dash, last = (each.strip() for each in part.partition("-"))
            if not first.isdecimal() or (dash and not last.isdecimal()):
                raise ValidationError(_("Write page numbers such as 2, or 1-3, 7."))
            numbers = range(int(first), int(last or first) + 1)
            if not numbers or len(numbers) + len(found) > MOST_PAGES:
                raise ValidationError(_("Choose from 1 to %(most)d pages."), params={"most": MOST_PAGES})
            found.update(numbers)
        return sorted(found)


class RereadForm(forms.Form):
    pages = PagesField(label=_("Pages"), max_length=120, help_text=_("One page, or several: 1-3, 7"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for setting in offered():
            self.fields[setting.name] = setting.field()

    @property
    def settings(self) -> dict[str, Any]:
        """What was chosen, as `Rereading.settings` keeps it."""
        chosen = {name: value for name, value in self.cleaned_data.items() if name != "pages"}
        return {name: value for name, value in chosen.items() if value not in (None, "", False, [])}
