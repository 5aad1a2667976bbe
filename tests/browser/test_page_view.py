"""Pages looked at closely: as large as they need to be, turned upright, and their words taken from the picture."""

import re

import pytest
from playwright.sync_api import expect

from curation.documents.models import Page
from curation.examples.models import Example
from curation.examples.states import Status
from tests.browser.annotating import CUT_OFF, address, make_annotator, make_desk, make_scan, saved, sign_in
from tests.browser.letters import make_letter
from tests.browsing import assert_accessible, held_back, shoot
from tests.factories import make_example, make_passage
from tests.services import wait_until

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
BOXES = """[...document.querySelectorAll("[data-stage], [data-sheet]")].map((each) => {
  const { width, height } = each.getBoundingClientRect();
  return [width, height];
})"""
SCROLLED = "[...document.querySelectorAll('[data-stage]')].flatMap((stage) => [stage.scrollLeft, stage.scrollTop])"
IN_WINDOW = """([x, y]) => {
  const at = new DOMPoint(x, y).matrixTransform(document.querySelector("[data-marks]").getScreenCTM());
  return [at.x, at.y];
}"""


@pytest.fixture
def project(db, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path
    return make_desk()


@pytest.fixture
def desk(strict_page, context, client, live_server, project, tmp_path, expected_errors):
    """A letter of two pages as somebody works on it; its second line is the source."""
    expected_errors.append(CUT_OFF)
    sign_in(context, client, live_server, make_annotator(project))
    letter = make_letter(project, tmp_path)
    example = letter.examples.get()
    type(example).objects.update(evidence=[{"page": 1, "start": 15, "end": 39}], completion="")
    strict_page.emulate_media(reduced_motion="reduce")
    strict_page.goto(address(live_server, project, example))
    expect(strict_page.locator("[data-share]")).not_to_be_empty()
    return strict_page


def word(page, text):
    """Where a word of the open page stands in the window."""
    shown = page.locator("[data-sheet] + .sheet-text").get_attribute("data-page")
    row = Page.objects.exclude(words=[]).filter(number=shown).latest("pk")
    left, top, width, height = next(each[2:6] for each in row.words if row.text[each[0] : each[1]] == text)
    return page.evaluate(IN_WINDOW, [left + width / 2, top + height / 2])


def drag(page, from_, to):
    page.mouse.move(*from_)
    page.mouse.down()
    page.mouse.move(*to, steps=4)
    page.mouse.up()


def picked(page):
    return page.evaluate("getSelection().toString().replace(/\\s+/g, ' ')")


def press_until(desk, key, moved):
    """One press may be lost while the page still glides to where another led."""
    wait_until(lambda: desk.keyboard.press(key) or desk.wait_for_timeout(100) or moved())


def test_a_page_fits_the_pane_stands_as_large_as_on_paper_and_moves_by_arrows(desk):
    desk.get_by_role("button", name="100%").click()
    expect(desk.locator("[data-share]")).to_have_text("100%")
    assert desk.evaluate(BOXES)[1][0] == pytest.approx(1000 * 96 / 200, abs=1)
    desk.get_by_role("button", name="Fit page").click()
    stage, sheet = desk.evaluate(BOXES)
    assert sheet[0] <= stage[0] and sheet[1] <= stage[1]
    for _ in range(4):
        desk.keyboard.press("+")
    desk.keyboard.press("v")
    left, top = desk.evaluate(SCROLLED)
    press_until(desk, "ArrowRight", lambda: desk.evaluate(SCROLLED)[0] > left)
    press_until(desk, "ArrowDown", lambda: desk.evaluate(SCROLLED)[1] > top)
    desk.keyboard.press("0")
    stage, sheet = desk.evaluate(BOXES)
    assert sheet[0] == pytest.approx(stage[0] - 24, abs=16)  # but for what is around it, and a scroll bar


def test_arrows_move_a_page_also_where_they_lead_to_the_next_example_elsewhere(desk):
    held_back(desk, "/lease/$")  # it would be refused now
    Example.objects.update(status=Status.REJECTED)
    desk.reload()
    expect(desk.locator("[data-key~=arrowright]")).to_be_visible()
    for key in ("+", "+", "+", "v"):
        desk.keyboard.press(key)
    left = desk.evaluate(SCROLLED)[0]
    press_until(desk, "ArrowRight", lambda: desk.evaluate(SCROLLED)[0] > left)


def test_ctrl_and_wheel_and_two_fingers_zoom_about_their_point(desk):
    x, y = word(desk, "year")
    desk.mouse.move(x, y)
    desk.keyboard.down("Control")
    desk.mouse.wheel(0, -200)
    desk.keyboard.up("Control")
    wide = desk.evaluate(BOXES)[1][0]
    assert word(desk, "year") == pytest.approx([x, y], abs=3)
    fingers = desk.context.new_cdp_session(desk)

    def touch(kind, *points):
        fingers.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y} for x, y in points]})

    touch("touchStart", (x - 30, y), (x + 30, y))
    for apart in (40, 50, 60):
        touch("touchMove", (x - apart, y), (x + apart, y))
    touch("touchEnd")
    wait_until(lambda: desk.evaluate(BOXES)[1][0] > wide * 1.3)
    assert word(desk, "year") == pytest.approx([x, y], abs=6)


def test_a_page_is_turned_by_key_for_good_and_what_is_drawn_on_it_turns_along(desk):
    desk.keyboard.press("r")
    expect(desk.locator("[data-sheet]")).to_have_attribute("data-quarters", "1")
    sheet = desk.locator("[data-sheet]").bounding_box()
    assert sheet["height"] > sheet["width"]
    band = desk.locator(".sheet__band").bounding_box()
    assert band["height"] > band["width"]
    (first, above), (last, below) = word(desk, "thank"), word(desk, "seeing")
    assert first == pytest.approx(last, abs=2) and below > above
    picture = desk.locator("[data-sheet] img").bounding_box()
    assert picture == pytest.approx(sheet, abs=1)
    drag(desk, (first, above), (last, below))
    assert picked(desk) == "thank you for seeing"
    assert_accessible(desk)
    shoot(desk, "annotate-turned")
    desk.reload()
    expect(desk.locator("[data-sheet]")).to_have_attribute("data-quarters", "1")
    desk.keyboard.press("Shift+R")
    expect(desk.locator("[data-sheet]")).to_have_attribute("data-quarters", "0")
    assert set(Page.objects.values_list("turn", flat=True)) == {0}


def test_words_dragged_over_on_the_picture_are_quoted_and_made_the_source(desk):
    drag(desk, word(desk, "thank"), word(desk, "54"))
    assert picked(desk) == "thank you for seeing this 54"
    expect(desk.locator(".sheet__here")).to_have_attribute("d", re.compile("^(M[^M]+){6}$"))
    assert_accessible(desk)
    shoot(desk, "annotate-picked")
    desk.get_by_role("button", name="Quote in completion").click()
    expect(desk.locator("#completion")).to_have_value("thank you for seeing this\n54")
    saved(desk)
    drag(desk, word(desk, "Bisoprolol"), word(desk, "chest"))
    assert picked(desk) == "chest pain. Bisoprolol"
    desk.get_by_role("button", name="Use as source").click()
    expect(desk.locator("mark")).to_have_text("chest pain. Bisoprolol")


def test_words_are_picked_on_the_picture_by_keys_too(desk):
    desk.keyboard.press("v")
    desk.keyboard.press("Shift+ArrowRight")
    desk.keyboard.press("Shift+ArrowRight")
    assert picked(desk).strip() == "thank you"
    expect(desk.locator(".sheet__here")).to_have_attribute("d", re.compile("^(M[^M]+){2}$"))
    expect(desk.get_by_role("button", name="Use as source")).to_be_visible()


def test_over_two_columns_words_are_taken_in_the_order_in_which_they_are_read(desk, live_server, project, tmp_path):
    scan = make_scan(project, tmp_path)
    page = scan.pages.get()
    half = len(page.words) // 2
    for at, row in enumerate(page.words):  # the second half stands beside the first, not under it
        row[2:6] = [100 + 800 * (at >= half), 200 + 80 * (at % half), 300, 40]
    page.save()
    example = make_example(passage=make_passage(scan), evidence=[{"page": 1, "start": 0, "end": 10}])
    desk.goto(address(live_server, project, example))
    drag(desk, *(desk.evaluate(IN_WINDOW, [x, 220]) for x in (250, 1050)))
    assert picked(desk) == page.text[: page.words[half][1]]
