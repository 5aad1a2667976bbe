"""PDF pages whose letters their file maps to another script, as no test of single characters can tell."""

from collections.abc import Callable
from dataclasses import replace

from PIL import Image

from curation.pipeline import language, scripts
from curation.pipeline.errors import OcrUnavailable, TooSlow
from curation.pipeline.limits import Options
from curation.pipeline.ocr import Recognised, recognise, tongues

LATIN_ENOUGH = 0.5  # of the words: names and quotations in Latin letters stand in every text
LEAST_CONFIDENCE = 80


class Scripts:
    """Those that a document is expected in. One that its pages turn out to be in is not doubted again."""

    def __init__(self, options: Options) -> None:
        self._options = replace(options, second_engine=False)  # it reads other scripts than those asked for
        spoken = {code for code, installed in tongues.CODES.items() if installed in options.languages}
        self._expected = {scripts.LATIN, ""}.union(*map(scripts.used_by, spoken | {options.spoken}))

    def seen_instead(self, text: str, latin: float, picture: Callable[[], Image.Image]) -> Recognised | None:
        """What is recognised of a page in an unexpected script, if it looks better; `latin` is a share of its words."""
        script = "" if latin >= LATIN_ENOUGH else scripts.script_of(text)
        if script in self._expected:
            return None
        try:
            seen = recognise(picture(), self._options)
        except (OcrUnavailable, TooSlow):
            return None
        if self._looks_better(seen, script):
            return seen
        self._expected.add(script)
        return None

    def _looks_better(self, seen: Recognised, script: str) -> bool:
        """Sure of its words, in another script than the doubtful one, and in words of some language."""
        sure = (seen.confidence or 0) >= LEAST_CONFIDENCE
        return sure and scripts.script_of(seen.text) != script and language.detect(seen.text) != ""
