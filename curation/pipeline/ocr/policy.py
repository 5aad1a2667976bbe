"""How one page picture is read: clean it where it needs that, read it once, and ask further only in doubt."""

import time
from collections.abc import Sequence
from dataclasses import replace

from PIL import Image

from curation.pipeline.errors import Damaged, NoText
from curation.pipeline.layout import Line
from curation.pipeline.limits import Options
from curation.pipeline.ocr import (
    bars,
    bullets,
    cache,
    comparing,
    defects,
    engines,
    installed,
    letters,
    order,
    restoring,
    thresholds,
    tongues,
)
from curation.pipeline.ocr.defects import Defects
from curation.pipeline.ocr.engine import SecondEngine
from curation.pipeline.ocr.recognised import Recognised

NOISE = "The picture of this page shows nothing but noise."


def recognise(
    picture: Image.Image, options: Options, *, dpi: int = 0, seconds: float | None = None, whole: bool = True
) -> Recognised:
    """Read a picture of a `whole` page or of less, or recall how it was read with the same options before.

    Raise NoText for a whole page of noise.
    """
    gray = picture if picture.mode == "L" else picture.convert("L")
    installed.check(options.languages)
    if defects.is_noise(gray):
        if whole:
            raise NoText(NOISE)
        return Recognised((), gray.width, gray.height, engines.first().name())
    options = replace(options, languages=tongues.asked(options), follow=options.follow and whole)
    key = cache.key(gray, options, dpi, [*_engines(options), str(whole)]) if options.cache else ""
    ends = time.monotonic() + (options.ocr_seconds if seconds is None else seconds)
    seen = cache.recall(options.cache, key) if options.cache else None
    if seen is None:
        seen = _Reading(gray, options, dpi, ends, whole=whole).result()
        if options.cache:
            cache.note(options.cache, key, seen)
    return seen


def _engines(options: Options) -> list[str]:
    second = engines.second() if options.second_engine else None
    return [engines.first().name(), second.name() if second else ""]


class _Reading:
    """One page on its way through the engines."""

    def __init__(self, gray: Image.Image, options: Options, dpi: int, ends: float, *, whole: bool) -> None:
        self.gray, self.options, self.dpi, self.ends, self.whole = gray, options, dpi, ends, whole
        self.first = engines.first()
        self.languages = options.languages
        self.script = ""

    def result(self) -> Recognised:
        seen, found = self._in_its_language(*self._upright())
        second = self._second(seen, found)
        if second is None:
            return seen
        return _settled(seen, self._by_second(second, seen))

    def _upright(self) -> tuple[Recognised, Defects]:
        """Read by the first engine; once more after turning when that may have been the trouble."""
        seen, found = self._by_first(self.options.angle or 0)
        if self.options.angle is not None or seen.confidence is None or seen.confidence >= thresholds.MAYBE_TURNED:
            return seen, found
        angle, self.script = self.first.lies(self.gray, self.ends)
        if not angle:
            return seen, found
        turned, found_turned = self._by_first(angle)
        return (turned, found_turned) if (turned.confidence or 0) > seen.confidence else (seen, found)

    def _in_its_language(self, seen: Recognised, found: Defects) -> tuple[Recognised, Defects]:
        """Read once more in the language that the page shows, where it is none of those asked for."""
        others = tongues.shown(seen.text, self.script, self.languages) if self.options.follow else ()
        if not others:
            return seen, found
        before, self.languages = self.languages, others
        again, found_again = self._by_first(seen.angle)
        if (again.confidence or 0) > (seen.confidence or 0):
            return again, found_again
        self.languages = before
        return seen, found

    def _by_first(self, angle: int) -> tuple[Recognised, Defects]:
        picture = self._turned(angle)
        found = defects.measure(picture)
        clean = found.call_for_cleaning if self.options.clean is None else self.options.clean
        sheet = restoring.restored(picture, found) if clean else picture
        sheet = letters.fitting(sheet)
        dpi = self.dpi * sheet.height // picture.height
        lines = self.first.read(sheet, _accents_first(self.languages), dpi, self.ends)
        lines = bullets.as_marks(lines, sheet)
        lines = letters.enlarged(lines, sheet.size, picture.size)
        if clean and abs(found.skew) >= thresholds.STRAIGHTEN:
            lines = restoring.slanted(lines, found.skew, picture.size)
        lines = bars.as_words(lines, self.languages)
        engine = self.first.name() + (", cleaned" if clean else "")
        return Recognised(lines, picture.width, picture.height, engine, angle), found

    def _second(self, seen: Recognised, found: Defects) -> SecondEngine | None:
        """The second engine, where it is wanted, or where this page needs it."""
        second = engines.second()
        if not self.options.second_engine or second is None or not second.knows(self.languages):
            return None
        too_few = self.whole and found.inked and len(seen.tokens) < thresholds.FEW_WORDS  # a photograph has none
        unsure = seen.confidence is not None and seen.confidence < thresholds.UNSURE
        return second if self.options.prefer_second or too_few or unsure else None

    def _by_second(self, second: SecondEngine, seen: Recognised) -> Recognised | None:
        picture = self._turned(seen.angle)
        try:
            lines = second.read(picture, self.languages, self.dpi, self.ends)
        except Damaged:  # it gave up on this picture: what the first engine read stands
            return None
        lines = bullets.as_marks(bars.as_words(_ordered(lines, seen), self.languages), picture)
        return replace(seen, lines=lines, engine=second.name())

    def _turned(self, angle: int) -> Image.Image:
        return self.gray.rotate(-angle, expand=True) if angle else self.gray


def _accents_first(languages: Sequence[str]) -> list[str]:
    """English last: Tesseract 5.5 asks the second language only in doubt, and reads "años" as "afios" without any."""
    return sorted(languages, key=lambda code: code == "eng")


def _ordered(lines: Sequence[Line], seen: Recognised) -> list[Line]:
    if (seen.confidence or 0) >= thresholds.COLUMNS_TRUSTED and order.columns(seen.lines) > 1:
        return order.in_order_of(seen.lines, lines)
    return order.by_columns(lines)


def _settled(first: Recognised, second: Recognised | None) -> Recognised:
    """The second engine's text where it is surer of it; where they disagree, doubt and both texts."""
    if second is None or (second.confidence or 0) <= (first.confidence or 0):
        return first
    doubtful = comparing.disputed(second, first)
    if (first.confidence or 0) < thresholds.LOST:
        sure = [(token.confidence or 0) >= 100 * thresholds.SURE_WORD for token in second.tokens]
        doubtful = [is_disputed and not is_sure for is_disputed, is_sure in zip(doubtful, sure, strict=True)]
    if not any(doubtful):
        return second
    return second.doubting(first, doubtful, thresholds.DISAGREED)
