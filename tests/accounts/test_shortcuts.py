"""The help names the keys that the screens listen for, and switches the single ones off."""

import re

import pytest
from django.urls import reverse

from curation.accounts.shortcuts import SHORTCUTS
from tests.factories import make_user
from tests.services import ROOT

LISTENS = re.compile(r'data-key="([^"{]+)"')
NAMED = {str(screen): {key for shortcut in keys for key in shortcut.keys} for screen, keys in SHORTCUTS}
EVERYWHERE = NAMED["Everywhere"]
SOURCE = ["documents/_page_view.html", "documents/_stage.html", "documents/_turn.html"]
IN_SOURCE = {"arrowup", "arrowdown", "shift+arrowleft", "shift+arrowright"}  # the browser's own, or selecting


def listened_for(*patterns):
    found = [path.read_text() for pattern in patterns for path in (ROOT / "templates").glob(pattern)]
    assert found
    return {key for text in found for keys in LISTENS.findall(text) for key in keys.split()}


@pytest.mark.parametrize(
    ("screen", "patterns"),
    [
        ("Annotate", ["annotate/*.html", *SOURCE]),
        ("Review", ["review/*.html", *SOURCE]),
        ("Lists", ["components/row*"]),
    ],
)
def test_every_key_that_a_screen_listens_for_is_named_in_the_help(screen, patterns):
    assert listened_for(*patterns) <= NAMED[screen] | EVERYWHERE


def test_annotating_has_no_key_in_the_help_that_does_nothing():
    by_script = {"a", "e", "p", "x", "f", "escape", "1–9"}  # given by the server, or to leave a field
    assert NAMED["Annotate"] <= listened_for("annotate/*.html", *SOURCE) | by_script | IN_SOURCE


def test_single_keys_are_switched_where_the_help_is(client):
    person = make_user()
    client.force_login(person)
    address = reverse("accounts:single_keys")
    answer = client.post(address, headers={"HX-Request": "true"})
    assert "Single-key shortcuts: off" in answer.content.decode()
    assert '{"name": "singleKeys", "state": "off"}' in answer.headers["HX-Trigger"]
    assert client.post(address).headers["Location"] == reverse("accounts:shortcuts")
    person.refresh_from_db()
    assert person.single_keys is True


pytestmark = pytest.mark.django_db
