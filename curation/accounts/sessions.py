"""Sessions in the database, looked up by a statement that is composed once: every request begins with it."""

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.db.models.functions import Now

from curation.compiled import CompiledRows, Parameter


def _running(key: Parameter) -> QuerySet[Session]:
    return Session.objects.filter(session_key=key, expire_date__gt=Now())


RUNNING = CompiledRows(_running, "key")


class SessionStore(db.SessionStore):
    def _get_session_from_db(self) -> Session | None:
        session = RUNNING.first(self.session_key)
        if session is None:
            self._session_key = None
        return session
