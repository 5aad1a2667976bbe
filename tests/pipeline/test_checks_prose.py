import pytest

from curation.pipeline.checks import prose
from curation.pipeline.similarity import likeness
from curation.pipeline.types import Pair

EN = "The tenant must give notice in writing, and the landlord has to return the deposit within thirty days."
ES = "El inquilino debe avisar por escrito y el propietario tiene que devolver la fianza en el plazo de treinta días."


@pytest.mark.parametrize(
    ("completion", "quote"),
    [
        ("Bisoprolol 2.5 mg once daily.", None),
        ("Bisoprolol 2.5 mg once daily", None),
        ("Cardiology", None),
        ("- Tension\n- Weight\n- Pulse", None),
        ("pH above 7.4 means that the blood is alkaline, which is rare.", None),
        ("The nurse calls within a week. Then the dose is raised to the next", "is raised to the next"),
        ("Take it in the morning and", "Take it in the morning and"),
        ("Tómelo por la mañana con", "Tómelo por la mañana con"),
        ("La fianza se devuelve en treinta días,", "devuelve en treinta días,"),
        ("se devuelve la fianza en treinta días desde la entrega de llaves.", "se devuelve la fianza"),
        ("(see the table below)", None),
    ],
)
def test_a_text_cut_in_mid_sentence_is_quoted_where_it_is_cut(completion, quote):
    finding = prose.cut_in_mid_sentence(Pair("What?", completion), "", 512)
    assert (finding is None) if quote is None else (quote in finding.quote and finding.quote in completion)


@pytest.mark.parametrize(
    ("prompt", "completion", "expected"),
    [
        ("What dose was started today?", "What dose was started today? 2.5 mg.", True),
        ("¿Qué dosis se le dio?", "¿QUÉ dosis  se le dio?\n2,5 mg.", True),
        ("What dose was started today?", "The dose started was 2.5 mg.", False),
        ("Why?", "Why? Because it hurts.", False),
    ],
)
def test_a_completion_that_begins_with_its_prompt_is_found(prompt, completion, expected):
    assert bool(prose.prompt_repeated(Pair(prompt, completion), "", 512)) is expected


@pytest.mark.parametrize(
    ("source", "prompt", "completion", "expected"),
    [
        (EN, "Why?", EN, None),
        (ES, "¿Por qué?", ES, None),
        (ES, "¿Por qué?", EN, "en"),
        (EN, "Why?", ES, "es"),
        ("", ES, EN, "en"),
        (EN, "Why?", "El propietario", None),
        (EN, "Why?", "2.5 mg 4.0 mg 7.5 mg", None),
    ],
)
def test_a_completion_in_another_language_than_its_source_is_found(source, prompt, completion, expected):
    finding = prose.wrong_language(Pair(prompt, completion), source, 512)
    assert (finding and finding.values["language"]) == expected


def test_likeness_counts_the_runs_of_words_that_two_texts_share():
    assert likeness(EN, EN.upper()) == 1
    assert likeness(EN, ES) == likeness("", EN) == 0
    assert 0.6 < likeness(EN, EN.replace("thirty", "forty")) < 1
