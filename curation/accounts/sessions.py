"""Sessions in the database, looked up by a statement that is composed once: every request begins with it."""

from datetime import timedelta
from typing import Any, cast

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends import db
from django.db.models import QuerySet
from django.db.models.functions import Now
from django.utils import timezone

from curation.accounts.models import Session
from curation.compiled import CompiledRows, Parameter

AGE = timedelta(seconds=settings.SESSION_COOKIE_AGE)
COARSE = min(timedelta(hours=1), AGE / 10)  # a session in use is written this often, not with each request


def _running(key: Parameter) -> QuerySet[Session]:
    return Session.objects.filter(session_key=key, expire_date__gt=Now())


RUNNING = CompiledRows(_running, "key")


class SessionStore(db.SessionStore):
    """Lasts for as long after its last use as the settings say."""

    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def _get_session_from_db(self) -> Session | None:
        session = RUNNING.first(self.session_key)
        if session is None:
            self._session_key = None
        elif session.expire_date - timezone.now() < AGE - COARSE:
            self.modified = True
        return session

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        session = cast(Session, super().create_model_instance(data))
        session.user_id = data.get(SESSION_KEY)
        return session
