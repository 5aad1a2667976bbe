"""A document's state in the words of its row."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from curation.documents.models import Document
from curation.documents.states import State


@dataclass(frozen=True, slots=True)
class Shown:
    look: str  # of the badge
    words: str
    done: int | None = None  # pages, while they are being read


def shown(document: Document) -> Shown:
    """`document` comes from `for_list()`, which counts its pages."""
    match State(document.state):
        case State.WAITING | State.OPENING:
            return Shown("waiting", _("Waiting"))
        case State.READING:
            done, total = document.pages_read + document.pages_failed, document.page_count or 0
            words = _("Reading page %(n)d of %(total)d") % {"n": min(done + 1, total), "total": total}
            return Shown("reading", words, done)
        case State.DRAFTING:
            return Shown("reading", _("Drafting examples"))
        case State.FAILED:
            return Shown("failed", document.problem_sentence or _("Not read"))
    return ready(document)


def ready(document: Document) -> Shown:
    """Ready, and what keeps a person from relying on it blindly."""
    if document.pages_failed:
        words = ngettext(
            "%(n)d of %(total)d pages failed", "%(n)d of %(total)d pages failed", document.pages_failed
        ) % {"n": document.pages_failed, "total": document.page_count or 0}
        return Shown("attention", words)
    if document.pages_hard == 1:
        return Shown("attention", _("Ready, page %(n)d is hard to read") % {"n": document.first_hard or 0})
    if document.pages_hard:
        words = ngettext(
            "Ready, %(n)d page is hard to read", "Ready, %(n)d pages are hard to read", document.pages_hard
        )
        return Shown("attention", words % {"n": document.pages_hard})
    if document.problem:
        return Shown("attention", document.problem_sentence)
    return Shown("ready", _("Ready"))
