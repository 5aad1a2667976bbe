"""The states of the documents' screens in Spanish, in the dark and on a telephone: readable, and nothing overflows."""

import hashlib
import re

import pytest
from playwright.sync_api import expect

from curation.documents.models import Document, Page
from curation.documents.states import PageState, State
from curation.intake.correcting import Wanted, correct
from tests.browser.letters import LETTER, wornan
from tests.browser.uploading import break_at, choose, row, work
from tests.browsing import assert_accessible, let_go, shoot
from tests.factories import make_document

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(params=[1440, 390])
def pantalla(request, screen, context, project):
    """The same person, who reads Spanish in the dark."""
    project.memberships.first().user.__class__.objects.update(language="es")
    screen.set_viewport_size({"width": request.param, "height": 844})
    screen.emulate_media(color_scheme="dark")
    screen.width = request.param
    return screen


def look(screen, name):
    """Everything is in its language, within the screen and accessible."""
    expect(screen.locator("html")).to_have_attribute("lang", "es")
    assert screen.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
    assert_accessible(screen)
    shoot(screen, f"es-{name}-{screen.width}")


def show_text(screen):
    """On a small screen the text is behind a button."""
    button = screen.locator("[data-show-pane=panel]")
    if button.is_visible():
        button.click()


def test_the_list_says_each_state(pantalla, project):
    for name, fields in {
        "informe-de-alta-con-un-nombre-bastante-largo.pdf": {"state": State.FAILED, "problem": "damaged", "tries": 3},
        "clave.pdf": {"state": State.FAILED, "problem": "encrypted"},
        "carta.pdf": {"state": State.READING, "pages": ["a"] * 3},
        "contrato.pdf": {},
    }.items():
        make_document(project, name=name, **fields)
    pantalla.open("documents/")
    expect(pantalla.get_by_role("row").or_(pantalla.locator("tr")).filter(has_text="contrato.pdf")).to_contain_text(
        "Listo"
    )
    pantalla.locator("[data-choose]").first.check()
    expect(pantalla.locator("[data-chosen-count]")).to_have_text("Elegidos: 1")
    look(pantalla, "documents")
    pantalla.get_by_role("button", name="Quitar…").click()
    expect(pantalla).to_have_url(re.compile("/remove/"))
    look(pantalla, "documents-remove")


def test_an_upload_breaks_goes_on_is_read_and_is_known_when_it_comes_again(screen, project, expected_errors):
    """The acceptance checks of one document's way in, in one go."""
    expected_errors.append("ERR_CONNECTION_RESET|ERR_FAILED|ERR_INTERNET_DISCONNECTED")
    project.memberships.first().user.__class__.objects.update(language="es")
    screen.emulate_media(color_scheme="dark")
    content = b"# Horario\n\nP: \xc2\xbfCu\xc3\xa1ndo abre?\nR: De ocho a seis, todos los d\xc3\xadas laborables.\n"
    screen.open("documents/")
    waiting = break_at(screen, 0)
    choose(screen, ("horario.md", content))
    expect(screen.locator(".upload__state")).to_contain_text("Se perdió la conexión")
    let_go(screen, waiting)
    expect(row(screen, "horario.md")).to_contain_text("En espera")
    assert Document.objects.get().sha256 == hashlib.sha256(content).hexdigest()
    choose(screen, ("otra-vez.md", content))
    expect(screen.get_by_role("link", name="Ya está aquí: horario.md")).to_be_visible()
    work()
    expect(row(screen, "horario.md")).to_contain_text("Listo")
    screen.width = 1440
    look(screen, "uploaded")


def test_a_file_that_is_refused_says_why(pantalla, expected_errors):
    expected_errors.append("422")
    pantalla.open("documents/")
    choose(pantalla, ("a.exe", b"MZ"))
    expect(pantalla.locator(".upload__file")).to_contain_text("Este tipo de archivo no se puede leer")
    look(pantalla, "upload")


def test_hard_words_are_walked_through_and_put_right(pantalla, expected_errors, letter):
    expected_errors.append("409")
    pantalla.open(f"documents/{letter.pk}/")
    show_text(pantalla)
    pantalla.keyboard.press("n")
    expect(pantalla.locator("[data-here]")).to_have_text("wornan")
    pantalla.get_by_role("button", name="Corregir").click()
    expect(pantalla.locator(".correct__field")).to_be_focused()
    look(pantalla, "correcting")
    correct(letter, Wanted(1, wornan(letter), 0, "wornan", "lady"), by=letter.uploaded_by)
    pantalla.locator(".correct__field").fill("woman")
    pantalla.keyboard.press("Enter")
    expect(pantalla.locator(".correct__late")).to_contain_text("ahora dice «lady»")
    look(pantalla, "correcting-conflict")
    pantalla.get_by_role("button", name="Usar la mía").click()
    expect(pantalla.locator("[data-corrected]")).to_have_text("woman")
    look(pantalla, "corrected")


@pytest.mark.parametrize(
    ("name", "fields", "said"),
    [
        ("failed", {"state": PageState.FAILED, "problem": "too_slow"}, "La lectura tardó demasiado"),
        ("no-text", {"text": "", "words": []}, "No se encontró texto en esta página"),
        ("other-engine", {"alternative": LETTER.replace("wornan", "woman")}, "Un segundo motor leyó 1 lugar"),
    ],
)
def test_a_page_in_trouble_says_what_helps(pantalla, letter, name, fields, said):
    Page.objects.filter(document=letter, number=1).update(**fields)
    pantalla.open(f"documents/{letter.pk}/")
    if name != "failed":
        show_text(pantalla)
    expect(pantalla.locator(".banner, #panel").filter(has_text=re.compile(said)).first).to_be_visible()
    for summary in pantalla.locator(".document__other summary").all():
        summary.click()
    look(pantalla, f"page-{name}")


def test_a_document_that_could_not_be_read_says_so(pantalla, project):
    failed = make_document(project, name="roto.pdf", state=State.FAILED, problem="damaged")
    Page.objects.filter(document=failed).delete()
    Document.objects.filter(pk=failed.pk).update(page_count=None)
    pantalla.open(f"documents/{failed.pk}/")
    expect(pantalla.locator("main")).to_contain_text("El archivo está dañado")
    look(pantalla, "document-failed")


def test_what_is_not_there_says_so(pantalla, expected_errors, project):
    expected_errors.append("404")
    pantalla.open("documents/987654/")
    look(pantalla, "404")
