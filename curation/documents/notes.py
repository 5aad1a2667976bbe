"""What the pipeline notes of a page, in the reader's language."""

from django.utils.translation import gettext, gettext_noop

NOTES = (  # the pipeline's own sentences, which know no language but English
    gettext_noop("Control characters were removed."),
    gettext_noop("The text was recognised by the program that made the file."),
    gettext_noop("The file is damaged: its text could be read, but its pages cannot be drawn."),
    gettext_noop("What is written in its pictures could not be recognised."),
    gettext_noop(
        "Only Adobe's programs show this form (XFA) in full. Its labels and entries were taken from the file; "
        "if some are missing, print it there as a PDF and upload that."
    ),
)


def in_words(note: str) -> str:
    for sentence in NOTES:
        note = note.replace(sentence, gettext(sentence))
    return note
