import pytest

from curation.pipeline.chunking import cut
from curation.pipeline.drafting import heading_section
from curation.pipeline.types import Method, Page

BODY = "Staff ask for days off in the portal, fifteen days ahead, and the head of the team answers within five days."
CUERPO = (
    "La plantilla pide los días libres en el portal, con quince días, y la jefatura contesta en cinco días hábiles."
)


def prompts(text, language="en"):
    found = cut([Page(1, text, Method.TEXT)])
    return [one.prompt for passage in found for one in heading_section.draft(passage, "question_answer", language)]


@pytest.mark.parametrize(
    ("title", "prompt"),
    [
        ("Days Off", "What should I know about days off?"),
        ("3.2 Asking for days off", "How do I ask for days off?"),
        ("How to ask for your days off", "How do I ask for my days off?"),
        ("When staff ask for days off", "Explain when staff ask for days off."),
        ("Leave policy", "What is the leave policy?"),
        ("Purpose of the portal", "What is the purpose of the portal?"),
        ("Opening hours", "What are the opening hours?"),
        ("Requirements for days off", "What are the requirements for days off?"),
        ("Data protection", "What should I know about data protection?"),
        ("The Portal", "What should I know about the portal?"),
        ("Team", "What is the team?"),
        ("DAYS OFF", "What should I know about days off?"),
        ("Chapter 4. Days off", "What should I know about days off?"),
    ],
)
def test_an_english_title_becomes_the_question_of_a_person(title, prompt):
    assert prompts(f"# {title}\n\n{BODY}") == [prompt]


@pytest.mark.parametrize(
    ("title", "prompt"),
    [
        ("Objeto del servicio", "¿Cuál es el objeto del servicio en «Manual»?"),
        ("Plazos de contestación", "¿Cuáles son los plazos de contestación en «Manual»?"),
        ("Requisitos", "¿Cuáles son los requisitos en «Manual»?"),
        ("Solicitud de días libres", "¿Qué hay que saber sobre la solicitud de días libres?"),
        ("2. Contestación de la jefatura", "¿Qué hay que saber sobre la contestación de la jefatura?"),
        ("Cómo pedir días libres", "¿Cómo puedo pedir días libres?"),
        ("Pedir sus días libres", "¿Cómo puedo pedir mis días libres?"),
        ("Cuándo se contesta", "Explique cuándo se contesta."),
        ("Días libres", "¿Qué hay que saber sobre los días libres?"),
        ("La plantilla", "¿Qué hay que saber sobre la plantilla?"),
        ("Artículo 5. Días libres", "¿Qué hay que saber sobre los días libres?"),
    ],
)
def test_a_spanish_title_becomes_the_question_of_a_person(title, prompt):
    assert prompts(f"# Manual\n\n## {title}\n\n{CUERPO}", "es") == [prompt]


@pytest.mark.parametrize(
    ("title", "text", "language", "prompt"),
    [
        ("Leave policy", BODY, "en", "Explain the leave policy."),
        ("How to ask for days off", BODY, "en", "Explain how to ask for days off."),
        ("Cómo pedir días libres", CUERPO, "es", "Explique cómo pedir días libres."),
        ("Solicitud de días libres", CUERPO, "es", "Explique la solicitud de días libres."),
    ],
)
def test_an_instruction_asks_for_the_same(title, text, language, prompt):
    (passage,) = cut([Page(1, f"# {title}\n\n{text}", Method.TEXT)])
    assert [one.prompt for one in heading_section.draft(passage, "instruction", language)] == [prompt]


def test_doing_something_is_asked_how_where_the_text_tells_what_to_do():
    told = "Requests are made in the portal. Ask for the days fifteen days ahead, and the head of the team answers."
    said = "Requests are made in the portal, and those who ask for days off wait for the head of the team to answer."
    assert prompts(f"# Asking for days off\n\n{told}") == ["How do I ask for days off?"]
    assert prompts(f"# Asking for days off\n\n{said}") == ["What should I know about asking for days off?"]


def test_names_keep_their_capitals():
    body = f"{BODY} The form is sent to Madrid and checked with NASA."
    assert prompts(f"# Form for Madrid and NASA\n\n{body}") == ["What is the form for Madrid and NASA?"]


def test_a_title_that_says_too_little_names_the_heading_above():
    assert prompts(f"# Lease\n\n## Handing over\n\n{BODY}") == ["What is said about “Handing over” in “Lease”?"]
    assert prompts(f"# Leave report\n\n## Method\n\n{BODY}") == ["What is the method in “Leave report”?"]


@pytest.mark.parametrize(
    "text",
    [
        f"# Introduction\n\n{BODY}",
        f"# Who asks?\n\n{BODY}",
        f"# = 5\n\n{BODY}",
        f"# Disable;\n\n{BODY}",
        "# Days off\n\nAs agreed.",
        f"# Days off\n\nThis means that {BODY}",
        f"# Days off\n\n{BODY}\n\nWho is the head?\n\n{BODY}",
        "# Days off\n\n" + "1 " * 40,
        "# Days off\n\n" + BODY.replace("days.", "days:"),
        f"# Method\n\n{BODY}",
        f"# Handing over\n\n{BODY}",
        f"# Terms used in this handbook\n\n{BODY}",
        f"# Related work\n\n{BODY}",
        f"# Column name data type description\n\n{BODY}",
        f"# Example document\n\n{BODY}",
        f"# DnuoPFWnPr\n\n{BODY}",
        f"# Subjective \\ Norm\n\n{BODY}",
        f"# Harbour Street Clinic\n\nHarbour Street 12\n\n{BODY}",
        "# Measure last year this year\n\nPatients seen by us 367 412\nFirst appointments of all 121 138\n"
        "Waiting time in working days 19 11",
        BODY,
    ],
)
def test_what_does_not_stand_alone_makes_no_pair(text):
    assert prompts(text) == []


def test_other_languages_make_no_pair():
    assert prompts(f"# Days off\n\n{BODY}", "fr") == []


def test_an_answer_ends_before_a_running_line():
    text = f"# Days off\n\n{BODY}\n\nHarbour Street Clinic 2\n\n{BODY}"
    (passage,) = cut([Page(1, text, Method.TEXT)])
    assert [one.completion for one in heading_section.draft(passage, "k", "en")] == [BODY]
