"""The keyboard map as the help page prints it. What a page listens for stands in its own `data-key` attributes."""

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Shortcut(NamedTuple):
    keys: tuple[str, ...]
    does: Promise


SOURCE = [
    Shortcut(("v",), _("Go to the source")),
    Shortcut(("+", "-", "0"), _("Zoom in, zoom out, fit the page")),
    Shortcut(("r", "shift+r"), _("Turn the page right, turn it left")),
    Shortcut(("arrowleft", "arrowright", "arrowup", "arrowdown"), _("Move the page, once in the source")),
    Shortcut(("shift+arrowleft", "shift+arrowright"), _("Select words, once in the source")),
]
SHORTCUTS: list[tuple[Promise, list[Shortcut]]] = [
    (
        _("Annotate"),
        [
            Shortcut(("ctrl+enter",), _("Submit and go to the next example, also inside text")),
            Shortcut(("a",), _("Accept as it is and go to the next example")),
            Shortcut(("ctrl+s",), _("Save the draft now")),
            Shortcut(("e",), _("Edit the completion")),
            Shortcut(("p",), _("Edit the prompt")),
            Shortcut(("escape",), _("Leave the field")),
            Shortcut(("x",), _("Reject")),
            Shortcut(("f",), _("Flag for a reviewer")),
            Shortcut(("s",), _("Skip")),
            Shortcut(("u",), _("Undo the last decision")),
            Shortcut(("1–9",), _("Choose a label by its number")),
            Shortcut(("k", "arrowleft"), _("Look at the example before this one")),
            Shortcut(("j", "arrowright"), _("Go on to the next example")),
            Shortcut(("d",), _("Show or hide the changes from the draft")),
            Shortcut(("n",), _("Next check")),
            Shortcut(("shift+n",), _("Previous check")),
            Shortcut(("l",), _("Go to the labels")),
            Shortcut(("g",), _("Go to the guideline")),
            *SOURCE,
        ],
    ),
    (
        _("Review"),
        [
            Shortcut(("ctrl+enter",), _("Make final")),
            Shortcut(("e",), _("Edit the final text")),
            Shortcut(("x",), _("Reject")),
            Shortcut(("b",), _("Send back with a comment")),
            Shortcut(("s", "j", "arrowright"), _("Skip")),
            Shortcut(("k", "arrowleft"), _("Look at the example before this one")),
            Shortcut(("u",), _("Undo the last decision")),
            Shortcut(("1–9",), _("Choose a version by its number")),
            Shortcut(("d",), _("Show or hide the changes from the draft")),
            Shortcut(("n",), _("Next difference")),
            Shortcut(("shift+n",), _("Previous difference")),
            Shortcut(("l",), _("Go to the labels")),
            *SOURCE,
        ],
    ),
    (
        _("Lists"),
        [
            Shortcut(("j", "k"), _("Next row, row before")),
            Shortcut(("enter",), _("Open the row")),
            Shortcut(("space",), _("Choose the row, where there are check boxes")),
            Shortcut(("shift+space",), _("Choose all rows since the one chosen last")),
        ],
    ),
    (
        _("Everywhere"),
        [
            Shortcut(("ctrl+enter",), _("Submit the form")),
            Shortcut(("f6",), _("Next region of the page")),
            Shortcut(("shift+f6",), _("Previous region of the page")),
            Shortcut(("/",), _("Search")),
            Shortcut(("?",), _("Shortcuts on this page")),
        ],
    ),
]
