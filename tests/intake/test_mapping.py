"""Rows to pairs: columns that a person maps, five rows shown first, each row an example or the reason why not."""

import pytest
from django.test import Client
from django.urls import reverse

from curation.documents.models import Page
from curation.examples.models import Example
from curation.examples.states import Action
from curation.intake import mapping
from curation.pipeline.media import CSV, XLSX
from curation.projects.roles import Role
from tests.factories import join, make_document, make_project, make_user

HTMX = {"HX-Request": "true"}
TABLE = """Id | Pregunta | Respuesta | Clase
1 | ¿Cuándo abre la consulta? | De lunes a viernes. | horario
2 | ¿Dónde está? | En la calle Mayor. | lugar
3 |  | Nadie lo sabe. | lugar
4 | ¿Quién responde? |  | personas
5 | ¿Qué hay | entre | medias? | y más
6 | ¿Cuánto cuesta? | Treinta euros. | """
CHOSEN = {"prompt": 1, "completion": 2, "label": 3, "header": "on"}


def sheet(project, text=TABLE, *, name="preguntas.csv", media_type=CSV):
    document = make_document(project, name=name, media_type=media_type, pages=[text])
    Page.objects.filter(document=document).update(blocks=[["table", 0, len(text), 0]])
    return document


@pytest.fixture
def project(db):
    return make_project(slug="letters", members={make_user("luis"): [Role.UPLOADER]})


@pytest.fixture
def client(project):
    client = Client()
    client.force_login(project.memberships.get().user)
    return client


@pytest.fixture
def document(project):
    return sheet(project)


def address(document):
    return reverse("intake:map_rows", args=["letters", document.pk])


def test_what_columns_are_called_is_proposed_and_five_rows_are_shown(client, document):
    page = client.get(address(document)).content.decode()
    for name in ("Pregunta", "Respuesta", "Clase"):
        assert page.count(f"selected>{name}</option>") == 1
    assert "¿Cuándo abre la consulta?" in page and "De lunes a viernes." in page
    assert "Left out: the prompt is empty." in page
    assert "Treinta euros." not in page  # the sixth
    assert not Example.objects.exists()


def test_a_preview_follows_what_is_chosen_and_makes_nothing(client, document):
    page = client.post(address(document), CHOSEN | {"prompt": 0, "label": "", "preview": "on"}, headers=HTMX)
    assert page.status_code == 200 and "<html" not in page.content.decode()
    assert "<td>2</td><td>En la calle Mayor.</td><td>–</td>" in page.content.decode()
    assert not Example.objects.exists() and not document.project.column_mappings.exists()


def test_each_row_becomes_an_example_whose_evidence_are_its_cells(client, document):
    client.post(address(document), CHOSEN)
    examples = list(document.examples.order_by("ordinal"))
    assert [(one.ordinal, one.prompt, one.completion, one.suggested_label) for one in examples] == [
        (2, "¿Cuándo abre la consulta?", "De lunes a viernes.", "horario"),
        (3, "¿Dónde está?", "En la calle Mayor.", "lugar"),
        (7, "¿Cuánto cuesta?", "Treinta euros.", ""),
    ]
    for example in examples:
        told = [TABLE[span["start"] : span["end"]] for span in example.evidence]
        assert told == [text for text in (example.prompt, example.completion, example.suggested_label) if text]
    assert document.events.get().action == Action.IMPORTED


def test_rows_that_give_no_pair_are_told_by_their_number(client, document):
    page = client.post(address(document), CHOSEN).content.decode()
    assert "3 examples made" in page
    assert "Row 4: the prompt is empty." in page
    assert "Row 5: the completion is empty." in page
    assert "Row 6: it has more cells than the first row" in page


def test_doing_it_again_adds_nothing(client, document):
    client.post(address(document), CHOSEN)
    before = set(document.examples.values_list("pk", flat=True))
    page = client.post(address(document), CHOSEN).content.decode()
    assert "0 examples made" in page and "3 rows had an example already." in page
    assert set(document.examples.values_list("pk", flat=True)) == before


def test_other_columns_take_the_place_of_what_nobody_has_opened(client, document):
    client.post(address(document), CHOSEN)
    opened = document.examples.order_by("ordinal").first()
    opened.versions.create(author=make_user())
    page = client.post(address(document), CHOSEN | {"label": ""}).content.decode()
    assert "1 example of other columns, which nobody had opened, was removed." in page
    assert "examples made" in page
    assert Example.objects.filter(pk=opened.pk).exists()
    assert document.examples.filter(suggested_label="lugar").count() == 0


def test_a_sheet_that_begins_alike_is_mapped_alike(client, project, document):
    client.post(address(document), CHOSEN | {"prompt": 3, "label": 1})
    other = sheet(project, "Id | Pregunta | Respuesta | Clase\n9 | A | B | C", name="mas.csv")
    page = client.get(address(other)).content.decode()
    assert "<td>C</td><td>B</td><td>A</td>" in page


def test_without_names_of_columns_the_first_row_is_a_pair_too(client, project):
    document = sheet(project, "¿Qué es? | Una fianza.\n¿Y esto? | Una renta.")
    page = client.get(address(document)).content.decode()
    assert "¿Qué es?</td>" in page and "Column 1 (¿Qué es?…)" in page
    client.post(address(document), {"prompt": 0, "completion": 1, "label": ""})
    assert document.examples.count() == 2
    assert "<td>¿Qué es?</td>" in client.get(address(sheet(project, "¿Qué es? | Otra."))).content.decode()


def test_a_label_without_a_completion_is_enough(client, document):
    client.post(address(document), CHOSEN | {"completion": ""})
    assert {one.completion for one in document.examples.all()} == {""}
    assert {one.suggested_label for one in document.examples.all()} == {"horario", "lugar", "personas"}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"completion": "", "label": ""}, "Choose a column for the completion"),
        ({"completion": 1}, "Choose a different column for each."),
        ({"prompt": 9}, "Select a valid choice"),
    ],
)
def test_columns_that_make_no_pair_are_refused(client, document, change, said):
    answer = client.post(address(document), CHOSEN | change)
    assert answer.status_code == 422 and said in answer.content.decode()
    assert not Example.objects.exists()


def test_each_sheet_of_a_workbook_is_mapped_by_itself(client, project):
    parts = "Uno\n\nprompt | completion\nA | B", "Dos\n\nclass | text\nC | D"
    document = make_document(project, name="a.xlsx", media_type=XLSX, pages=["", ""])
    for number, part in enumerate(parts, 1):
        blocks = [["heading", 0, 3, 1], ["table", 5, len(part), 0]]
        Page.objects.filter(document=document, number=number).update(text=part, blocks=blocks)
    page = client.get(address(document) + "?sheet=1").content.decode()
    assert "<td>D</td><td>–</td><td>C</td>" in page
    client.post(address(document) + "?sheet=1", {"prompt": 1, "completion": "", "label": 0, "header": "on"})
    example = document.examples.get()
    assert (example.prompt, example.suggested_label, example.evidence[0]["page"]) == ("D", "C", 2)


def test_more_rows_than_one_go_takes_are_made_in_several(client, document, monkeypatch):
    monkeypatch.setattr(mapping, "AT_ONCE", 2)
    assert "1 row is left." in client.post(address(document), CHOSEN).content.decode()
    assert "1 example made" in client.post(address(document), CHOSEN).content.decode()
    assert document.examples.count() == 3


def test_what_has_no_rows_has_no_such_page(client, project):
    assert client.get(address(make_document(project))).status_code == 404


def test_the_way_there_is_beside_the_examples_of_a_sheet(client, project, document):
    detail = reverse("documents:detail", args=["letters", document.pk]) + "?tab=examples"
    assert address(document) in client.get(detail).content.decode()
    client.force_login(join(project, make_user(), Role.ANNOTATOR))
    assert address(document) not in client.get(detail).content.decode()
