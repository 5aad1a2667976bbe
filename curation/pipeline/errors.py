"""Why a file or a page could not be read. The code is stored; the sentence is for the uploader.

Sentences are English here and translated where they are shown (`documents/problems.py`), because the
pipeline knows no Django.
"""


class UnreadableDocument(Exception):
    """Nothing, or not this page, can be read from the file."""

    code = "failed"

    def __init__(self, sentence: str = "", *, page: int | None = None) -> None:
        super().__init__(sentence)
        self.page = page  # the one in work when the reader died or was stopped


class Unsupported(UnreadableDocument):
    code = "unsupported"


class OldFormat(Unsupported):
    code = "old_format"


class ToUnpack(Unsupported):
    code = "to_unpack"


class ToTranscribe(Unsupported):
    code = "to_transcribe"


class Empty(UnreadableDocument):
    code = "empty"


class Encrypted(UnreadableDocument):
    code = "encrypted"


class Damaged(UnreadableDocument):
    code = "damaged"


class TooLarge(UnreadableDocument):
    code = "too_large"


class NoText(UnreadableDocument):
    code = "no_text"


class OcrUnavailable(UnreadableDocument):
    code = "ocr_unavailable"


class TooSlow(UnreadableDocument):
    """The reader was stopped at its time limit."""

    code = "too_slow"


class ReaderDied(UnreadableDocument):
    """The reader's process ended without an answer: out of memory, a crash in a library."""

    code = "reader_died"


BY_CODE: dict[str, type[UnreadableDocument]] = {
    kind.code: kind
    for kind in (
        UnreadableDocument, Unsupported, OldFormat, ToUnpack, ToTranscribe,
        Empty, Encrypted, Damaged,
        TooLarge, NoText, OcrUnavailable, TooSlow, ReaderDied,
    )
}  # fmt: skip
