import pytest

from curation.pipeline.drafting import table_rows
from curation.pipeline.types import Block, BlockKind, Passage


def made(title, table, language="en"):
    blocks = (Block(BlockKind.HEADING, 0, len(title), 1), Block(BlockKind.TABLE, len(title), len(title + table)))
    passage = Passage(0, title + table, (), (title,), blocks)
    drafts = list(table_rows.draft(passage, "k", language))
    assert all(passage.text[one.start : one.end] == one.completion for one in drafts)
    return [(one.prompt, one.completion) for one in drafts]


def test_a_column_of_values_is_asked_for_by_row():
    table = "Test | Price | Waiting time\nBlood test | 30 euros | -\nMRI scan | 210 euros | 5 days"
    assert made("Tests", table) == [
        ("What is the price for Blood test in “Tests”?", "30 euros"),
        ("What is the price for MRI scan in “Tests”?", "210 euros"),
        ("What is the waiting time for MRI scan in “Tests”?", "5 days"),
    ]


def test_a_spanish_table():
    table = "Prueba | Plazo | Requisitos\nAnálisis de sangre | 24 horas | ayuno"
    assert made("Pruebas", table, "es") == [
        ("¿Cuál es el plazo de Análisis de sangre en «Pruebas»?", "24 horas"),
        ("¿Cuáles son los requisitos de Análisis de sangre en «Pruebas»?", "ayuno"),
    ]


def test_the_title_says_what_the_cells_hold():
    table = "Day | Clinic\nFriday | 8:00 to 15:00"
    assert made("Opening hours", table) == [("What are the opening hours for Friday (Clinic)?", "8:00 to 15:00")]
    tabla = "Día | Oficina\nViernes | de 9:00 a 14:00"
    assert made("Horario", tabla, "es") == [("¿Cuál es el horario para viernes (Oficina)?", "de 9:00 a 14:00")]
    assert made("Our lease", table) == []


def test_where_neither_says_it_row_and_column_are_quoted():
    table = "Measure | This year\nPatients seen | 412"
    prompt = "What does “Clinic report” give for “Patients seen” under “This year”?"
    assert made("Clinic report", table) == [(prompt, "412")]
    pregunta = "¿Qué figura en «Informe anual» para «Consultas», en la columna «Este año»?"
    assert made("Informe anual", "Medida | Este año\nConsultas | 635", "es") == [(pregunta, "635")]


def test_a_long_table_gives_its_best_rows_only():
    rows = "\n".join(f"Room {letter} | floor {number}" for number, letter in enumerate("abcdefghij"))
    assert len(made("Rooms", f"Room | Location\n{rows}")) == table_rows.PER_TABLE


@pytest.mark.parametrize(
    "table",
    [
        "Test | Price",
        "12 | 14 | 15\n16 | 17 | 18",
        "Test | Price | Price\nBlood test | 30 | 40",
        "Test | Price\n30 | 40",
        "Test | Price\nBlood test | 40 | 50",
        "Test | Price\nBlood test | n/a",
        "a | b | c | d | e | f | g | h | i\nRow | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8",
    ],
)
def test_a_table_of_figures_without_names_makes_no_pair(table):
    assert made("Tests", table) == []


def test_other_languages_make_no_pair():
    assert made("Tests", "Test | Price\nBlood test | 30 euros", "fr") == []
