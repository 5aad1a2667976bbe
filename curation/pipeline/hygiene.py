"""Characters that are no text: NUL (PostgreSQL refuses it), controls, halves of surrogate pairs."""

import re

NO_TEXT = re.compile("[\0-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
REMOVED = "Control characters were removed."


def clean(text: str) -> tuple[str, str]:
    """The text without what is no text, its lines ended by newlines, and a note if anything was removed."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    cleaned = NO_TEXT.sub("", text)
    return cleaned, REMOVED if len(cleaned) < len(text) else ""
