"""The strict page itself: whatever a test of a screen relies on it to see, it sees."""

import pytest

from tests.browsing import assert_accessible, unexpected, watch
from tests.services import wait_until

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def watched(context, live_server):
    """What is found wrong on a page of the product, and the page."""
    problems = watch(context)
    page = context.new_page()
    page.goto(f"{live_server.url}/sign-in/")
    return problems, page


@pytest.mark.parametrize(
    ("fault", "seen_as"),
    [
        ("console.error('broken')", "console: broken"),
        ("setTimeout(() => { throw new Error('thrown') })", "script: .*thrown"),
        (
            "document.body.append(Object.assign(document.createElement('script'), {text: '1'}))",
            "Content Security Policy",
        ),
        ("new Image().src = 'http://127.0.0.2:9/x.png'", "left for another host: http://127.0.0.2"),
        ("fetch('/no-such-page/')", "404"),
    ],
)
def test_a_fault_on_a_page_is_seen_unless_expected(watched, fault, seen_as):
    problems, page = watched
    page.evaluate(f"() => {{ {fault} }}")
    wait_until(lambda: page.wait_for_timeout(50) or problems)
    assert any(unexpected([each], []) and not unexpected([each], [seen_as]) for each in problems), problems


def test_a_page_without_faults_is_left_in_peace(watched):
    problems, _ = watched
    assert problems == []


def test_a_picture_without_words_is_found_inaccessible(watched):
    _, page = watched
    assert_accessible(page)
    page.evaluate("document.querySelector('main').append(document.createElement('img'))")
    with pytest.raises(AssertionError, match="image-alt"):
        assert_accessible(page)
