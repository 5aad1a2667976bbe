"""The page that shows what pages are made of: for administrators, right in both themes and languages."""

import pytest
from django.urls import reverse

from tests.browsing import assert_accessible, shoot
from tests.factories import make_user

pytestmark = pytest.mark.django_db


def test_the_style_guide_is_for_administrators(client, settings):
    client.force_login(make_user())
    assert client.get(reverse("styleguide")).status_code == 404
    settings.DEBUG = True
    assert client.get(reverse("styleguide")).status_code == 200
    settings.DEBUG = False
    client.force_login(make_user(is_superuser=True))
    page = client.get(reverse("styleguide")).content.decode()
    assert page.count('class="badge"') > 20 and page.count('class="banner"') == 8


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_the_style_guide_is_accessible_and_fits_a_telephone(strict_page, context, client, live_server):
    client.force_login(make_user(is_superuser=True, language="es"))
    cookie = client.cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
    strict_page.goto(live_server.url + reverse("styleguide"))
    for width in (1440, 320):
        strict_page.set_viewport_size({"width": width, "height": 900})
        assert strict_page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        shoot(strict_page, f"styleguide-es-{width}")
        assert_accessible(strict_page)
    for theme in ("light", "dark"):
        strict_page.locator(f"[data-dialog-open=dialog-{theme}]").click()
        assert_accessible(strict_page)
        strict_page.keyboard.press("Escape")
