import pytest
from django.contrib.auth import get_user
from django.urls import reverse

from tests.factories import PASSWORD, make_user

SIGN_IN = reverse("accounts:sign_in")
WRONG = "The user name or password is not right. Check capital letters and try again."
LOCKED = "Too many tries. Wait 15 minutes or ask your administrator."
HTMX = {"HX-Request": "true"}
FOREIGN = ["//evil.example", "\\\\evil.example", "https:evil.example", "https://evil.example/", "javascript:alert(1)"]

pytestmark = pytest.mark.django_db


def sign_in(client, name, password=PASSWORD, **more):
    return client.post(SIGN_IN, {"username": name, "password": password} | more)


def in_page(response):
    return response.content.decode()


@pytest.mark.parametrize("name", ["ana", "ana@example.org", "ANA@Example.org"])
def test_a_person_signs_in_with_name_or_address(client, name):
    person = make_user("ana")
    assert sign_in(client, name).status_code == 302
    assert get_user(client) == person


@pytest.mark.parametrize(("name", "password"), [("ana", "wrong"), ("nobody", PASSWORD)])
def test_wrong_details_never_say_which_part_is_wrong(client, name, password):
    make_user("ana")
    response = sign_in(client, name, password)
    assert response.status_code == 422
    assert WRONG in in_page(response)
    assert not get_user(client).is_authenticated


def test_ten_wrong_passwords_lock_the_door_even_to_the_right_one(client):
    make_user("ana")
    for _ in range(9):
        assert LOCKED not in in_page(sign_in(client, "ana", "wrong"))
    for password in ("wrong", PASSWORD):
        response = sign_in(client, "ana", password)
        assert response.status_code == 429
        assert LOCKED in in_page(response)
    assert not get_user(client).is_authenticated


def test_a_lock_on_one_person_leaves_the_others_alone(client):
    make_user("ana")
    make_user("luis")
    for _ in range(11):
        sign_in(client, "ana", "wrong")
    assert sign_in(client, "luis").status_code == 302


def test_someone_not_signed_in_is_sent_to_the_door_and_back(client):
    make_user("ana")
    page = reverse("accounts:settings")
    asked = client.get(page)
    assert asked.url == f"{SIGN_IN}?next={page}"
    assert f'name="next" value="{page}"' in in_page(client.get(asked.url))
    assert sign_in(client, "ana", next=page).url == page


def test_a_fragment_request_without_a_session_is_told_so(client):
    assert client.get(reverse("accounts:settings"), headers=HTMX).status_code == 401


@pytest.mark.parametrize("address", FOREIGN)
def test_signing_in_never_leads_to_another_host(client, address):
    make_user("ana")
    assert sign_in(client, "ana", next=address).url == "/"


def test_the_dialog_gets_the_form_alone(client):
    page = in_page(client.get(SIGN_IN, headers=HTMX))
    assert "<html" not in page
    assert f'hx-post="{SIGN_IN}"' in page


def test_signing_in_through_the_dialog_says_who_and_gives_a_new_token(client):
    person = make_user("ana")
    response = client.post(SIGN_IN, {"username": "ana", "password": PASSWORD}, headers=HTMX)
    assert response.status_code == 204
    assert f'"user": {person.pk}' in response["HX-Trigger"]
    assert '"token": "' in response["HX-Trigger"]


def test_a_dialog_left_open_learns_that_another_tab_signed_in(client):
    client.force_login(make_user("ana"))
    response = client.get(SIGN_IN, headers=HTMX)
    assert response.status_code == 204
    assert "app:signed-in" in response["HX-Trigger"]


def test_wrong_details_in_the_dialog_bring_the_form_back(client):
    response = client.post(SIGN_IN, {"username": "ana", "password": "wrong"}, headers=HTMX)
    assert response.status_code == 422
    assert WRONG in in_page(response)
    assert "<html" not in in_page(response)


def test_signing_out_is_a_post_and_ends_the_session(client):
    client.force_login(make_user())
    assert client.get(reverse("accounts:sign_out")).status_code == 405
    assert client.post(reverse("accounts:sign_out")).url == SIGN_IN
    assert not get_user(client).is_authenticated
