"""Where a person is signed in, and ending that from afar."""

import pytest
from django.contrib.auth import get_user
from django.urls import reverse
from django.utils import timezone

from curation.accounts.models import Session
from curation.accounts.places import named
from curation.accounts.sessions import AGE, COARSE, NOTICE
from tests.factories import PASSWORD, make_user

SETTINGS = reverse("accounts:settings")
SIGN_IN = reverse("accounts:sign_in")
ELSEWHERE = reverse("accounts:sign_out_elsewhere")
WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36"
TELEPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1 Version/18.0 Safari/604.1"

pytestmark = pytest.mark.django_db


@pytest.fixture
def person():
    return make_user("ana")


@pytest.fixture
def signed_in(client, person):
    def sign_in(agent, name=person.username):
        browser = type(client)(headers={"user-agent": agent})
        browser.post(SIGN_IN, {"username": name, "password": PASSWORD})
        return browser

    return sign_in


def page(browser):
    return browser.get(SETTINGS).content.decode()


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (WINDOWS, "Chrome on Windows"),
        (WINDOWS + " Edg/140.0", "Edge on Windows"),
        (TELEPHONE, "Safari on iPhone"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox on Linux"),
        ("Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36", "Chrome on Android"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Version/18.0 Safari/605.1", "Safari on macOS"),
        ("curl/8.0", "Unknown browser"),
        ("", "Unknown browser"),
    ],
)
def test_a_browser_is_named_in_plain_words(agent, words):
    assert named(agent) == words


def test_every_browser_is_listed_and_this_one_marked(signed_in):
    here = signed_in(WINDOWS)
    signed_in(TELEPHONE)
    shown = page(here)
    assert "Chrome on Windows" in shown
    assert "Safari on iPhone" in shown
    assert shown.count("This browser") == shown.count("Sign out there") == 1


def test_no_page_carries_the_key_of_a_session(signed_in):
    shown = page(signed_in(WINDOWS)) + page(signed_in(TELEPHONE))
    assert Session.objects.count() == 2
    assert not [key for key in Session.objects.values_list("pk", flat=True) if key in shown]


def test_one_browser_is_signed_out_from_another(signed_in, person):
    here, lost, kept = signed_in(WINDOWS), signed_in(TELEPHONE), signed_in("curl/8.0")
    place = next(each for each in here.get(SETTINGS).context["places"] if each.name == "Safari on iPhone")
    answer = here.post(reverse("accounts:sign_out_there", args=[place.mark]), headers={"HX-Request": "true"})
    assert "Signed out in 1 browser." in answer["HX-Trigger"]
    assert "Safari on iPhone" not in answer.content.decode()
    assert not get_user(lost).is_authenticated
    assert get_user(here) == get_user(kept) == person


def test_all_others_are_signed_out_and_this_one_stays(signed_in, person):
    here, *others = signed_in(WINDOWS), signed_in(TELEPHONE), signed_in("curl/8.0")
    assert here.post(ELSEWHERE, follow=True).content.decode().count("Signed out in 2 browsers.") == 1
    assert get_user(here) == person
    assert not any(get_user(each).is_authenticated for each in others)


def test_nobody_signs_another_person_out(signed_in):
    make_user("luis")
    here, luis = signed_in(WINDOWS), signed_in(TELEPHONE, "luis")
    (place,) = luis.get(SETTINGS).context["places"]
    here.post(reverse("accounts:sign_out_there", args=[place.mark]))
    here.post(ELSEWHERE)
    assert get_user(luis).is_authenticated


def test_a_browser_that_a_new_password_shut_out_is_not_listed(signed_in, person):
    signed_in(TELEPHONE)
    person.set_password("trains run at noon")
    person.save()
    here = signed_in(WINDOWS)
    here.force_login(person)
    assert [place.is_here for place in here.get(SETTINGS).context["places"]] == [True]


@pytest.mark.parametrize(("idle", "written"), [(COARSE / 2, False), (COARSE * 2, True)])
def test_a_session_in_use_is_renewed_once_an_hour(signed_in, django_assert_num_queries, idle, written):
    here = signed_in(WINDOWS)
    left = timezone.now() + AGE - idle
    Session.objects.update(expire_date=left)
    page(here)
    assert (Session.objects.get().expire_date > left) is written


def test_two_minutes_before_a_session_ends_the_person_is_told_and_asking_does_not_keep_it(signed_in):
    here = signed_in(WINDOWS)
    address = reverse("accounts:session_ending")
    for left, told in [(NOTICE * 2, False), (NOTICE, True)]:
        end = timezone.now() + left
        Session.objects.update(expire_date=end)
        assert ("You will be signed out in 2 minutes." in here.get(address).content.decode()) is told
        assert Session.objects.get().expire_date == end
    assert "Stay signed in" not in here.post(reverse("accounts:stay")).content.decode()
    assert Session.objects.get().expire_date > end + COARSE


def test_a_page_asks_when_its_own_session_is_about_to_end(signed_in):
    here = signed_in(WINDOWS)
    assert 'hx-trigger="load delay:1209' in page(here)
    Session.objects.update(expire_date=timezone.now() + NOTICE * 2)
    assert 'hx-trigger="load delay:1' in here.get(reverse("accounts:session_ending")).content.decode()
