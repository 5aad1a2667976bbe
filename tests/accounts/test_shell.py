import pytest
from django.template import Context, Template
from django.template.loader import render_to_string
from django.urls import reverse

from tests.factories import make_user

FIRST_PAGE = [reverse("accounts:settings"), reverse("accounts:shortcuts"), reverse("accounts:password_change")]


def drawn(source, **context):
    return Template("{% load ui %}" + source).render(Context(context))


@pytest.mark.django_db
@pytest.mark.parametrize("address", FIRST_PAGE)
def test_a_page_has_its_landmarks_and_one_heading(client, address):
    client.force_login(make_user())
    page = client.get(address).content.decode()
    for once in ("<h1", "<main", "<header", 'id="status"', 'id="alert"'):
        assert page.count(once) == 1, once


@pytest.mark.django_db
@pytest.mark.parametrize("address", [reverse("accounts:sign_in"), "/nothing/here/"])
def test_nothing_is_inline(client, address):
    page = client.get(address).content.decode()
    for inline in (" style=", " onclick=", "hx-on", "<style", "<script>"):
        assert inline not in page


@pytest.mark.django_db
def test_a_page_that_is_not_there_gives_a_reference(client):
    client.force_login(make_user())
    response = client.get("/nothing/here/")
    assert response.status_code == 404
    assert f"Reference {response['X-Request-Id']}" in response.content.decode()


@pytest.mark.parametrize("name", ["400", "403", "404", "500"])
def test_an_error_page_needs_neither_person_nor_database(name):
    assert "<h1>" in render_to_string(f"{name}.html")


def test_an_icon_is_decoration():
    assert 'aria-hidden="true"' in drawn('{% icon "flag" 16 %}')


@pytest.mark.parametrize(
    ("keys", "printed"), [("x", "X"), ("ctrl+enter", "Ctrl+"), ("shift+n", "⇧N"), ("?", "?"), ("+", "+")]
)
def test_a_keycap_is_printed_as_on_the_keyboard(keys, printed):
    assert printed in drawn("{% keycap keys %}", keys=keys)


@pytest.mark.parametrize(
    ("status", "tone"), [("final", "ok"), ("disputed", "warn"), ("failed", "bad"), ("odd", "plain")]
)
def test_a_badge_is_a_word_with_a_tone(status, tone):
    badge = drawn('{% include "components/badge.html" %}', status=status, label="A <word>")
    assert f'data-tone="{tone}"' in badge
    assert "A &lt;word&gt;" in badge
    assert "<svg" in badge
