"""Read-only maintenance: everybody looks, nothing changes, and nothing that was sent is lost."""

from urllib.parse import urlencode

import pytest
from django.contrib.auth import get_user
from django.urls import reverse

from curation.accounts.models import User
from curation.examples.models import Event, Example, Version
from curation.maintenance import FORM, GO_ON
from curation.projects.roles import Role
from tests.factories import PASSWORD, join, make_document, make_example, make_passage, make_project, make_user
from tests.test_roles import NAMES, address_of

pytestmark = pytest.mark.django_db

SAYS = "Maintenance is under way"
HTMX = {"HX-Request": "true"}
SETTINGS = reverse("accounts:settings")
RESERVING = {"annotate:next", "annotate:example"}  # to look at these is to hold an example


@pytest.fixture
def project():
    return make_project()


@pytest.fixture
def example(project):
    return make_example(passage=make_passage(make_document(project)))


@pytest.fixture
def person(client, project):
    person = join(project, make_user(), *Role)
    client.force_login(person)
    return person


@pytest.fixture
def maintained(settings):
    settings.MAINTENANCE = True


@pytest.mark.usefixtures("person", "maintained")
@pytest.mark.parametrize("name", sorted(set(NAMES) - RESERVING))
def test_every_page_can_be_looked_at_that_holds_nothing(client, project, example, name):
    assert client.get(address_of(name, project, example)).status_code != 503


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("person", "maintained")
@pytest.mark.parametrize("name", sorted(RESERVING))
def test_what_reserves_an_example_says_so_and_reserves_none(client, project, example, name):
    answer = client.get(address_of(name, project, example))
    assert SAYS in answer.content.decode() and answer["Retry-After"]
    assert Example.objects.get().leased_by is None


@pytest.mark.usefixtures("person", "maintained")
def test_every_page_says_so_and_none_does_otherwise(client, settings):
    banner = "data-maintenance>Maintenance is under way"
    page = client.get(SETTINGS)
    assert banner in page.content.decode() and page["X-Maintenance"]
    settings.MAINTENANCE = False
    page = client.get(SETTINGS)
    assert banner not in page.content.decode() and "X-Maintenance" not in page


@pytest.mark.usefixtures("person", "maintained")
@pytest.mark.parametrize("name", sorted(set(NAMES) - set(GO_ON)))
def test_whatever_is_sent_is_refused(client, project, example, name):
    before = Event.objects.count(), Version.objects.count()
    for headers in (HTMX, {}):
        answer = client.post(address_of(name, project, example), headers=headers)
        assert (answer.status_code, answer["Retry-After"]) == (503, "60")
        assert SAYS in answer.content.decode()
    assert (Event.objects.count(), Version.objects.count()) == before


@pytest.mark.usefixtures("maintained")
def test_people_sign_in_and_out(client):
    person = make_user("ana")
    client.post(reverse("accounts:sign_in"), {"username": "ana", "password": PASSWORD})
    assert get_user(client) == person
    assert client.post(reverse("accounts:stay")).status_code == 200
    assert client.post(reverse("accounts:language"), {"language": "es"}).status_code == 302
    client.post(reverse("accounts:sign_out"))
    assert not get_user(client).is_authenticated


def test_what_was_sent_stands_in_the_page_and_is_taken_once_it_is_over(client, person, settings):
    settings.MAINTENANCE = True
    sent = {"language": "es", "theme": "dark", "text_size": "110", "density": "compact", "single_keys": "on"}
    kept = client.post(SETTINGS, urlencode(sent), content_type=FORM).context["sent"]
    assert dict(kept) == sent
    settings.MAINTENANCE = False
    client.post(SETTINGS, urlencode(kept), content_type=FORM)
    assert User.objects.get(pk=person.pk).theme == "dark"


@pytest.mark.usefixtures("person", "maintained")
def test_a_password_is_not_written_into_a_page(client):
    sent = urlencode({"old_password": PASSWORD, "new_password1": "x"})
    answer = client.post(reverse("accounts:password_change"), sent, content_type=FORM)
    assert answer.status_code == 503 and PASSWORD not in answer.content.decode()
