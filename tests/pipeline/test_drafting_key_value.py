import pytest

from curation.pipeline.chunking import cut
from curation.pipeline.drafting import key_value
from curation.pipeline.types import Method, Page


def made(text, language="en"):
    found = cut([Page(1, text, Method.TEXT)])
    drafts = [(passage, one) for passage in found for one in key_value.draft(passage, "k", language)]
    assert all(passage.text[one.start : one.end] == one.completion for passage, one in drafts)
    return [(one.prompt, one.completion) for _, one in drafts]


def test_an_english_form():
    text = "Equipment loan form\n\nBorrower: Elena Prado\nReturn date: 19 May 2025\nApproved by: Dr. Gil\nNotes: none"
    assert made(text) == [
        ("Who is the borrower in “Equipment loan form”?", "Elena Prado"),
        ("What is the return date in “Equipment loan form”?", "19 May 2025"),
        ("What does “Equipment loan form” give as “Approved by”?", "Dr. Gil"),
        ("What are the notes in “Equipment loan form”?", "none"),
    ]


def test_a_spanish_form_with_bold_keys_in_a_list():
    text = (
        "# Ficha de préstamo\n\n- **Titular:** Elena Prado\n- **Fecha de devolución:** 19 de mayo\n- **Teléfono:** 555"
    )
    assert made(text, "es") == [
        ("¿Quién es el titular en «Ficha de préstamo»?", "Elena Prado"),
        ("¿Cuál es la fecha de devolución en «Ficha de préstamo»?", "19 de mayo"),
        ("¿Cuál es el teléfono en «Ficha de préstamo»?", "555"),
    ]


def test_a_field_that_nobody_filled_in_makes_no_pair():
    text = "# Loan form\n\nBorrower: Elena Prado\nReturn date: ____ \nPhone: 555 0134"
    assert len(made(text.replace("____", "--"))) == 2


@pytest.mark.parametrize(
    "text",
    [
        "Borrower: Elena Prado\nReturn date: 19 May\nPhone: 555",
        "# Loan form\n\nBorrower: Elena Prado\nReturn date: 19 May",
        "# Support\n\nMaria: Hello there.\nSupport: Good morning.\nMaria: I have lost my key.",
        "# Mail\n\nFrom: Maria\nTo: Luis\nSubject: Key",
        "# Loan form\n\nBorrower: Who is it?\nReturn date: 19 May\nPhone: 555",
        "# Loan form\n\nThe borrower brings the key back on 19 May.",
    ],
)
def test_what_is_no_form_makes_no_pair(text):
    assert made(text) == []
