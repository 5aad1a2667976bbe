"""What a model drafted, held against its passage."""

import json

import pytest

from curation.pipeline.drafting.model import prompts
from curation.pipeline.drafting.model.answer import Answer, read, schema
from curation.pipeline.drafting.model.gate import Verdict, judge, sort
from curation.pipeline.drafting.model.quotes import find
from curation.pipeline.types import Pair, Passage

TEXT = (
    "Bisoprolol 2.5 mg once daily was started on 12 March 2024. The patient should not stop “bisoprolol”\n"
    "without asking the clinic. The next visit is in six weeks, with an ECG and a blood test."
)
PASSAGE = Passage(0, TEXT, (), ("Treatment",))
OK, CHECK, DROPPED = Verdict
QUOTE = "The next visit is in six weeks"


def judged(completion, prompt="When is the next visit?", quotes=(QUOTE,), kind="question_answer", **more):
    found = judge(Answer(prompt, completion, tuple(quotes), **more), PASSAGE, kind)
    return found.verdict, {reason.check for reason in found.reasons}


@pytest.mark.parametrize(
    ("quote", "words"),
    [
        (QUOTE, QUOTE),
        ('the patient should not stop "bisoprolol" without', "The patient should not stop “bisoprolol”\nwithout"),
        ("“… with an ECG and a blood test.”", "with an ECG and a blood test"),
        ("without   asking the clinic", "without asking the clinic"),
        ("the next visit is in two weeks", None),
        ("", None),
        (" … ", None),
    ],
)
def test_a_quote_is_found_whatever_its_white_space_and_typography(quote, words):
    span = find(quote, TEXT)
    assert (TEXT[slice(*span)] if span else None) == words


@pytest.mark.parametrize(
    ("case", "expected"),
    [
        ({"completion": "In six weeks."}, (OK, set())),
        ({"completion": "The next visit is in 6 weeks, with a blood test."}, (OK, set())),
        ({"completion": "The next visit is in 8 weeks."}, (DROPPED, {"number_not_in_source"})),
        ({"completion": "On 12 April 2024."}, (DROPPED, {"date_not_in_source"})),
        ({"completion": "In six months."}, (CHECK, {"unit_not_in_source"})),
        ({"completion": "In six weeks, with Dr Ortega."}, (CHECK, {"name_not_in_source"})),
        ({"completion": "The patient should stop bisoprolol and ask the clinic."}, (CHECK, {"negation_not_in_source"})),
        ({"completion": "In six weeks.", "quotes": [QUOTE, "and then in a year"]}, (CHECK, {"quote_not_in_source"})),
        ({"completion": "In six weeks.", "quotes": ["and then in a year"]}, (DROPPED, {"quote_not_in_source"})),
        ({"completion": "In six weeks.", "quotes": []}, (DROPPED, {"no_quote"})),
        ({"completion": ""}, (DROPPED, {"empty_completion"})),
        ({"completion": "As the text says, in six weeks."}, (CHECK, {"points_at_source"})),
        ({"completion": "Heart failure usually improves after treatments."}, (DROPPED, {"few_words_of_source"})),
        ({"completion": "Expect another visit; bring results of laboratory tests."}, (CHECK, {"few_words_of_source"})),
        ({"completion": "", "kind": "classification", "prompt": TEXT, "label": "Follow-up"}, (OK, set())),
    ],
)  # fmt: skip
def test_a_draft_is_accepted_or_to_be_checked_or_dropped_with_its_reason(case, expected):
    assert judged(**case) == expected


def test_the_evidence_of_a_draft_is_where_its_quotes_stand():
    quotes = ("Bisoprolol 2.5 mg", "was started on 12 March 2024")
    found = judge(Answer("When?", "On 12 March 2024.", quotes), PASSAGE, "question_answer")
    draft = found.draft("question_answer", "model-1:test")
    assert TEXT[draft.start : draft.end] == "Bisoprolol 2.5 mg once daily was started on 12 March 2024"


def test_what_asks_the_same_twice_and_what_has_an_unknown_label_is_dropped():
    answers = [Answer("When?", "In six weeks.", (QUOTE,)), Answer("when? ", "In six weeks, with an ECG.", (QUOTE,))]
    assert [one.verdict for one in sort(answers, PASSAGE, "question_answer")] == [Verdict.ACCEPTED, Verdict.DROPPED]
    label = Answer(TEXT, "", (QUOTE,), label="Astrology")
    [found] = sort([label], PASSAGE, "classification", labels=["Follow-up", "Dose"])
    assert (found.verdict, found.reasons[0].check) == (DROPPED, "label_unknown")


@pytest.mark.parametrize(
    "kind", ["question_answer", "instruction", "summary", "classification", "conversation", "generation"]
)
@pytest.mark.parametrize("spoken", ["en", "es"])
def test_each_kind_is_asked_for_in_both_languages_in_the_style_of_the_project(kind, spoken):
    text = "El contrato se firma por un año y la fianza se devuelve a los treinta días." if spoken == "es" else TEXT
    examples = tuple(Pair(f"Prompt {n}", f"Completion {n}", labels=("Dose",)) for n in range(7))
    style = prompts.Style(kind, "en", "Be brief.", examples, ("Dose", "Visit") if kind == "classification" else ())
    system, user = (message["content"] for message in prompts.for_drafts(Passage(0, text, (), ("Part A",)), style))
    assert "Be brief." in system and text in user and "Part A" in user
    assert ("Escriba en español" in system) == (spoken == "es")
    assert ("Dose, Visit" in user) == (kind == "classification")
    assert "Completion 5" not in system


def test_longer_passages_are_asked_for_more():
    counts = [prompts.count_for(Passage(0, "word " * words, ()), 8) for words in (5, 130, 400, 4000)]
    assert counts == [1, 2, 6, 8]


@pytest.mark.parametrize("kind", ["question_answer", "summary", "classification", "conversation"])
def test_what_the_schema_asks_for_is_what_is_read(kind):
    wanted = schema(kind)["properties"]["drafts"]["items"]
    turn = [{"role": "user", "content": "Hello"}]
    given = {name: turn if name == "before" else ["q"] if name == "quotes" else name for name in wanted["properties"]}
    [answer] = read(json.dumps({"drafts": [given]}), kind, "the passage")
    assert answer.quotes == ("q",)
    assert answer.prompt == ("the passage" if kind in ("summary", "classification") else "prompt")
    assert answer.label == ("label" if kind == "classification" else "")
    assert answer.context == ((("user", "Hello"),) if kind == "conversation" else ())


def test_what_no_database_takes_is_left_out_of_an_answer():
    [answer] = read(
        '{"drafts": [{"prompt": "a\\u0000b", "completion": "\\ud800c", "quotes": ["\\u0000"]}]}', "instruction", ""
    )
    assert (answer.prompt, answer.completion, answer.quotes) == ("ab", "?c", ("",))
