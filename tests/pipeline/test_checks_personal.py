import pytest

from curation.pipeline.checks import registry
from curation.pipeline.tokens import Limit
from curation.pipeline.types import Pair


def kinds(completion, prompt="Whom to call?"):
    found = registry.run(Pair(prompt, completion), source="", limit=Limit(512))
    return {finding.values["kind"]: finding for finding in found if finding.check == "personal_data"}


@pytest.mark.parametrize(
    ("text", "kind", "quote"),
    [
        ("Write to ana.perez@hospital.example.org today.", "email", "ana.perez@hospital.example.org"),
        ("Call +44 20 7946 0958.", "phone", "+44 20 7946 0958"),
        ("Llame al 612 345 678.", "phone", "612 345 678"),
        ("Llame al 91 234 56 78, extensión 3.", "phone", "91 234 56 78"),
        ("Call (212) 555-0147 or come in.", "phone", "(212) 555-0147"),
        ("Call 020 7946 0958.", "phone", "020 7946 0958"),
        ("El DNI 12345678Z figura en la ficha.", "spanish_identity", "12345678Z"),
        ("Con NIE X1234567L.", "spanish_identity", "X1234567L"),
        ("Pay to GB82 WEST 1234 5698 7654 32.", "iban", "GB82 WEST 1234 5698 7654 32"),
        ("Cuenta ES9121000418450200051332.", "iban", "ES9121000418450200051332"),
        ("Card 4111 1111 1111 1111 was used.", "card", "4111 1111 1111 1111"),
        ("Her number is 123-45-6789.", "social_security", "123-45-6789"),
        ("NHS number 943 476 5919.", "health_service", "943 476 5919"),
    ],
)
def test_a_pattern_of_personal_data_is_quoted_with_its_kind(text, kind, quote):
    assert {name: finding.quote for name, finding in kinds(text).items()} == {kind: quote}


@pytest.mark.parametrize(
    "text",
    [
        "Bisoprolol 2.5 mg once daily, at 8:30 and 20:30.",
        "La renta es de 1.250,50 € al mes desde el 01/02/2024.",
        "The year 2024-2025 had 4,111,111 visits and 138 new patients.",
        "El DNI 12345678A no existe.",
        "Pay to GB83 WEST 1234 5698 7654 32.",
        "Order 4111 1111 1111 1112 left on Monday.",
        "Version 3.12.4-2 of 10.0.0.1, see section 12.3.4.5.",
        "Sentencia 612/2019, de 12 de mayo.",
        "The number 000-45-6789 was never given out.",
        "Batch 943 476 5918 was recalled.",
        "ISBN 978-84-376-0494-7",
    ],
)
def test_amounts_dates_and_numbers_whose_check_digits_do_not_fit_are_left_alone(text):
    assert kinds(text) == {}


def test_the_prompt_is_looked_at_too():
    finding = kinds("On Monday.", prompt="When can ana@example.org come?")["email"]
    assert (finding.part, finding.quote, finding.blocks) == ("prompt", "ana@example.org", False)
