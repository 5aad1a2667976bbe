"""Doubtful words of the second engine are read with a dictionary, and what must not be guessed is not."""

import pytest

from curation.pipeline.ocr import engines, thresholds
from curation.pipeline.ocr.decoding import Decoder
from curation.pipeline.ocr.lexicon import lexicon
from curation.pipeline.ocr.spelling import likeliest

numpy = pytest.importorskip("numpy")
ENGLISH = lexicon(frozenset({"eng"}))
BOTH = lexicon(frozenset({"eng", "spa"}))


def frames(*shown):
    """Each a letter, or letters with their shares: "w", "a6o3"; between them the network sees nothing."""
    for letters in shown:
        sure = {letters: 0.98}
        yield {"": 0.01, **(sure if len(letters) == 1 else pairs(letters))}
        yield {"": 0.98, letters[0]: 0.01}


def pairs(letters):
    return {letter: int(tenths) / 10 for letter, tenths in zip(letters[::2], letters[1::2], strict=True)}


WORDS = {
    "a letter seen wrongly": (("w", "a6o3", "u", "l", "d"), "would"),
    "a letter that nothing speaks for is not put in": (("w", "x", "u", "l", "d"), "wxuld"),
    "of two words the one that is seen and usual": (("s", "l5h4", "e"), "she"),
    "a name that no dictionary has": (("k", "o", "w", "a", "l", "c", "z", "y6g3", "k"), "kowalczyk"),
    "the same letter twice": (("l", "i", "t", "t6l3", "l", "e"), "little"),
    "Spanish": (("a", "n", "a", "l", "i6í3", "t", "i", "c", "a"), "analítica"),
}


@pytest.mark.parametrize(("shown", "expected"), WORDS.values(), ids=WORDS)
def test_a_doubtful_word_is_the_word_that_its_letters_best_fit(shown, expected):
    assert likeliest(list(frames(*shown)), "".join(letters[0] for letters in shown), BOTH) == expected


def test_a_letter_twice_in_a_row_is_one_unless_something_parts_them():
    held = [{letter: 0.9, "": 0.05} for letter in "good"]
    parted = [*held[:2], {"": 0.9, "o": 0.05}, *held[2:]]
    assert likeliest(held, "god", ENGLISH) == "god"  # though "good" is the commoner word
    assert likeliest(parted, "good", ENGLISH) == "good"


def test_where_a_language_has_no_dictionary_no_word_is_doubted():
    assert lexicon(frozenset({"eng", "cat"})) is None
    assert "analítica" in BOTH and "analítica" not in ENGLISH


LETTERS = ["blank", *"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.,' "]


class Parts:
    def __init__(self, text):
        self.words, self.confs = [list(word) for word in text.split()], [0.5] * len(text)


def decoded(text, *, share=0.6, second=None):
    """A line that the network read as `text`, of each letter so sure, and otherwise seeing the letter in `second`."""
    output = numpy.full((2 * len(text) + 1, len(LETTERS)), 1e-6)
    output[::2, 0] = 0.99
    for place, letter in enumerate(text):
        output[2 * place + 1, LETTERS.index(letter)] = share
        if second:
            output[2 * place + 1, LETTERS.index(second[place])] += 0.95 - share
    part = Parts(text)
    decoder = Decoder(lambda outputs, return_word_box, **sizes: ([(text, 0.6)], [part]), LETTERS)
    decoder.words = ENGLISH
    lines, _ = decoder([output], return_word_box=True)
    return lines[0][0], decoder.guessed[lines[0][0]], part.confs


LINES = {
    "a word": ("she wauld, come", "she would, come", "she would, come", [False, True, False]),
    "a capital": ("Wauld", "Would", "Would", [True]),
    "a dose": ("1o", "to", "1o", [False]),
    "a sum": ("5ix", "six", "5ix", [False]),
    "an abbreviation": ("HTA", "HAT", "HTA", [False]),
    "a name": ("Kowalczyk", "Kovalczyk", "Kowalczyk", [False]),
}


@pytest.mark.parametrize(("seen", "second", "expected", "guessed"), LINES.values(), ids=LINES)
def test_only_words_are_guessed_and_each_guess_is_known(seen, second, expected, guessed):
    assert decoded(seen, second=second)[:2] == (expected, guessed)


def test_a_sure_word_is_left_as_it_was_seen():
    assert decoded("wauld", share=0.99)[:2] == ("wauld", [False])


def test_each_word_has_the_confidence_of_its_own_letters():
    assert decoded("she came", share=0.7)[2] == pytest.approx([0.7, 0.7])


@pytest.mark.skipif(engines.second() is None, reason="the second engine is not installed")
def test_a_guessed_word_is_doubtful_on_the_page():
    rapid = engines.second()
    line = rapid._line([[0, 0], [90, 0], [90, 20], [0, 20]], "she would", 0.97, (), [False, True])
    assert [token.confidence for token in line.tokens] == [97, thresholds.DISAGREED]
