import pytest
from django.contrib.auth import get_user
from django.urls import reverse

from tests.factories import PASSWORD, make_user

SETTINGS = reverse("accounts:settings")
CHANGE = reverse("accounts:password_change")
GOOD = {
    "language": "en",
    "theme": "light",
    "text_size": "120",
    "density": "compact",
    "dim_pages": "on",
    "confirm_submit": "on",
}

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(client):
    person = make_user()
    client.force_login(person)
    return person


def test_settings_are_kept_and_shown_on_every_page(client, person):
    page = client.post(SETTINGS, GOOD, follow=True).content.decode()
    person.refresh_from_db()
    assert (person.theme, person.text_size, person.single_keys) == ("light", 120, False)
    assert 'data-text="120"' in page
    assert (person.density, person.dim_pages, person.confirm_submit) == ("compact", True, True)
    for attribute in ('data-single-keys="off"', 'data-density="compact"', 'data-dim="on"'):
        assert attribute in page
    assert "Your settings are saved." in page


@pytest.mark.parametrize("wrong", [{"text_size": "500"}, {"theme": "neon"}, {"language": "xx"}, {"density": "tight"}])
def test_a_setting_that_does_not_exist_is_refused_beside_its_field(client, person, wrong):
    response = client.post(SETTINGS, GOOD | wrong)
    assert response.status_code == 422
    assert "errorlist" in response.content.decode()
    person.refresh_from_db()
    assert person.text_size == 100


def test_a_new_password_keeps_this_browser_and_ends_the_others(client, person, django_user_model):
    other = type(client)()
    other.force_login(person)
    new = {"old_password": PASSWORD, "new_password1": "trains run at noon", "new_password2": "trains run at noon"}
    assert client.post(CHANGE, new).url == SETTINGS
    assert get_user(client) == person
    assert other.get(SETTINGS).status_code == 302


def test_a_password_that_everybody_uses_is_refused(client, person):
    common = {"old_password": PASSWORD, "new_password1": "password123", "new_password2": "password123"}
    response = client.post(CHANGE, common)
    assert response.status_code == 422
    assert "too common" in response.content.decode()


def test_pages_are_dimmed_where_they_are_looked_at(client, person):
    address = reverse("accounts:dim_pages")
    answer = client.post(address, headers={"HX-Request": "true"})
    assert 'aria-pressed="true"' in answer.content.decode()
    assert '{"name": "dim", "state": "on"}' in answer["HX-Trigger"]
    assert client.post(address, {"next": SETTINGS}).url == SETTINGS
    person.refresh_from_db()
    assert person.dim_pages is False
