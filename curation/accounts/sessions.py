"""Sessions in the database, with their person, looked up by a statement composed once: every request begins with it."""

from contextvars import ContextVar
from datetime import datetime, timedelta
from typing import Any, cast

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends import db
from django.db.models import QuerySet
from django.db.models.functions import Now
from django.utils import timezone

from curation.accounts.models import Session, User
from curation.compiled import CompiledRows, Parameter

AGE = timedelta(seconds=settings.SESSION_COOKIE_AGE)
COARSE = min(timedelta(hours=1), AGE / 10)  # a session in use is written this often, not with each request
NOTICE = timedelta(minutes=2)


def _running(key: Parameter) -> QuerySet[Session]:
    return Session.objects.filter(session_key=key, expire_date__gt=Now()).select_related("user")


RUNNING = CompiledRows(_running, "key")
_along: ContextVar[User | None] = ContextVar("the person whose session was looked up", default=None)


def read_along(user_id: int) -> User | None:
    """The person, if they came with the session that was looked up just now: once, since a row gets old."""
    person = _along.get()
    _along.set(None)
    return person if person and person.pk == user_id else None


class SessionStore(db.SessionStore):
    """Lasts for as long after its last use as the settings say."""

    ends: datetime | None = None  # as the database has it

    @property
    def seconds_to_notice(self) -> int:
        """Until the person is to be told that the session ends."""
        left = AGE if self.modified or self.ends is None else self.ends - timezone.now()
        return max(0, int((left - NOTICE).total_seconds()))

    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def _get_session_from_db(self) -> Session | None:
        session = RUNNING.first(self.session_key)
        if session is None:
            self._session_key = None
            return None
        self.ends = session.expire_date
        _along.set(session.user)
        self.modified = self.modified or self.ends - timezone.now() < AGE - COARSE
        return session

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        session = cast(Session, super().create_model_instance(data))
        session.user_id = data.get(SESSION_KEY)
        return session
