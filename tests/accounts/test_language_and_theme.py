import pytest
from django.urls import reverse

from tests.accounts.test_sign_in import FOREIGN, HTMX, SIGN_IN
from tests.factories import make_user

LANGUAGE = reverse("accounts:language")
THEME = reverse("accounts:theme")

pytestmark = pytest.mark.django_db


def page(client, address=SIGN_IN, **headers):
    return client.get(address, headers=headers).content.decode()


@pytest.mark.parametrize(("asked", "spoken"), [("es-MX,en;q=0.5", "es"), ("en-GB", "en"), ("fr", "en")])
def test_the_browser_chooses_the_language_before_anyone_else(client, asked, spoken):
    assert f'<html lang="{spoken}"' in page(client, **{"accept-language": asked})


def test_the_switch_works_before_signing_in(client):
    response = client.post(LANGUAGE, {"language": "es", "next": SIGN_IN})
    assert response.url == SIGN_IN
    assert '<html lang="es"' in page(client)


def test_the_switch_is_remembered_with_the_person(client):
    person = make_user()
    client.force_login(person)
    client.post(LANGUAGE, {"language": "es"})
    person.refresh_from_db()
    assert person.language == "es"
    assert '<html lang="es"' in page(client, reverse("accounts:settings"))


def test_the_theme_is_written_on_the_page(client):
    person = make_user()
    client.force_login(person)
    assert 'data-theme="auto"' in page(client, reverse("accounts:settings"))
    client.post(THEME, {"theme": "dark"})
    assert 'data-theme="dark"' in page(client, reverse("accounts:settings"))


@pytest.mark.parametrize(("address", "choice"), [(LANGUAGE, {"language": "es"}), (THEME, {"theme": "dark"})])
class TestBothSwitches:
    def test_a_fragment_request_loads_the_page_again(self, client, address, choice):
        client.force_login(make_user())
        response = client.post(address, choice, headers=HTMX)
        assert response.status_code == 204
        assert response["HX-Refresh"] == "true"

    @pytest.mark.parametrize("foreign", FOREIGN)
    def test_the_way_back_never_leads_to_another_host(self, client, address, choice, foreign):
        client.force_login(make_user())
        assert client.post(address, choice | {"next": foreign}).url == "/"

    def test_an_unknown_choice_is_refused(self, client, address, choice):
        client.force_login(make_user())
        assert client.post(address, dict.fromkeys(choice, "klingon")).status_code == 400

    def test_looking_changes_nothing(self, client, address, choice):
        client.force_login(make_user())
        assert client.get(address, choice).status_code == 405


def test_a_theme_belongs_to_a_person(client):
    assert client.post(THEME, {"theme": "dark"}).url.startswith(SIGN_IN)
