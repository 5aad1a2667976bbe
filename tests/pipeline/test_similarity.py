import inspect
import random
import re
from collections import Counter

import pytest

from curation.intake.samples import english, spanish
from curation.pipeline.similarity import bands, fingerprint, likeness


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


@pytest.fixture(params=[english, spanish], ids=["en", "es"])
def some_words(request):
    """Makes texts of so many words of the language, the same ones each time."""
    words = sorted(set(re.findall(r"[^\W\d_]{3,}", inspect.getsource(request.param))))
    chance = random.Random(1)
    return lambda n: " ".join(chance.choice(words) for _ in range(n))


def changed(text, some_words, *, words):
    every = text.split()
    for at in range(words):
        every[7 * at % len(every)] = some_words(1)
    return " ".join(every)


def test_texts_that_say_nearly_the_same_share_a_band(some_words):
    pairs = [(some_words(6), some_words(40)) for _ in range(300)]
    alike = [(prompt, text, changed(text, some_words, words=n % 3)) for n, (prompt, text) in enumerate(pairs)]
    close = [each for each in alike if likeness(each[1], each[2]) >= 0.7]
    met = [each for each in close if set(bands(*each[:2])) & set(bands(each[0], each[2]))]
    assert len(close) > 250 and len(met) / len(close) > 0.95


def test_texts_that_share_no_more_than_a_form_hardly_ever_meet(some_words):
    made = [bands(f"What dose of {some_words(1)} was started on the day?", some_words(30)) for _ in range(1000)]
    shared = Counter(band for each in made for band in set(each))
    assert sum(n * (n - 1) // 2 for n in shared.values()) < 50  # of half a million pairs


def test_bands_are_the_same_on_every_machine_and_fit_a_column():
    assert bands("", "") == []
    found = bands("What is X?", "A thing.")
    assert found == bands("what  is x", "A THING") and len(found) == 6
    assert found[0] == 6150657927200242244 and max(found) < 2**63
