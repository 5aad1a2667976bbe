"""Trying drafting out, and mapping the columns of a sheet, in real Chromium: in Spanish, in the dark, by keyboard."""

import pytest
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import expect

from curation.documents.models import Page
from curation.examples.models import Example
from curation.pipeline.media import CSV
from curation.projects.roles import Role
from tests.browsing import assert_accessible, shoot
from tests.factories import make_document, make_project, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
VISITS = """# Visitas

¿Cuándo abre la consulta?

La consulta abre de lunes a viernes, de nueve a cinco, también en verano.

# Pagos

La fianza es una cantidad de dinero que se entrega al empezar y se devuelve al final."""
TABLE = """Id | Pregunta | Respuesta | Clase
1 | ¿Cuándo abre la consulta? | De lunes a viernes. | horario
2 | ¿Dónde está? | En la calle Mayor. | lugar
3 |  | Nadie lo sabe. | lugar"""


@pytest.fixture
def manager():
    return make_user("maria", language="es")


@pytest.fixture
def project(manager):
    project = make_project(members={manager: [Role.MANAGER]}, name="Consultas", slug="letters", language="es")
    make_document(project, name="visitas.md", pages=[VISITS], recipe="cut-1:0123456789abcdef")
    return project


@pytest.fixture
def sheet(project):
    document = make_document(project, name="preguntas.csv", media_type=CSV, pages=[TABLE])
    Page.objects.filter(document=document).update(blocks=[["table", 0, len(TABLE), 0]])
    return document


@pytest.fixture
def inside(strict_page, context, client, live_server, manager, project):
    client.force_login(manager)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])
    return strict_page


def look_at(page, name):
    """Accessible in both themes, and no wider than a telephone."""
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        page.evaluate("scrollTo(0, 0)")  # nothing half under the bar, where it is too small to be hit
        assert_accessible(page)
        shoot(page, f"{name}-{scheme}")
    page.set_viewport_size({"width": 390, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    shoot(page, f"{name}-narrow")
    page.set_viewport_size({"width": 1440, "height": 900})


def test_typed_settings_are_tried_out_by_keyboard_and_nothing_is_stored(inside, live_server, project):
    page = inside
    page.goto(live_server.url + reverse("projects:settings", args=["letters", "drafting"]))
    page.get_by_label("Documento", exact=True).press("Enter")
    heading = page.get_by_role("heading", name="Prueba con visitas.md")
    expect(heading).to_be_focused()
    marked = page.locator("mark", has_text="La consulta abre de lunes a viernes")
    expect(marked).to_be_visible()
    expect(page.get_by_text("¿Qué es la fianza?")).to_be_visible()
    look_at(page, "try-out")
    definitions = page.get_by_role("checkbox", name="Definiciones")
    definitions.focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Probar ajustes").press("Enter")
    expect(page.get_by_text("¿Qué es la fianza?")).to_have_count(0)
    expect(marked).to_be_visible()
    assert not Example.objects.exists()
    project.refresh_from_db()
    assert project.drafters_off == []


def test_a_document_that_is_not_there_is_said_without_losing_what_was_typed(inside, live_server, expected_errors):
    expected_errors.append("422")
    page = inside
    page.goto(live_server.url + reverse("projects:settings", args=["letters", "drafting"]))
    page.get_by_label("Documento", exact=True).fill("nada.pdf")
    page.get_by_role("button", name="Probar ajustes").click()
    expect(page.get_by_role("alert").filter(has_text="se llama «nada.pdf»")).to_be_visible()
    expect(page.get_by_label("Documento", exact=True)).to_have_value("nada.pdf")
    page.evaluate("scrollTo(0, 0)")  # nothing half under the bar, where it is too small to be hit
    assert_accessible(page)


def test_columns_are_mapped_by_keyboard_with_five_rows_shown_live(inside, live_server, sheet):
    page = inside
    page.goto(live_server.url + reverse("intake:map_rows", args=["letters", sheet.pk]))
    expect(page.get_by_role("cell", name="De lunes a viernes.")).to_be_visible()
    look_at(page, "map-rows")
    label = page.get_by_label("Etiqueta")
    label.focus()
    label.select_option("Ninguna columna")
    expect(page.get_by_role("cell", name="horario")).to_have_count(0)
    expect(page.get_by_label("Etiqueta")).to_be_focused()
    page.get_by_label("Etiqueta").select_option("Clase")
    expect(page.get_by_role("cell", name="horario")).to_be_visible()
    page.get_by_role("button", name="Crear los ejemplos").press("Enter")
    expect(page.get_by_role("heading", name="2 ejemplos creados")).to_be_visible()
    expect(page.get_by_text("Fila 4: la petición está vacía.")).to_be_visible()
    look_at(page, "rows-made")
    assert Example.objects.filter(document=sheet, drafter="rows-1").count() == 2


def test_drafting_again_says_first_what_goes_and_what_stays(inside, live_server, project):
    page = inside
    page.goto(live_server.url + reverse("projects:settings", args=["letters", "drafting"]))
    page.get_by_role("link", name="Generar de nuevo…").click()
    expect(page.get_by_text("que nadie ha abierto")).to_be_visible()
    look_at(page, "draft-again")
    page.get_by_role("button", name="Generar borradores de nuevo").press("Enter")
    expect(page.get_by_text("Queda 1 documento")).to_be_visible()
    page.evaluate("scrollTo(0, 0)")  # nothing half under the bar, where it is too small to be hit
    assert_accessible(page)
