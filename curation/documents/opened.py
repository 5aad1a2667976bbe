"""Everything the screen of one document shows: its pages, one of them large, and what was found on it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from itertools import pairwise
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.db.models import Count, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from curation.documents import pageview, wording
from curation.documents.models import Correction, Document, Page, Passage, Rereading
from curation.documents.models.correction import can_be_corrected
from curation.documents.models.rereading import MOVING, Progress
from curation.documents.pageview import PageView, Sheet
from curation.documents.reading_settings import RereadForm, quick
from curation.documents.states import PageState
from curation.documents.status import Shown, shown
from curation.pipeline import diff
from curation.pipeline.correcting import other_reading
from curation.pipeline.media import SHEETS
from curation.pipeline.pictures import WIDTHS

TABS = {"text": _("Text"), "passages": _("Passages"), "examples": _("Examples")}
EXAMPLES_SHOWN = 50


@dataclass(frozen=True)
class Leaf:
    """A page in the strip."""

    page: Page
    picture: str
    new_reading: str  # state of a reading nobody has answered


@dataclass(frozen=True)
class Found:
    """A passage on the page, and its outline there."""

    passage: Passage
    examples: int
    outline: str
    pages: Sequence[str]  # as they are cited


@dataclass(frozen=True)
class Typed:
    """A correction that was not taken, as it was sent."""

    text: str
    form: forms.Form
    is_late: bool  # somebody else changed the word first
    now: str  # what it says now; empty when the page was read anew


class Opened:
    """One document with page `number` open; `document` comes from `for_list()`."""

    def __init__(self, slug: str, document: Document, *, number: int, tab: str, passage: int | None) -> None:
        self.slug, self.document, self.tab, self._passage = slug, document, tab or "text", passage
        self.number = min(number or self._first_number(), document.page_count or 1)

    here: int | None = None  # the place of a word that is marked
    typed: Typed | None = None

    def _first_number(self) -> int:
        return self.marked.spans[0][0] if self.marked and self.marked.spans else 1

    @property
    def has_rows(self) -> bool:
        """Whether pairs can be made of its rows."""
        return self.document.media_type in SHEETS

    @cached_property
    def status(self) -> Shown:
        return shown(self.document)

    # --- the strip ---------------------------------------------------------------------------------------------------
    @cached_property
    def leaves(self) -> list[Leaf]:
        pages = self.document.pages.without_text()
        return [Leaf(page, self._picture(page, WIDTHS[0]), self.new_readings.get(page.number, "")) for page in pages]

    def _picture(self, page: Page, width: int) -> str:
        return pageview.picture_address(self.slug, self.document, page, width) if page.width else ""

    @cached_property
    def new_readings(self) -> Mapping[int, str]:
        """Page number -> state of its reading that nobody has answered."""
        found = Rereading.objects.open().filter(page__document=self.document)
        return dict(found.values_list("page__number", "state"))

    @cached_property
    def done(self) -> list[int]:
        return [number for number, state in self.new_readings.items() if state == Progress.DONE]

    @property
    def is_moving(self) -> bool:
        return self.document.is_moving or any(state in MOVING for state in self.new_readings.values())

    @cached_property
    def seen(self) -> str:
        """Changes whenever the strip would look different."""
        pages = [(leaf.page.number, leaf.page.state, leaf.page.revision, leaf.new_reading) for leaf in self.leaves]
        return sha256(repr((self.document.state, pages)).encode()).hexdigest()[:16]

    # --- the open page -----------------------------------------------------------------------------------------------
    @cached_property
    def page(self) -> Page | None:
        return self.document.pages.filter(number=self.number).first()

    @property
    def cited(self) -> str:
        return self.page.cited if self.page else str(self.number)

    @cached_property
    def view(self) -> PageView:
        spans = self.marked.page_spans(0, len(self.marked.text)) if self.marked else []
        return pageview.build(self.slug, self.document, spans, numbers=[self.number])

    @property
    def sheet(self) -> Sheet | None:
        return self.view.sheets[0] if self.view.sheets else None

    @property
    def neighbours(self) -> list[str]:
        """Pictures worth fetching before they are asked for."""
        near = self.document.pages.without_text().filter(number__in=[self.number - 1, self.number + 1])
        return [picture for page in near if (picture := self._picture(page, WIDTHS[1]))]

    @property
    def rest(self) -> str:
        """What of the address stays when another page is opened."""
        return urlencode({"tab": self.tab})

    @cached_property
    def state(self) -> str:
        """Changes when the open page would look different; the page asks for it while something is at work."""
        page, new = self.page, self.rereading
        return f"{page.state}-{page.revision}-{new.pk if new else ''}-{new.state if new else ''}" if page else "none"

    @property
    def page_is_moving(self) -> bool:
        waits = self.document.is_moving and (self.page is None or self.page.state == PageState.WAITING)
        return waits or bool(self.rereading and self.rereading.is_moving)

    @cached_property
    def pieces(self) -> list[wording.Piece]:
        machine = {each.word: each.machine for each in self.corrections}
        return wording.pieces(self.page.content, machine) if self.page else []

    @property
    def hard_pieces(self) -> list[wording.Piece]:
        return [piece for piece in self.pieces if piece.sure == "low"]

    # --- putting words right -----------------------------------------------------------------------------------------
    @property
    def can_be_corrected(self) -> bool:
        return self.page is not None and can_be_corrected(self.page)

    @cached_property
    def corrections(self) -> list[Correction]:
        return list(Correction.objects.of(self.page)) if self.page else []

    @property
    def word(self) -> wording.Piece | None:
        """The one to be put right, when the address or a refused correction names it."""
        return next((piece for piece in self.pieces if piece.word and piece.place == self.here), None)

    # --- reading it again --------------------------------------------------------------------------------------------
    @cached_property
    def rereading(self) -> Rereading | None:
        open_ones = Rereading.objects.open().select_related("page").filter(page__document=self.document)
        return open_ones.filter(page__number=self.number).first()

    @cached_property
    def changes(self) -> list[diff.Piece]:
        return diff.words(self.page.text if self.page else "", self.rereading.fit.page.text if self.rereading else "")

    @property
    def is_unchanged(self) -> bool:
        return all(piece.op == "equal" for piece in self.changes)

    @cached_property
    def other(self) -> list[diff.Piece]:
        """What another engine read of the page, compared with its text; nothing where the two agree."""
        if self.page is None or not self.page.alternative or self.rereading:
            return []
        pieces = diff.words(self.page.text, other_reading(self.page.content).text)
        return [] if all(piece.op == "equal" for piece in pieces) else pieces

    @property
    def other_places(self) -> int:
        """Where the two disagree: what was put in the place of something counts once."""
        ops = ["equal", *(piece.op for piece in self.other)]
        return sum(one == "equal" != other for one, other in pairwise(ops))

    @cached_property
    def reread_form(self) -> RereadForm:
        return RereadForm(initial={"pages": str(self.number)}, auto_id="reread_%s")

    @property
    def can_be_reread(self) -> bool:
        return self.document.has_pictures and self.page is not None and self.page.state != PageState.WAITING

    @property
    def quick_settings(self) -> list[tuple[str, str, Promise]]:
        return quick()

    # --- what was made of it -----------------------------------------------------------------------------------------
    @property
    def tabs(self) -> list[tuple[str, Promise, int | None]]:
        counts = {"passages": self._passages.count(), "examples": self._examples.count()}
        return [(name, label, counts.get(name)) for name, label in TABS.items()]

    @property
    def _passages(self) -> QuerySet[Passage]:
        """As the pages are cut now: older ones stay only under examples that somebody opened."""
        recipe = {"recipe": self.document.recipe} if self.document.recipe else {}
        return self.document.passages.filter(**recipe)

    @property
    def _examples(self) -> QuerySet[Any]:
        return self.document.examples.order_by("pk")

    @cached_property
    def marked(self) -> Passage | None:
        return self.document.passages.filter(pk=self._passage).first() if self._passage else None

    @cached_property
    def passages(self) -> list[Found]:
        """Those that touch the open page."""
        cut = self._passages.annotate(made=Count("examples"))
        here = (passage for passage in cut if any(row[0] == self.number for row in passage.spans))
        return [Found(passage, passage.made, self._outline(passage), self._cited(passage)) for passage in here]

    def _cited(self, passage: Passage) -> list[str]:
        return [self._names[number] for number in sorted({row[0] for row in passage.spans} & self._names.keys())]

    @cached_property
    def _names(self) -> Mapping[int, str]:
        return {page.number: page.cited for page in self.document.pages.only("number", "label")}

    def _outline(self, passage: Passage) -> str:
        if self.sheet is None:
            return ""
        spans = passage.page_spans(0, len(passage.text))
        ranges = [(span["start"], span["end"]) for span in spans if span["page"] == self.number]
        return Sheet(self.sheet.page, ranges, "").span

    @cached_property
    def examples(self) -> list[Any]:
        return list(self._examples.prefetch_related("versions__author")[:EXAMPLES_SHOWN])
