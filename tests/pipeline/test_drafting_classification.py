from dataclasses import replace

import pytest

from curation.pipeline.chunking import cut
from curation.pipeline.drafting import classification
from curation.pipeline.types import Method, Page

TEXT = "Patients may cancel up to 24 hours before the visit at no cost, by telephone or in the portal."
TEXTO = "Los pacientes pueden cancelar hasta 24 horas antes de la visita, por teléfono o en el portal."


def made(text, folder=""):
    found = [replace(passage, folder=folder) for passage in cut([Page(1, text, Method.TEXT)])]
    return [one for passage in found for one in classification.draft(passage, "classification", "en")]


@pytest.mark.parametrize(
    ("titles", "text", "label"),
    [
        ("# Cancellation policy", TEXT, "Cancellation policy"),
        ("# Clinic handbook\n\n## 3. Cancellation", TEXT, "Cancellation"),
        ("# Clinic handbook\n\n## Visits\n\n### Cancellation", TEXT, "Visits"),
        ("# Manual\n\n## Política de cancelación", TEXTO, "Política de cancelación"),
    ],
)
def test_the_section_s_title_is_the_label_and_not_part_of_the_text(titles, text, label):
    (draft,) = made(f"{titles}\n\n{text}")
    assert (draft.prompt, draft.completion, draft.label) == (text, "", label)


@pytest.mark.parametrize(
    "text", [TEXT, f"# Introduction\n\n{TEXT}", f"# Who may cancel?\n\n{TEXT}", "# Visits\n\nNot at all.", "# Visits"]
)
def test_without_a_title_that_names_a_class_there_is_no_suggestion(text):
    assert made(text) == []


@pytest.mark.parametrize(
    ("folder", "label"),
    [("complaints", "complaints"), ("Cartas_de-alta", "Cartas de alta"), ("2024", "Visits"), ("2024-03-01", "Visits")],
)
def test_the_folder_that_a_person_sorted_the_file_into_goes_before_the_title(folder, label):
    (draft,) = made(f"# Clinic handbook\n\n## Visits\n\n{TEXT}", folder)
    assert draft.label == label


def test_a_folder_is_enough_for_a_text_without_titles():
    (draft,) = made(TEXT, "complaints")
    assert (draft.prompt, draft.label) == (TEXT, "complaints")
