import pytest

from curation.pipeline.chunking import cut
from curation.pipeline.drafting import generation
from curation.pipeline.types import Method, Page

ENGLISH = (
    "Patients may cancel up to 24 hours before the visit at no cost. Later the clinic charges 15 euros, unless "
    "the doctor confirms an emergency. The charge is added to the next invoice of the patient. Relatives may "
    "cancel for the patient, with the number of the record. After two missed visits the doctor receives a letter, "
    "and the patient goes to the end of the list."
)
SPANISH = (
    "Los pacientes pueden cancelar hasta 24 horas antes de la visita sin coste. Después la clínica cobra 15 "
    "euros, salvo que el médico confirme una urgencia. El cargo se suma a la factura siguiente del paciente. Un "
    "familiar puede cancelar por el paciente, con el número de la historia. Tras dos visitas perdidas el médico "
    "recibe una carta, y el paciente pasa al final de la lista."
)


def made(text, language):
    found = cut([Page(1, text, Method.TEXT)])
    drafts = [(passage, one) for passage in found for one in generation.draft(passage, "generation", language)]
    assert all(passage.text[one.start : one.end] == one.completion for passage, one in drafts)
    return [(one.prompt, one.completion) for _, one in drafts]


@pytest.mark.parametrize(
    ("text", "language", "opening", "terms"),
    [
        (ENGLISH, "en", "Write a section titled “Visits” for “Clinic handbook”. Mention: ", ["24 hours", "doctor"]),
        (SPANISH, "es", "Redacte un apartado titulado «Visits» para «Clinic handbook». Mencione: ", ["15 euros"]),
    ],
)
def test_a_section_answers_its_brief(text, language, opening, terms):
    prompt, completion = made(f"# Clinic handbook\n\n## Visits\n\n{text}", language)[0]
    assert prompt.startswith(opening) and completion == text
    assert all(term in prompt for term in terms)


@pytest.mark.parametrize(
    ("text", "language", "opening"), [(ENGLISH, "en", "Continue this text:"), (SPANISH, "es", "Continúe este texto:")]
)
def test_a_paragraph_goes_on_at_the_end_of_a_sentence(text, language, opening):
    ((prompt, completion),) = made(text, language)
    assert prompt.startswith(f"{opening}\n\n") and prompt.endswith(".")
    assert f"{prompt.removeprefix(opening).strip()} {completion}" == text


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("# Visits\n\nThe clinic is closed on public holidays.", "en"),
        (f"# Visits\n\n{ENGLISH}", "fr"),
        ("# Visits\n\n" + "Patients seen 367 412\n" * 20, "en"),
        ("This means that " + ENGLISH, "en"),
    ],
)
def test_what_is_short_or_leans_on_other_text_makes_no_pair(text, language):
    assert made(text, language) == []
