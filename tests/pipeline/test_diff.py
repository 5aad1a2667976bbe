import itertools
import random

import pytest

from curation.pipeline.diff import Piece, changed_share, words
from tests.pipeline.steps import steps


def marked(before, after):
    signs = {"equal": "{}", "insert": "[+{}]", "delete": "[-{}]"}
    return "".join(signs[piece.op].format(piece.text) for piece in words(before, after))


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("", "", ""),
        ("same words", "same words", "same words"),
        ("daily.", "daily,", "daily[-.][+,]"),
        ("(daily.)", "(daily,)", "(daily[-.][+,])"),
        ("1.25 mg once daily.", "2.5 mg once daily.", "[-1.25][+2.5] mg once daily."),
        ("once daily.", "once daily, in the morning.", "once daily[+, in the morning]."),
        ("one two three", "uno dos tres", "[-one two three][+uno dos tres]"),
        ("a  b", "a b", "a[-  ][+ ]b"),
        ("", "new", "[+new]"),
        ("old", "", "[-old]"),
        ("Él está aquí.", "Ella está aquí.", "[-Él][+Ella] está aquí."),
    ],
)
def test_only_what_changed_is_marked(before, after, expected):
    assert marked(before, after) == expected


def kept(pieces, other):
    return "".join(piece.text for piece in pieces if piece.op != other)


def edited(source, chance, vocabulary, share):
    return [chance.choice(vocabulary) if chance.random() < share else word for word in source]


@pytest.mark.parametrize("share", [0, 0.01, 0.2, 0.7, 1])
def test_both_texts_can_be_put_together_again_from_the_pieces(share):
    chance = random.Random(3)
    vocabulary = ["a", "b", ".", "\n\n", "lease", "–", "x" * 30, *map(str, range(200))]
    for length in (0, 1, 7, 300, 2000):
        source = chance.choices(vocabulary, k=length)
        before, after = " ".join(source), " ".join(edited(source, chance, vocabulary, share))
        pieces = words(before, after)
        assert kept(pieces, "insert") == before
        assert kept(pieces, "delete") == after
        assert all(one.op != other.op for one, other in itertools.pairwise(pieces))


@pytest.mark.parametrize(
    ("pieces", "share"),
    [
        ([], 0),
        ([Piece("equal", "abcd")], 0),
        ([Piece("equal", "ab "), Piece("insert", "cd")], 1 / 3),
        ([Piece("delete", "ab"), Piece("insert", "cd")], 1),
    ],
)
def test_changed_share(pieces, share):
    assert changed_share(pieces) == pytest.approx(share)


def texts_of(kind, size):
    chance = random.Random(1)
    vocabulary = [f"word{number}" for number in range(3000)]
    source = chance.choices(vocabulary, k=size)
    before, after = {
        "light": lambda: (source, edited(source, chance, vocabulary, 0.05)),
        "heavy": lambda: (source, edited(source, chance, vocabulary, 0.5)),
        "unlike": lambda: (source, chance.sample(source, size)),
        "repeated": lambda: (["the"] * size, [*["the"] * (size // 2), "a", *["the"] * (size // 2 - 100)]),
        "two words": lambda: (chance.choices("ab", k=size), chance.choices("ab", k=size)),
    }[kind]()
    return " ".join(before), " ".join(after)


@pytest.mark.timeout(60)
@pytest.mark.parametrize("kind", ["light", "heavy", "unlike", "repeated", "two words"])
def test_long_texts_are_compared_in_steps_that_grow_with_their_length(kind):
    short, long = (steps(words, *texts_of(kind, size)) for size in (1500, 6000))
    assert long < 8 * short  # four times as long: sixteen times the steps when every word is held against every other
