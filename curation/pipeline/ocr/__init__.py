"""One page picture -> its lines of words, with boxes and confidence."""

from curation.pipeline.ocr.installed import languages
from curation.pipeline.ocr.policy import recognise
from curation.pipeline.ocr.recognised import Recognised

__all__ = ["Recognised", "languages", "recognise"]
