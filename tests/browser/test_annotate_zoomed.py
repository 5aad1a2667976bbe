"""The annotate screen at 400 % zoom, without motion, and in colours that the system forces."""

import pytest
from playwright.sync_api import expect

from tests.browser.annotating import CUT_OFF, address, make_annotator, make_desk, make_scanned_example, sign_in
from tests.browsing import assert_accessible, shoot

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ZOOMED = {"width": 320, "height": 225}  # 1280 x 900 at 400 %
HIDDEN_BY_THE_BAR = """() => {
  const focused = document.activeElement;
  const bar = document.querySelector(".desk__actions");
  if (bar.contains(focused) || !focused.closest(".desk")) return false;
  const [box, edge] = [focused.getBoundingClientRect(), bar.getBoundingClientRect().top];
  return box.top >= edge - 4 || box.bottom <= 0;
}"""


@pytest.fixture
def desk(strict_page, context, client, live_server, tmp_path, settings, expected_errors):
    expected_errors.append(CUT_OFF)
    settings.MEDIA_ROOT = tmp_path
    project = make_desk()
    sign_in(context, client, live_server, make_annotator(project))
    strict_page.goto(address(live_server, project, make_scanned_example(project, tmp_path)))
    return strict_page


def test_at_400_percent_nothing_scrolls_sideways_and_focus_is_never_hidden(desk):
    desk.set_viewport_size(ZOOMED)
    reached = set()
    for pane in ("edit", "labels", "source"):
        desk.locator(f"[data-show-pane={pane}]").click()
        for _ in range(14):
            desk.keyboard.press("Tab")
            assert not desk.evaluate(HIDDEN_BY_THE_BAR), desk.evaluate("document.activeElement.outerHTML")
            reached.add(desk.evaluate("document.activeElement.id"))
        assert desk.evaluate("document.documentElement.scrollWidth <= innerWidth")
        shoot(desk, f"annotate-zoomed-{pane}-en-light-320")
    assert {"prompt", "completion", "note"} <= reached
    assert_accessible(desk)
    desk.keyboard.press("Escape")
    desk.keyboard.press("?")
    expect(desk.get_by_role("dialog", name="Keyboard shortcuts on this page")).to_be_visible()


def test_with_reduced_motion_nothing_moves(desk):
    desk.emulate_media(reduced_motion="reduce")
    desk.keyboard.press("x")
    moving = (
        "[...document.querySelectorAll('*')].filter((one) => parseFloat(getComputedStyle(one).transitionDuration) > 0)"
    )
    assert desk.evaluate(f"{moving}.length") == 0
    assert desk.evaluate("document.getAnimations().length") == 0


def test_forced_colours_leave_every_state_to_be_told_apart(desk):
    desk.emulate_media(forced_colors="active")
    band = desk.locator(".sheet__band").first
    assert band.evaluate("band => getComputedStyle(band).fillOpacity") == "0.25"  # the words under it can be read
    desk.locator("#completion").fill("Bisoprolol 7.5 mg.")
    expect(desk.locator("#checks li").first).to_be_visible()
    width = "item => getComputedStyle(item).borderTopWidth"
    assert desk.locator("#checks li").first.evaluate(width) != "0px"
    pressed, not_pressed = desk.locator("[data-toggle=text]"), desk.locator("[data-zoom=width]")
    pressed.click()
    background = "button => getComputedStyle(button).backgroundColor"
    assert pressed.evaluate(background) != not_pressed.evaluate(background)
    shoot(desk, "annotate-forced-colours-en-1440")
    assert_accessible(desk)
