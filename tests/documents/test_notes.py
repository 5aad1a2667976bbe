"""The notes of a page, which the pipeline writes and a person reads."""

import pytest
from django.utils import translation

from curation.documents.models import Page
from curation.documents.notes import NOTES, in_words
from curation.pipeline import hygiene
from curation.pipeline.reading import pdf, pdf_second, pdf_xfa, whole


@pytest.mark.parametrize(
    "sentence", [hygiene.REMOVED, pdf.EARLIER_RECOGNITION, pdf_second.NO_PICTURES, pdf_xfa.NOTE, whole.NOT_RECOGNISED]
)
def test_every_note_of_the_pipeline_is_marked_for_translation(sentence):
    assert sentence in NOTES
    assert len(sentence) < Page._meta.get_field("note").max_length


def test_notes_that_follow_each_other_are_all_told_in_the_readers_language():
    note = f"{pdf.EARLIER_RECOGNITION} {hygiene.REMOVED}"
    with translation.override("es"):
        told = in_words(note)
    assert told == "El texto lo reconoció el programa que hizo el archivo. Se quitaron caracteres de control."


def test_an_unknown_note_is_shown_as_it_is():
    assert in_words("Read from a fax.") == "Read from a fax."
