"""The way of somebody new: practice by keys, the known answer after each, and then the queue."""

import pytest
from playwright.sync_api import expect

from curation.examples.models import Example, PracticeAnswer, Version
from tests.browser.annotating import CUT_OFF, address, make_annotator, make_desk, make_scanned_example, saved, sign_in
from tests.browsing import assert_accessible
from tests.factories import make_example, use_for_practice

pytestmark = [pytest.mark.slow, pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def known(db, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path
    example = make_scanned_example(make_desk(), tmp_path)
    return use_for_practice(example, "Bisoprolol 2.5 mg once daily, in the morning.")


@pytest.fixture
def desk(strict_page, context, client, live_server, known, expected_errors):
    expected_errors.append(CUT_OFF)

    def opened(language):
        sign_in(context, client, live_server, make_annotator(known.project, language=language))
        strict_page.goto(address(live_server, known.project))
        return strict_page

    return opened


@pytest.mark.parametrize("language", ["en", "es"])
def test_practice_is_answered_by_keys_and_leads_to_the_queue(desk, live_server, known, language):
    waiting = make_example(known.project, prompt="What is next?")
    page = desk(language)
    expect(page.locator("#pane-edit .banner")).to_contain_text("1 de 1" if language == "es" else "Practice 1 of 1.")
    assert_accessible(page)
    page.keyboard.press("1")
    page.keyboard.press("e")
    page.keyboard.press("Control+End")
    page.keyboard.type(" Always.")
    saved(page)
    page.keyboard.press("Control+Enter")
    expect(page.locator("ins").first).to_contain_text("in the morning")
    expect(page.locator("[data-heading]")).to_be_focused()
    assert_accessible(page)
    page.reload()
    expect(page.locator("ins").first).to_contain_text("in the morning")
    page.set_viewport_size({"width": 390, "height": 800})
    assert_accessible(page)
    page.locator("#pane-edit a[href$='/practised/']").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Su práctica" if language == "es" else "Your practice")
    assert_accessible(page)
    page.go_back()
    expect(page.locator("ins").first).to_contain_text("in the morning")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#prompt")).to_have_value("What is next?")
    expect(page).to_have_url(address(live_server, known.project, waiting))
    assert PracticeAnswer.objects.get().completion.endswith(" Always.")
    assert not Version.objects.exists() and Example.objects.get(pk=known.pk).status == "final"
