"""One page picture -> its lines of words, with boxes and confidence."""

from curation.pipeline.ocr.tesseract import Recognised, recognise

__all__ = ["Recognised", "recognise"]
