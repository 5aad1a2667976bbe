"""How much a passage holds, in tokens as in characters, and what the parts of a long table begin with."""

import pytest

from curation.pipeline import tokens
from curation.pipeline.chunking import cut
from curation.pipeline.types import BlockKind, Method, Page

SENTENCE = "La persona arrendataria abonará la renta dentro de los siete primeros días de cada mes. "
COLUMNS = "| Test | Price | Result after |"
ROWS = [f"| Blood test {number} | {number}0 euros | {number} working days |" for number in range(1, 60)]


def passages(text, **budget):
    return list(cut([Page(1, text, Method.TEXT)], **budget))


@pytest.mark.parametrize("tokenizer", tokens.TOKENIZERS)
@pytest.mark.parametrize("limit", [60, 200])
def test_a_passage_holds_no_more_tokens_than_it_may(tokenizer, limit):
    text = "\n\n".join([SENTENCE * 3, "- " + SENTENCE, "- " + SENTENCE, SENTENCE * 12, "\n".join(ROWS)])
    found = passages(text, limit=limit, tokenizer=tokenizer)
    sizes = [tokens.count(passage.text, tokenizer).number for passage in found]
    assert max(sizes) <= limit
    assert sum(size > limit / 2 for size in sizes) > len(sizes) / 2  # and they are not cut shorter than need be


def test_each_part_of_a_table_begins_with_the_names_of_its_columns():
    found = passages("\n".join([COLUMNS, *ROWS]), limit=400)
    assert len(found) > 4
    assert [passage.text.split("\n")[0] for passage in found] == [COLUMNS] * len(found)
    assert [row for passage in found for row in passage.text.split("\n")[1:]] == ROWS
    for passage in found:
        (block,) = passage.blocks
        assert (block.kind, passage.text[block.start : block.end]) == (BlockKind.TABLE, passage.text)
        assert len(passage.text) <= 400


def test_the_names_of_columns_that_are_repeated_still_point_to_their_place():
    text = "Prices\n\n" + "\n".join([COLUMNS, *ROWS])
    for passage in passages(text, limit=300):
        for span in passage.spans:
            kept = passage.text[span.at : span.at + span.end - span.start]
            assert text[span.start : span.end] == kept


def test_a_table_without_names_of_columns_repeats_no_row():
    found = passages("\n".join(ROWS), limit=400)
    assert [row for passage in found for row in passage.text.split("\n")] == ROWS


def test_names_of_columns_that_leave_no_room_for_a_row_are_not_repeated():
    columns = "| " + " | ".join(f"a rather long name of column {letter}" for letter in "abcdefghijkl") + " |"
    found = passages("\n".join([columns, *ROWS]), limit=400)
    assert [passage.text.startswith("| a rather") for passage in found] == [True] + [False] * (len(found) - 1)


def test_two_tables_are_two_blocks():
    page = Page(1, "| a | b |\n| c | d |\n\nBetween.\n\n| e | f |\n| g | h |", Method.TEXT)
    (passage,) = cut([page])
    assert [passage.text[block.start : block.end] for block in passage.blocks if block.kind == BlockKind.TABLE] == [
        "| a | b |\n| c | d |",
        "| e | f |\n| g | h |",
    ]
