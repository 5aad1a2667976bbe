import pytest

from curation.pipeline.chunking import cut
from curation.pipeline.drafting import definition
from curation.pipeline.types import Method, Page


def made(text, language):
    found = cut([Page(1, text, Method.TEXT)])
    return [(one.prompt, one.completion) for passage in found for one in definition.draft(passage, "k", language)]


@pytest.mark.parametrize(
    ("sentence", "language", "prompt"),
    [
        ("A lease is a contract by which an owner lets a flat to a tenant.", "en", "What is a lease?"),
        ("The service charge is the share of common costs that a tenant pays.", "en", "What is the service charge?"),
        ("Utilities are any services such as water that are billed by use.", "en", "What are Utilities?"),
        ("“Working Day” means any day on which banks in London are open.", "en", "What does “Working Day” mean?"),
        ("Un aval es una garantía que presta un tercero a favor del inquilino.", "es", "¿Qué es un aval?"),
        (
            "Los gastos comunes son aquellos que se reparten entre todos los vecinos.",
            "es",
            "¿Qué son los gastos comunes?",
        ),
        (
            "Se entiende por fianza la cantidad que se entrega al firmar el contrato.",
            "es",
            "¿Qué se entiende por «fianza»?",
        ),
        (
            "A efectos de esta ley, se entiende por «vivienda» el inmueble destinado a residencia.",
            "es",
            "¿Qué se entiende por «vivienda»?",
        ),
    ],
)
def test_the_question_that_a_definition_answers(sentence, language, prompt):
    assert made(f"{sentence} More is said of it elsewhere.", language) == [(prompt, sentence)]


@pytest.mark.parametrize(
    ("sentence", "language"),
    [
        ("This is a contract by which an owner lets a flat.", "en"),
        ("It is a rule that every tenant pays on the first day.", "en"),
        ("There is a rule that every tenant pays on the first day.", "en"),
        ("The next step is a visit to the flat with the owner.", "en"),
        ("The result is a contract that both of them have signed.", "en"),
        ("Noise is a problem for everyone who lives in the house.", "en"),
        ("Every loop edge is a potential trace point of the program.", "en"),
        ("A lease is a contract.", "en"),
        ("La causa principal es la falta de pago durante más de tres meses.", "es"),
        ("Este contrato es un acuerdo entre el propietario y el inquilino.", "es"),
        ("El siguiente paso es la visita al piso con el propietario.", "es"),
    ],
)
def test_what_defines_nothing_makes_no_pair(sentence, language):
    assert made(sentence, language) == []
