import pytest

from curation.pipeline.chunking import cut
from curation.pipeline.drafting import procedure
from curation.pipeline.types import Method, Page

STEPS = "1. Open the portal and sign in.\n2. Choose the doctor.\n3. Pick a free slot and press Confirm."
PASOS = "1. Entre en el portal.\n2. Elija el médico.\n3. Escoja una hora libre y pulse Confirmar."


def made(text, language="en", kind="question_answer"):
    found = cut([Page(1, text, Method.TEXT)])
    drafts = [(passage, one) for passage in found for one in procedure.draft(passage, kind, language)]
    assert all(passage.text[one.start : one.end] == one.completion for passage, one in drafts)
    return [(one.prompt, one.completion) for _, one in drafts]


@pytest.mark.parametrize(
    ("lead", "prompt"),
    [
        ("To book an appointment:", "How do I book an appointment?"),
        ("Follow these steps to book your appointment:", "How do I book my appointment?"),
        ("To book an appointment, follow these steps:", "How do I book an appointment?"),
        ("# Booking an appointment", "How do I book an appointment?"),
        ("# 4.2 How to book an appointment", "How do I book an appointment?"),
        ("# Booking procedure", "What is the booking procedure?"),
        ("# Clinic\n\n## Appointments", "What are the steps for appointments in “Clinic”?"),
    ],
)
def test_english_steps_answer_how(lead, prompt):
    assert made(f"{lead}\n\n{STEPS}") == [(prompt, STEPS)]


@pytest.mark.parametrize(
    ("lead", "prompt"),
    [
        ("Para pedir una cita:", "¿Cómo puedo pedir una cita?"),
        ("Para cambiar su cita, siga estos pasos:", "¿Cómo puedo cambiar mi cita?"),
        ("Siga estos pasos para pedir una cita:", "¿Cómo puedo pedir una cita?"),
        ("# Cómo pedir cita", "¿Cómo puedo pedir cita?"),
        ("# Pedir una cita", "¿Cómo puedo pedir una cita?"),
        ("# Manual\n\n## Alta de un empleado", "¿Cuáles son los pasos para el alta de un empleado en «Manual»?"),
        ("# Procedimiento de cita", "¿Cuál es el procedimiento de cita?"),
    ],
)
def test_spanish_steps_answer_how(lead, prompt):
    assert made(f"{lead}\n\n{PASOS}", "es") == [(prompt, PASOS)]


def test_an_instruction_asks_for_the_steps():
    assert made(f"# How to book a visit\n\n{STEPS}", kind="instruction") == [("Explain how to book a visit.", STEPS)]


@pytest.mark.parametrize(
    "text",
    [
        STEPS,
        f"# Introduction\n\n{STEPS}",
        "To do this:\n\n" + STEPS,
        "To book an appointment:\n\n1. Open the portal and sign in.",
        "To book an appointment:\n\n2. Open the portal.\n3. Choose the doctor.",
        "# Our houses\n\n1. The white house in the north.\n2. The red house by the sea.",
        "# Booking a visit\n\n1. Who are you?\n2. What do you want?",
        "The fees to book an appointment:\n\n- 15 euros\n- 20 euros",
    ],
)
def test_what_is_no_procedure_makes_no_pair(text):
    assert made(text) == []


def test_other_languages_make_no_pair():
    assert made(f"# Réserver\n\n{STEPS}", "fr") == []
