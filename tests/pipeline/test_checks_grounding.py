"""What a completion states that its source does not: in figures or words, in English or Spanish."""

import pytest

from curation.pipeline.checks import grounding, registry
from curation.pipeline.tokens import Limit
from curation.pipeline.types import Pair

LETTER = (
    "Bisoprolol 2.5 mg once daily was started by Dr María Ferrer on 12 March 2024. The patient should not stop "
    "bisoprolol without asking the clinic. Blood pressure was 130/80 mmHg. The next visit is in six weeks."
)
LEASE = (
    "El contrato se firmó el 03/05/2023 en Valencia. La fianza es de 1.200 € y se devuelve en treinta días. "
    "El arrendatario no puede subarrendar la vivienda sin permiso escrito de Inmobiliaria Llorens."
)
CHECKS = (
    grounding.number_not_in_source,
    grounding.unit_not_in_source,
    grounding.date_not_in_source,
    grounding.name_not_in_source,
    grounding.negation_not_in_source,
)


def found(completion, source=LETTER, prompt="What was decided?", context=()):
    pair = Pair(prompt, completion, context=context)
    findings = [finding for check in CHECKS if (finding := check(pair, source, 512))]
    assert not any(finding.blocks for finding in findings)
    return {finding.check.removesuffix("_not_in_source"): finding.quote for finding in findings}


@pytest.mark.parametrize(
    "completion",
    [
        LETTER,
        "The dose is 2,5 milligrams, once daily.",
        "The next visit is in 6 weeks.",
        "It began on 12/03/2024.",
        "It began in March 2024.",
        "Doctor Ferrer started it on March 12.",
        "Bisoprolol should not be stopped without asking the clinic.",
        "María Ferrer's patient takes bisoprolol.",
        "Monitor the blood pressure.",
    ],
)
def test_what_an_english_source_says_in_other_words_is_left_alone(completion):
    assert found(completion) == {}


@pytest.mark.parametrize(
    "completion",
    [
        "La fianza es de 1200 euros.",
        "El contrato es del 3 de mayo de 2023.",
        "Se devuelve en 30 días.",
        "La vivienda no se puede subarrendar sin permiso de Inmobiliaria Llorens.",
    ],
)
def test_what_a_spanish_source_says_in_other_words_is_left_alone(completion):
    assert found(completion, LEASE) == {}


@pytest.mark.parametrize(
    ("completion", "source", "expected"),
    [
        ("Bisoprolol 25 mg once daily was started.", LETTER, {"number": "25"}),
        ("Bisoprolol 2.5 g once daily was started.", LETTER, {"unit": "2.5 g"}),
        ("The next visit is in six months.", LETTER, {"unit": "six months"}),
        ("It was started on 12 May 2024.", LETTER, {"date": "12 May 2024"}),
        ("It was started on 2024-03-13.", LETTER, {"date": "2024-03-13"}),
        ("It was started by Dr Ortega.", LETTER, {"name": "Ortega"}),
        ("The patient should stop bisoprolol and ask the clinic.", LETTER, {"negation": "The patient should stop"}),
        ("The next visit is not in six weeks.", LETTER, {"negation": "The next visit is not in six"}),
        ("La fianza es de 1.300 €.", LEASE, {"number": "1.300"}),
        ("Se devuelve en treinta meses.", LEASE, {"unit": "treinta meses"}),
        ("El contrato se firmó el 4 de mayo de 2023.", LEASE, {"date": "4 de mayo de 2023"}),
        ("El contrato se firmó en Madrid.", LEASE, {"name": "Madrid"}),
        ("El arrendatario puede subarrendar la vivienda.", LEASE, {"negation": "El arrendatario puede"}),
    ],
)
def test_what_the_source_does_not_say_is_named(completion, source, expected):
    told = found(completion, source)
    assert set(told) == set(expected)
    assert all(told[check].startswith(words) for check, words in expected.items())


def test_what_the_person_asked_with_is_known():
    assert found("After 12 years, Ortega decides.", prompt="Does Ortega decide after 12 years?") == {}
    assert found("After 12 years.", context=(("user", "And after 12 years?"), ("assistant", "Yes."))) == {}


def test_nothing_is_held_against_a_pair_without_a_source():
    assert found("Ortega gave 25 mg on 4 May 2021.", source=" ") == {}


@pytest.mark.timeout(60)  # seconds when linear, hours when every fact is held against every other
def test_a_huge_text_is_checked_against_another():
    for text in ("1." * 100_000, "1 mg " * 40_000, "Ana no " * 30_000, "12/03/2024 " * 2_000, "No. " * 2_000):
        registry.run(Pair("Why?", text), source="Because. " * 10_000, limit=Limit(10))
