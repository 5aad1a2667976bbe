import pytest

from curation.pipeline.relocating import Relocation

BEFORE = "Dear Dr Hamid,\nthank you for seeing this wornan with chest pain.\nBisoprolol 2.5 mg was started."


@pytest.mark.parametrize(
    ("piece", "after", "found"),
    [
        ("chest pain", BEFORE, "chest pain"),
        ("chest pain", "A new line.\n" + BEFORE, "chest pain"),
        ("seeing this wornan with", BEFORE.replace("wornan", "woman"), "seeing this woman with"),
        ("wornan with chest pain", BEFORE.replace("wornan", "54 year old woman"), "54 year old woman with chest pain"),
        ("this wornan", BEFORE.replace("this wornan", "this woman"), None),  # more than half of it is another word
        ("Bisoprolol 2.5 mg", BEFORE.replace("2.5", "7.5"), "Bisoprolol 7.5 mg"),
        ("thank you for seeing", "Bisoprolol 2.5 mg was started.", None),
        ("Dear Dr Hamid", "Nothing of it stayed, though Dear Dr Hamid stands in it.", "Dear Dr Hamid"),
        (BEFORE, BEFORE.upper(), None),
    ],
)
def test_a_piece_is_found_again_where_it_stands_now(piece, after, found):
    start = BEFORE.index(piece)
    place = Relocation(BEFORE, after).of(start, start + len(piece))
    assert (place and after[slice(*place)]) == found


def test_what_was_put_between_two_words_belongs_to_neither_piece():
    relocation = Relocation("one two three", "one and two three")
    assert relocation.of(0, 3) == (0, 3)
    assert relocation.of(4, 7) == (8, 11)


def test_an_empty_piece_is_nowhere():
    assert Relocation("one two", "two").of(3, 3) is None
