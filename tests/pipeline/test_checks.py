import pytest

from curation.pipeline.checks import registry
from curation.pipeline.tokens import Limit
from curation.pipeline.types import Pair

SOURCE = "Employees get 23 working days of leave. After 10 years they get 1,250 euros and 2.5 days more."


def found(prompt="How many days?", completion="23 working days.", source=SOURCE, limit=512, context=()):
    pair = Pair(prompt, completion, context=context)
    return {finding.check: finding for finding in registry.run(pair, source=source, limit=Limit(limit))}


@pytest.mark.parametrize(
    ("case", "expected"),
    [
        ({}, set()),
        ({"prompt": " \n"}, {"empty_prompt"}),
        ({"completion": ""}, {"empty_completion"}),
        ({"prompt": "", "completion": " "}, {"empty_prompt", "empty_completion"}),
        ({"prompt": "23 working days", "completion": "23  Working days "}, {"completion_is_prompt"}),
        ({"completion": "25 working days."}, {"number_not_in_source"}),
        ({"completion": "25 working days.", "source": ""}, set()),
        ({"prompt": "And after 12 years?", "completion": "After 12 years, 23."}, set()),
        ({"completion": "1250 euros and 1.250 euros and 2,5 days."}, set()),
        ({"completion": "25 days more."}, {"number_not_in_source"}),
        ({"completion": "word " * 3000}, {"too_long"}),
        ({"completion": "ok", "context": (("system", "word " * 3000),)}, set()),
        ({"completion": "Th¬e w0rk¤er g3ts leave."}, {"ocr_noise"}),
        ({"completion": "T h e w o r k e r gets ¬ leave."}, {"ocr_noise"}),
        ({"completion": "A rise of 23 % (see «Anexo»): H2O & CO2.", "source": "El anexo: 23 %, H2O."}, set()),
    ],
)
def test_what_is_found(case, expected):
    assert set(found(**case)) == expected


def test_errors_block_and_come_before_warnings_which_do_not():
    findings = list(found(prompt="", completion="25 ¬¬ ¬¬").values())
    assert [finding.blocks for finding in findings] == [True, False, False]


def test_findings_name_what_was_found():
    assert found(completion="25 or 30 days")["number_not_in_source"].values == {"number": "25", "count": 2}
    values = found(completion="word " * 100, limit=50)["too_long"].values
    assert int(values["over"]) == values["tokens"] - 50 > 0


def test_tokens_are_counted_as_the_limit_says_and_an_estimate_does_not_block():
    spanish = "La persona arrendataria abonará la renta por transferencia bancaria. " * 20
    counted = [
        registry.run(Pair("¿Cuándo?", spanish), source=spanish, limit=Limit(100, tokenizer))
        for tokenizer in ("o200k_base", "cl100k_base", "estimate")
    ]
    o200k, cl100k, estimated = (next(each for each in found if each.check == "too_long") for found in counted)
    assert o200k.values["tokens"] < cl100k.values["tokens"]
    assert o200k.blocks and cl100k.blocks and not estimated.blocks
    assert estimated.values["over"].startswith("~")


@pytest.mark.timeout(60)  # seconds when linear, hours when every character is held against every other
def test_a_huge_text_is_checked_to_its_end():
    for text in ("1." * 200_000, "a " * 200_000, "¬" * 200_000, "1,000," * 60_000, " " * 400_000):
        registry.run(Pair("Why?", text), source=text, limit=Limit(10))


def test_what_is_added_to_the_findings_stays_with_whom_asked():
    pair = Pair("", "Two tablets.")
    asked = registry.run(pair, source="", limit=Limit(0))
    asked.clear()
    assert registry.run(pair, source="", limit=Limit(0))
