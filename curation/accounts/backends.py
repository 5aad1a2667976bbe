"""Sign in with a user name or an e-mail address."""

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.db.models import QuerySet
from django.http import HttpRequest

from curation.accounts import sessions
from curation.accounts.models import User
from curation.compiled import CompiledRows, Parameter


def _by_id(pk: Parameter) -> QuerySet[User]:
    return User.objects.filter(pk=pk)


BY_ID = CompiledRows(_by_id, "pk")


class NameOrEmailBackend(ModelBackend):
    def authenticate(
        self, request: HttpRequest | None, username: str | None = None, password: str | None = None, **kwargs: Any
    ) -> Any:
        if username and "@" in username:
            named = User.objects.filter(email__iexact=username).values_list("username", flat=True)[:2]
            username = named[0] if len(named) == 1 else username  # an address that two people share names nobody
        return super().authenticate(request, username=username, password=password, **kwargs)

    def get_user(self, user_id: int) -> User | None:
        user = sessions.read_along(user_id) or BY_ID.first(user_id)
        return user if user and self.user_can_authenticate(user) else None
