"""Where a person is signed in: the browsers whose sessions still hold."""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from django.contrib.auth import HASH_SESSION_KEY
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from curation.accounts.models import Session
from curation.accounts.sessions import AGE
from curation.http import Request

AGENT = "agent"  # what the browser said of itself when the person signed in
LONGEST = 300
BROWSERS = {  # in this order: nearly all of them claim to be the last ones, too
    "Edg": "Edge",
    "OPR/": "Opera",
    "SamsungBrowser/": "Samsung Internet",
    "Firefox/": "Firefox",
    "FxiOS/": "Firefox",
    "Chrome/": "Chrome",
    "CriOS/": "Chrome",
    "Safari/": "Safari",
}
SYSTEMS = {
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Android": "Android",
    "Windows": "Windows",
    "Mac OS X": "macOS",
    "CrOS": "ChromeOS",
    "Linux": "Linux",
}


class Place(NamedTuple):
    mark: str  # names it in a page, where its key must never stand
    name: str
    seen: datetime
    is_here: bool


def remember(request: Request) -> None:
    request.session[AGENT] = request.headers.get("user-agent", "")[:LONGEST]


def places(request: Request) -> list[Place]:
    """This browser first, then the last seen."""
    found = [_place(session, request) for session in _holding(request)]
    return sorted(found, key=lambda place: (place.is_here, place.seen), reverse=True)


def sign_out(request: Request, mark: str = "") -> int:
    """End the session so marked, or all; never the one that asks."""
    others = [each for each in _holding(request) if each.pk != request.session.session_key]
    keys = [each.pk for each in others if mark in ("", _mark(each))]
    return Session.objects.filter(pk__in=keys).delete()[0]


def _holding(request: Request) -> Iterator[Session]:
    """Sessions not ended by time or by a new password."""
    password = request.user.get_session_auth_hash()
    for session in Session.objects.filter(user=request.user, expire_date__gt=timezone.now()):
        if session.get_decoded().get(HASH_SESSION_KEY) == password:
            yield session


def _place(session: Session, request: Request) -> Place:
    is_here = session.pk == request.session.session_key
    return Place(_mark(session), named(session.get_decoded().get(AGENT, "")), session.expire_date - AGE, is_here)


def _mark(session: Session) -> str:
    return salted_hmac("curation.accounts.places", session.pk).hexdigest()[:16]


def named(agent: str) -> str:
    """The browser and its system, in words: "Firefox on Windows"."""
    browser = next((name for sign, name in BROWSERS.items() if sign in agent), _("Unknown browser"))
    system = next((name for sign, name in SYSTEMS.items() if sign in agent), "")
    return _("{browser} on {system}").format(browser=browser, system=system) if system else browser
