import pytest

from curation.pipeline.similarity import fingerprint


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("What is X?", "A thing."), ("what  is\nx? ", " A THING.")),
        (("café", "straße"), ("cafe\u0301", "STRASSE")),
        (("ﬁrst", "１２"), ("first", "12")),
    ],
)
def test_case_white_space_and_unicode_form_do_not_tell_pairs_apart(one, other):
    assert fingerprint(*one) == fingerprint(*other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("a", "bc"), ("ab", "c")),
        (("dose", "2.5 mg"), ("dose", "25 mg")),
        (("sí", "no"), ("si", "no")),
    ],
)
def test_different_words_do(one, other):
    assert fingerprint(*one) != fingerprint(*other)


def test_it_is_a_sha_256_of_any_text():
    assert len(fingerprint("\ud800", "\x00")) == 64
