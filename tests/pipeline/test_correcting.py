from dataclasses import replace

import pytest

from curation.pipeline.correcting import Corrected, as_read, carry, other_reading, with_word
from curation.pipeline.types import Block, BlockKind, Method, Page, Word

TEXT = "Dear Dr Hamid,\nsee this wornan with pain.\nThe wornan is 54."


def page(text=TEXT):
    """Every word with a box of its own; the lines are blocks."""
    words, blocks, at = [], [], 0
    for line in text.split("\n"):
        blocks.append(Block(BlockKind.PARAGRAPH, at, at + len(line)))
        for word in line.split(" "):
            words.append(Word(at, at + len(word), 10 * at, 0, 10, 10, 54))
            at += len(word) + 1
    return Page(1, text, Method.OCR, words=tuple(words), blocks=tuple(blocks))


def texts(read):
    return [read.text[word.start : word.end] for word in read.words]


def corrected(read, *changes):
    made = []
    for word, text in changes:
        made.append(Corrected(word, text, texts(read)[word], 54))
        read = with_word(read, word, text)
    return read, made


def test_a_word_is_put_right_and_every_other_place_still_names_the_same_words():
    after = with_word(page(), 5, "young woman")
    assert after.text == TEXT.replace("this wornan", "this young woman")
    assert texts(after) == [*texts(page())[:5], "young woman", *texts(page())[6:]]
    assert [after.text[block.start : block.end] for block in after.blocks] == after.text.split("\n")
    assert [word.confidence for word in after.words].count(None) == 1


def test_a_word_over_the_end_of_a_line_keeps_both_its_boxes():
    two = Page(1, "wornan", Method.OCR, words=(Word(0, 6, 0, 0, 5, 5, 40), Word(0, 6, 9, 9, 5, 5, 40)))
    after = with_word(two, 1, "woman")
    assert texts(after) == ["woman", "woman"]
    assert [word.confidence for word in after.words] == [None, None]


def test_taking_corrections_back_gives_what_the_machine_had_read():
    after, made = corrected(page(), (5, "woman"), (2, "Hamid-Lopez,"), (9, "lady"))
    assert after.text == "Dear Dr Hamid-Lopez,\nsee this woman with pain.\nThe lady is 54."
    assert as_read(after, made) == page()


@pytest.mark.parametrize(
    ("read", "after", "kept", "lost"),
    [
        (TEXT, TEXT.replace("this wornan", "this woman"), 1, 0),
        ("A new line.\n" + TEXT, "A new line.\n" + TEXT.replace("this wornan", "this woman"), 1, 0),
        (TEXT.replace("this wornan", "this woman"), TEXT.replace("this wornan", "this woman"), 0, 0),
        # The word is gone; the same letters further down are another word.
        (TEXT.replace("this wornan", "this wombat"), TEXT.replace("this wornan", "this wombat"), 0, 1),
        ("Another page altogether.", "Another page altogether.", 0, 1),
        ("", "", 0, 1),
    ],
)
def test_a_correction_stays_where_a_new_reading_makes_the_same_mistake(read, after, kept, lost):
    now, made = corrected(page(), (5, "woman"))
    carried = carry(now, made, page(read))
    assert carried.page.text == after
    assert (len(carried.kept), len(carried.lost)) == (kept, lost)


def test_what_is_carried_over_can_still_be_taken_back():
    now, made = corrected(page(), (5, "woman"), (9, "lady"))
    read = page("One line more.\n" + TEXT)
    carried = carry(now, made, read)
    moved = [Corrected(at, each.text, each.machine, each.confidence) for each, at in carried.kept]
    assert as_read(carried.page, moved) == read


@pytest.mark.parametrize(
    ("other", "after"),
    [
        ("Dear Dr Hamid, see this woman with pain. The wornan is 54.", TEXT.replace("this wornan", "this woman")),
        (
            "Dear Hamid, see this wornan with chest pain. The wornan is 54.",
            TEXT.replace("Dr ", "").replace("with", "with chest"),
        ),
        (TEXT.replace("\n", " "), TEXT),
        ("Dear Dr Hamid, see this wor nan with pain. The wornan is 54.", TEXT.replace("this wornan", "this wor nan")),
    ],
)
def test_the_other_engine_is_read_on_the_lines_of_the_page(other, after):
    read = other_reading(replace(page(), alternative=other))
    assert " ".join(read.text.split()) == " ".join(after.split())
    assert read.text.count("\n") == TEXT.count("\n")
    assert read.alternative == TEXT
    for word, text in zip(read.words, texts(read), strict=True):
        assert 0 <= word.start <= word.end <= len(read.text) and text == text.strip()
