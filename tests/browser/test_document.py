"""The screen of one document as a person sees it: doubt to be walked through, words put right, pages read again."""

import re

import pytest
from playwright.sync_api import expect

from curation.accounts.models import User
from curation.documents.models import Page, Rereading
from curation.documents.states import PageState
from curation.examples.models import Example
from curation.intake import rereading
from curation.intake.correcting import Wanted, correct
from curation.pipeline.types import Method
from curation.pipeline.types import Page as Read
from tests.browser.annotating import saved
from tests.browser.letters import LETTER, wornan
from tests.browsing import assert_accessible, shoot
from tests.services import wait_until

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def open_letter(screen, letter, query=""):
    screen.open(f"documents/{letter.pk}/{query}")


@pytest.mark.parametrize(
    ("language", "problem", "button", "meanwhile"),
    [
        ("en", "Reading took too long", "Try again", "This page is still being read."),
        ("es", "La lectura tardó demasiado", "Intentar de nuevo", "Esta página todavía se está leyendo."),
    ],
)
def test_a_failed_page_alone_is_tried_again(screen, letter, language, problem, button, meanwhile):
    User.objects.update(language=language)
    before = dict(letter.pages.values_list("number", "revision"))
    open_letter(screen, letter, "?page=2")
    expect(screen.get_by_role("main")).to_contain_text(problem)
    screen.get_by_role("button", name=button).click()
    expect(screen.get_by_text(meanwhile)).to_be_visible()
    Page.objects.filter(document=letter, number=2).update(
        state=PageState.READ, text="The second page.", method="ocr", revision=7
    )
    expect(screen.locator(".document__text")).to_have_text("The second page.")
    assert letter.pages.get(number=1).revision == before[1]
    assert_accessible(screen)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_hard_words_are_walked_through_by_key_in_text_and_picture(screen, letter, theme):
    screen.emulate_media(color_scheme=theme)
    open_letter(screen, letter)
    expect(screen.get_by_text("2 words are hard to read")).to_be_visible()
    screen.keyboard.press("n")
    expect(screen.locator("[data-here]")).to_have_text("wornan")
    expect(screen.locator("#status")).to_have_text("wornan, 54 % sure, line 3")
    box = screen.locator("[data-here]").get_attribute("data-box")
    expect(screen.locator(".sheet__here")).to_have_attribute("d", box)
    screen.keyboard.press("n")
    expect(screen.locator("[data-here]")).to_have_text("ooce")
    screen.keyboard.press("Shift+N")
    expect(screen.locator("[data-here]")).to_have_text("wornan")
    assert_accessible(screen)
    shoot(screen, f"document-{theme}")


def test_a_hard_word_is_put_right_by_keys_alone(screen, letter):
    open_letter(screen, letter)
    screen.keyboard.press("n")
    screen.keyboard.press("Enter")
    field = screen.get_by_label("The word as it stands on the page")
    expect(field).to_be_focused()
    expect(field).to_have_value("wornan")
    assert_accessible(screen)
    shoot(screen, "document-correcting")
    screen.keyboard.press("Escape")
    expect(field).to_have_count(0)
    screen.keyboard.press("Enter")
    field.fill("woman")
    screen.keyboard.press("Enter")
    word = screen.locator("[data-corrected]")
    expect(word).to_have_text("woman")
    expect(word).to_have_attribute("title", "read as “wornan”")
    expect(screen.locator("#status")).to_contain_text("The word was put right.")
    expect(screen.locator(".sheet__words[data-sure=low]")).to_have_count(1)
    assert letter.pages.get(number=1).text == LETTER.replace("wornan", "woman")
    assert_accessible(screen)
    shoot(screen, "document-corrected")
    screen.keyboard.press("n")
    expect(screen.locator("[data-here]")).to_have_text("ooce")
    screen.get_by_role("button", name="Undo").click()
    expect(word).to_have_count(0)
    assert letter.pages.get(number=1).text == LETTER


def test_of_two_people_who_correct_one_word_the_later_sees_both_texts(screen, expected_errors, letter):
    expected_errors.append("409")
    open_letter(screen, letter)
    screen.keyboard.press("n")
    screen.keyboard.press("Enter")
    correct(letter, Wanted(1, wornan(letter), 0, "wornan", "lady"), by=letter.uploaded_by)
    screen.get_by_label("The word as it stands on the page").fill("woman")
    screen.keyboard.press("Enter")
    expect(screen.get_by_text("it says “lady” now. You typed “woman”.")).to_be_visible()
    assert_accessible(screen)
    shoot(screen, "document-conflict")
    screen.get_by_role("button", name="Use mine").click()
    expect(screen.locator("[data-corrected]")).to_have_text("woman")


def test_a_word_put_right_is_suggested_where_an_expert_works_and_taken_with_one_key(screen, letter, project):
    example = Example.objects.get()
    Example.objects.update(prompt="Who is the wornan?", completion="The wornan is 54.", evidence=[span_of(LETTER)])
    screen.open(f"annotate/{example.pk}/")
    screen.get_by_label("Completion").fill("The wornan is 54 years old.")
    saved(screen)
    correct(letter, Wanted(1, wornan(letter), 0, "wornan", "woman"), by=letter.uploaded_by)
    screen.reload()
    expect(screen.get_by_text("“wornan” is “woman”")).to_be_visible()
    assert_accessible(screen)
    shoot(screen, "annotate-suggested")
    screen.keyboard.press("c")
    expect(screen.get_by_label("Completion")).to_have_value("The woman is 54 years old.")
    expect(screen.get_by_label("Prompt", exact=False).first).to_have_value("Who is the woman?")
    expect(screen.get_by_text("“wornan” is “woman”")).to_have_count(0)
    wait_until(lambda: example.versions.get().completion == "The woman is 54 years old.")


def span_of(text):
    return {"page": 1, "start": 0, "end": len(text)}


def test_a_word_clicked_in_the_picture_is_marked_in_the_text(screen, letter):
    open_letter(screen, letter)
    image = screen.locator("[data-sheet] img")
    expect(image).to_be_visible()
    wait_until(lambda: image.evaluate("image => image.complete && image.naturalWidth > 0"))
    frame = image.bounding_box()
    scale = frame["width"] / 1000
    image.click(position={"x": 110 * scale, "y": 270 * scale})
    expect(screen.locator("[data-here]")).to_have_text("54")


def test_pages_and_tabs_change_in_place_and_by_address(screen, letter):
    open_letter(screen, letter)
    screen.get_by_role("link", name="Examples 1").click()
    expect(screen.get_by_role("table", name="Examples of this document")).to_be_visible()
    expect(screen.get_by_role("link", name="Examples 1")).to_have_attribute("aria-current", "page")
    expect(screen).to_have_url(re.compile(r"\?page=1&tab=examples$"))
    screen.get_by_role("link", name="Passages 1").click()
    passage = screen.locator("[data-outline]")
    passage.hover()
    expect(screen.locator(".sheet__passage")).to_have_attribute("d", passage.get_attribute("data-outline"))
    passage.get_by_role("link", name="Mark it on the page").click()
    expect(screen.locator(".sheet__band")).to_have_count(1)
    assert_accessible(screen)
    screen.locator("#leaf-2").click()
    expect(screen.get_by_role("heading", name="Page 2 of 2")).to_be_attached()
    expect(screen.locator("#leaf-2")).to_have_attribute("aria-current", "page")
    expect(screen.locator("#leaf-1")).not_to_have_attribute("aria-current", "page")
    screen.go_back()
    expect(screen.get_by_role("heading", name="Page 1 of 2")).to_be_attached()


def test_a_page_is_read_again_compared_and_taken(screen, letter, monkeypatch):
    better = LETTER.replace("wornan", "woman").replace("ooce", "once")

    def read(path, media_type, numbers, options, *, on_tick):
        yield Read(number=1, text=better, method=Method.OCR, width=1000, height=700, confidence=95, engine="rapidocr 3")

    monkeypatch.setattr(rereading.sandbox, "read_pages", read)
    open_letter(screen, letter)
    screen.get_by_role("button", name="Read this page again").click()
    dialog = screen.get_by_role("dialog")
    dialog.get_by_label("It is a photograph of a page").check()
    assert_accessible(screen)
    shoot(screen, "document-read-again")
    dialog.get_by_role("button", name="Read again").click()
    expect(screen.get_by_text("This page is being read again.")).to_be_visible()
    rereading.read(Rereading.objects.get().pk)
    expect(screen.locator("ins").first).to_contain_text("woman")
    expect(screen.locator("#leaf-1")).to_contain_text("New reading")
    assert_accessible(screen)
    shoot(screen, "document-new-reading")
    screen.get_by_role("button", name="Take the new text").click()
    expect(screen.locator(".document__text")).to_contain_text("54 year old woman")
    assert letter.pages.get(number=1).text == better


@pytest.mark.parametrize("width", [390, 320])
def test_on_a_small_screen_page_and_text_take_turns(screen, letter, width):
    screen.set_viewport_size({"width": width, "height": 844})
    open_letter(screen, letter)
    expect(screen.locator(".document__panel")).to_be_hidden()
    screen.get_by_role("group", name="Panes").get_by_role("button", name="Text").click()
    expect(screen.locator(".document__text")).to_be_visible()
    expect(screen.locator("[data-stage]")).to_be_hidden()
    shoot(screen, f"document-{width}")
    assert screen.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert_accessible(screen)
    screen.open("documents/")
    assert screen.evaluate("document.documentElement.scrollWidth <= innerWidth")
    shoot(screen, f"documents-{width}")
