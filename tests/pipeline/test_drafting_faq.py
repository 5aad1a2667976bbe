import pytest

from curation.pipeline.chunking import cut
from curation.pipeline.drafting import faq
from curation.pipeline.types import Method, Page

ANSWER = "Call the service centre, which answers within a minute."


def pairs(text):
    (passage,) = cut([Page(1, text, Method.TEXT)])
    return [(one.prompt, one.completion) for one in faq.draft(passage, "question_answer", "en")]


@pytest.mark.parametrize(
    ("text", "question"),
    [
        (f"Q: Who do I call?\nA: {ANSWER}", "Who do I call?"),
        (f"Q1. Who do I call?\nA1. {ANSWER}", "Who do I call?"),
        (f"**Q:** Who do I call?\n**A:** {ANSWER}", "Who do I call?"),
        (f"P: ¿A quién llamo?\nR: {ANSWER}", "¿A quién llamo?"),
        (f"Pregunta 2: ¿A quién llamo?\nRespuesta: {ANSWER}", "¿A quién llamo?"),
        (f"## Who do I call?\n\n{ANSWER}", "Who do I call?"),
        (f"- Who do I call?\n\n{ANSWER}", "Who do I call?"),
        (f"3. Who do I call?\n\n{ANSWER}", "Who do I call?"),
        (f"**Who do I call?**\n\n{ANSWER}", "Who do I call?"),
        (f"Who do I call?\n\n{ANSWER}", "Who do I call?"),
    ],
)
def test_questions_and_their_answers(text, question):
    assert pairs(text) == [(question, ANSWER)]


@pytest.mark.parametrize(
    "text",
    [
        "Who do I call?",
        "Who do I call?\n\nWhom else do I call?",
        "Why?\n\n" + ANSWER,
        "Customer: Who do I call?\n\n" + ANSWER,
        "and who do I call?\n\n" + ANSWER,
        "I was told so. But who do I call?\n\n" + ANSWER,
        "Who do I call?\n\nNobody knows that.",
        "Who do I call?\n\nAny of the following:",
        "Who do I call?\n\n| centre | 5555 |\n| lift | 5556 |",
        "Who do I call?\n\n" + "word " * 300,
    ],
)
def test_a_question_without_a_good_answer_makes_no_pair(text):
    assert [
        pair for passage in cut([Page(1, text, Method.TEXT)], limit=5000) for pair in faq.draft(passage, "k", "en")
    ] == []


def test_an_answer_ends_where_the_next_question_heading_or_talk_begins():
    text = (
        f"Who do I call?\n\n{ANSWER}\n\n- day: 5555\n- night: 5556\n\nQ: Is it free?\nA: It is.\n\nAgent: Good morning."
    )
    assert pairs(text) == [("Who do I call?", f"{ANSWER}\n\n- day: 5555\n- night: 5556"), ("Is it free?", "It is.")]
