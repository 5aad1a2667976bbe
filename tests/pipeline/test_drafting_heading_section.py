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
        ("Days Off", "Explain days off."),
        ("3.2 Asking for days off", "Explain asking for days off."),
        ("How to ask for days off", "Explain how to ask for days off."),
        ("Leave policy", "Explain the leave policy."),
        ("The Portal", "Explain the portal."),
        ("DAYS OFF", "Explain days off."),
        ("Chapter 4. Days off", "Explain days off."),
    ],
)
def test_an_english_title_reads_as_part_of_the_sentence(title, prompt):
    assert prompts(f"# {title}\n\n{BODY}") == [prompt]


@pytest.mark.parametrize(
    ("title", "prompt"),
    [
        ("Solicitud de días libres", "Explique la solicitud de días libres."),
        ("2. Contestación de la jefatura", "Explique la contestación de la jefatura."),
        ("Cómo pedir días libres", "Explique cómo pedir días libres."),
        ("Días libres", "Explique «Días libres»."),
        ("La plantilla", "Explique la plantilla."),
        ("Artículo 5. Días libres", "Explique «Días libres»."),
    ],
)
def test_a_spanish_title_takes_its_article_or_quotes(title, prompt):
    assert prompts(f"# {title}\n\n{CUERPO}", "es") == [prompt]


def test_names_keep_their_capitals():
    body = f"{BODY} The form is sent to Madrid and checked with NASA."
    assert prompts(f"# Form for Madrid and NASA\n\n{body}") == ["Explain form for Madrid and NASA."]


def test_a_title_that_says_too_little_names_the_heading_above():
    assert prompts(f"# Lease\n\n## Handing over\n\n{BODY}") == ["Explain handing over (Lease)."]


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
        BODY,
    ],
)
def test_what_does_not_stand_alone_makes_no_pair(text):
    assert prompts(text) == []


def test_other_languages_make_no_pair():
    assert prompts(f"# Days off\n\n{BODY}", "fr") == []
