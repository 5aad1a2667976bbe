"""What only the rest of a document shows: its summary of the whole, what was said before, what a title leaves out."""

import pytest

from curation.pipeline.chunking import cut
from curation.pipeline.drafting.registry import draft
from curation.pipeline.types import Block, BlockKind, Method, Page

TOLD = "The service cares for adults with heart failure, at the clinic and at home, with two nurses and one doctor."
CONTADO = "La oficina resuelve gratis las dudas de quienes alquilan una vivienda, con cita previa y en dos idiomas."
BODY = "The nurse of the service sees each patient every three months and writes down what has changed. " * 6
CUERPO = "La persona que alquila explica su caso en la primera consulta y recibe una respuesta por escrito. " * 6


def drafts(text, kind, language="en", limit=600):
    """Of every passage, each with the passage that it came from."""
    passages = list(cut([Page(1, text, Method.TEXT)], limit=limit))
    return [
        (passage, one)
        for passage in passages
        for one in draft(passage, kind=kind, language=language, among=passages)
        if one.drafter != "plain-1"
    ]


@pytest.mark.parametrize(
    ("title", "told", "body", "language"),
    [
        ("Abstract", TOLD, BODY, "en"), ("Executive summary", TOLD, BODY, "en"),
        ("Resumen", CONTADO, CUERPO, "es"), ("1. Resumen ejecutivo", CONTADO, CUERPO, "es"),
    ],
)  # fmt: skip
def test_a_summary_in_a_section_of_its_own_is_of_all_the_rest(title, told, body, language):
    text = f"# {title}\n\n{told}\n\n# Part one\n\n{body}\n\n# Part two\n\n{body}"
    passage, best = max(drafts(text, "summary", language), key=lambda made: made[1].score)
    assert best.completion == told == passage.text[best.start : best.end]
    assert best.prompt.count(body.strip()) == 2
    assert title not in best.prompt


@pytest.mark.parametrize(
    "text",
    [
        f"# Abstract\n\n{TOLD}\n\n# Part one\n\nToo short.",  # nothing that it could be a summary of
        f"# Abstract\n\n{BODY * 4}\n\n# Part one\n\n{BODY * 9}",  # longer than a summary is
        f"# Abstract\n\n{TOLD}\n\n# Part one\n\n{BODY * 60}",  # of more than anybody reads
        f"# Overview\n\n{TOLD}\n\n# Part one\n\n{BODY}",
    ],
)
def test_what_is_no_summary_of_the_rest_is_left_alone(text):
    assert not [one for _, one in drafts(text, "summary", limit=1600) if one.score >= 0.9]


def test_an_answer_remembers_what_was_said_in_the_passage_before():
    said = [
        f"Customer: Question number {n} is about my parcel.\nSupport: Answer number {n} is that it comes on day {n}."
        for n in range(12)
    ]
    made = [(passage.ordinal, one) for passage, one in drafts("\n".join(said), "conversation", limit=400)]
    assert len({ordinal for ordinal, _ in made}) > 2
    assert [one.prompt for _, one in made] == [f"Question number {n} is about my parcel." for n in range(12)]
    assert all(one.context for _, one in made[1:])
    last = next(one for ordinal, one in made if ordinal == 1)
    number = int(last.prompt.split()[2])
    assert last.context[-1] == ("assistant", f"Answer number {number - 1} is that it comes on day {number - 1}.")


def test_an_answer_to_what_the_passage_before_asked_is_found():
    talk = [f"Ana: Pregunta {n}, ¿cuándo llega mi paquete?\nSoporte: Llega el día {n} por la mañana." for n in range(9)]
    for limit in (210, 250, 290):
        assert len(drafts("\n".join(talk), "conversation", "es", limit=limit)) == 9


def test_talk_of_another_section_is_not_remembered():
    talk = "Customer: Where is my parcel now?\nSupport: It comes tomorrow before noon."
    made = drafts(f"# Monday\n\n{talk}\n\n# Tuesday\n\n{talk.replace('parcel', 'letter')}", "conversation")
    assert [one.context for _, one in made] == [(), ()]


def test_a_form_under_a_title_that_says_nothing_is_named_by_the_title_above():
    text = "# Equipment loan\n\n## Details?\n\nBorrower: Elena Prado\nReturn date: 19 May 2025\nNotes: none at all"
    asked = [one.prompt for _, one in drafts(text, "question_answer")]
    assert "Who is the borrower in “Equipment loan”?" in asked


def test_a_title_in_small_letters_names_what_stands_under_it():
    text = f"# staff handbook\n\nAll of us work by it every day.\n\n## Scope\n\nThe scope is everybody. {BODY}"
    asked = [one.prompt for _, one in drafts(text, "question_answer", limit=1600)]
    assert "What is the scope in “Staff handbook”?" in asked


def test_a_table_that_goes_on_in_another_passage_keeps_its_title():
    tests = ("Blood count", "Kidney scan", "Eye test", "Heart trace", "Skin prick", "Breath test")
    text = "Tests\n" + "\n".join(["Test | Price", *(f"{test} | 30 euros" for test in tests)])
    blocks = (Block(BlockKind.HEADING, 0, 5, 1), Block(BlockKind.TABLE, 6, len(text)))
    passages = list(cut([Page(1, text, Method.TEXT, blocks=blocks)], limit=90))
    made = [one for each in passages for one in draft(each, kind="question_answer", language="en", among=passages)]
    assert len(passages) > 1
    assert [one.prompt for one in made] == [f"What is the price for {test} in “Tests”?" for test in tests]
