"""Tables with a column of labels: which texts are taken, and what gives nothing."""

import pytest

from curation.pipeline.chunking import cut
from curation.pipeline.drafting import labelled_rows
from curation.pipeline.types import Block, BlockKind, Method, Page

REVIEWS = """Id | Said | Sentiment
1 | The nurse was kind and patient. | positive
2 | I waited two hours for nothing. | negative
3 | Fine. | neutral
4 | The room was clean. | """
CONSULTAS = """Consulta | Categoría
Mi casera no me devuelve la fianza. | fianza
¿Quién paga la reparación de la caldera? | reparaciones"""


def drafts(text):
    page = Page(1, text, Method.TEXT, blocks=(Block(BlockKind.TABLE, 0, len(text)),))
    return [
        (draft, passage) for passage in cut([page]) for draft in labelled_rows.draft(passage, "classification", "en")
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (REVIEWS, [("The nurse was kind and patient.", "positive"), ("I waited two hours for nothing.", "negative")]),
        (
            CONSULTAS,
            [
                ("Mi casera no me devuelve la fianza.", "fianza"),
                ("¿Quién paga la reparación de la caldera?", "reparaciones"),
            ],
        ),
        ("Test | Price\nBlood test for all | 30", []),  # no column says what the text is
        ("Text | Class\nOne two three four | five | six", []),  # a cell too many: who knows which is which
        ("Just one line of a table", []),
    ],
)
def test_texts_come_with_what_their_table_says_of_them(text, expected):
    assert [(draft.prompt, draft.label) for draft, _ in drafts(text)] == expected
    for draft, passage in drafts(text):
        assert draft.completion == ""
        assert passage.text[draft.start : draft.end] == draft.prompt
