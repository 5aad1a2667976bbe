import pytest

from curation.pipeline.chunking import cut
from curation.pipeline.drafting import summary
from curation.pipeline.types import Block, BlockKind, Method, Page, Passage

ENGLISH = """The heart failure service looks after adults whose heart does not pump as well as it should. Most
patients are sent by their family doctor after a blood test. The service is run by two nurses, one cardiologist
and a pharmacist who comes once a week. At the first appointment the nurse takes a history and measures the
weight of the patient. The nurse agrees with the patient which symptoms should lead to a telephone call. Later
appointments of the service last twenty minutes and follow the plan of the nurse. This plan tells the nurse, the
patient and the family doctor which symptoms of heart failure should lead to a first appointment or a telephone
call. Patients of the service who cannot travel are seen by the nurse at home, once every three months."""
SPANISH = """La oficina atiende a personas que alquilan una vivienda y tienen dudas sobre su contrato. La primera
consulta de la oficina es gratuita y dura treinta minutos, siempre con cita. Las consultas se piden por
teléfono, en persona o en la página de la oficina. El abogado de la oficina revisa el contrato antes de la
consulta de la persona. Las personas con un desahucio en los próximos días pasan delante de las otras consultas.
La oficina cierra los días festivos y en agosto solo abre por la mañana para las consultas. Esto se anuncia en
la puerta de la oficina. El propietario de la vivienda puede venir a la consulta si la persona que alquila lo
acepta por escrito."""
OWN = "The service cares for adults with heart failure at the clinic and at home."
PROPIO = "La oficina resuelve gratis las dudas de quienes alquilan una vivienda."


def made(text, language="en"):
    found = cut([Page(1, text, Method.TEXT)], limit=5000)
    return [(passage, one) for passage in found for one in summary.draft(passage, "summary", language)]


@pytest.mark.parametrize(("text", "language"), [(ENGLISH, "en"), (SPANISH, "es")])
def test_the_sentences_that_say_most_are_a_summary_to_rewrite(text, language):
    ((passage, draft),) = made(text, language)
    sentences = draft.completion.split(". ")
    assert len(sentences) == summary.CHOSEN and all(part.strip(".") in passage.text for part in sentences)
    assert not any(part.startswith(("This", "Esto")) for part in sentences)
    assert (draft.prompt, draft.score) == (passage.text, summary.EXTRACTED)
    assert [one for _, one in made(text, language)] == [draft]


@pytest.mark.parametrize(
    ("text", "own"),
    [
        (f"{ENGLISH}\n\nIn summary, the{OWN[3:]}", OWN),
        (f"Abstract. {OWN}\n\n{ENGLISH}", OWN),
        (f"Abstract— {OWN}\n\n{ENGLISH}", OWN),
        (f"{SPANISH}\n\nEn resumen, la{PROPIO[2:]}", PROPIO),
        (f"Resumen: {PROPIO}\n\n{SPANISH}", PROPIO),
    ],
)
def test_the_source_s_own_summary_is_taken(text, own):
    ((passage, draft),) = made(text)
    assert (draft.completion, draft.score) == (own, summary.OWN)
    assert passage.text[draft.start : draft.end].lower() == own.lower()
    assert own not in draft.prompt and len(draft.prompt.split()) > 90


@pytest.mark.parametrize("title", ["Abstract", "1. Executive summary", "Resumen", "RESUMEN EJECUTIVO"])
def test_a_summary_may_stand_under_its_own_title(title):
    parts = [(BlockKind.HEADING, title), (BlockKind.PARAGRAPH, OWN), (BlockKind.HEADING, "The service")]
    parts.append((BlockKind.PARAGRAPH, " ".join(ENGLISH.split())))
    text, blocks = "", []
    for kind, part in parts:
        blocks.append(Block(kind, len(text), len(text) + len(part)))
        text += part + "\n\n"
    (draft,) = summary.draft(Passage(0, text, (), (), tuple(blocks)), "summary", "en")
    assert (draft.completion, draft.prompt) == (OWN, parts[-1][1])


@pytest.mark.parametrize(
    "text",
    [
        "The lift was out of order again on Monday and nobody came to mend it until Friday.",
        f"# Abstract\n\n{ENGLISH}",
        f"In summary, the{OWN[3:]}",
        "x := 1 // one. " * 60,
        "\n\n".join("Patients seen 367 412" for _ in range(60)),
    ],
)
def test_what_is_too_short_or_no_prose_makes_no_pair(text):
    assert made(text) == []
