"""Sign in with a user name or an e-mail address."""

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.http import HttpRequest

from curation.accounts.models import User


class NameOrEmailBackend(ModelBackend):
    def authenticate(
        self, request: HttpRequest | None, username: str | None = None, password: str | None = None, **kwargs: Any
    ) -> Any:
        if username and "@" in username:
            named = User.objects.filter(email__iexact=username).values_list("username", flat=True)[:2]
            username = named[0] if len(named) == 1 else username  # an address that two people share names nobody
        return super().authenticate(request, username=username, password=password, **kwargs)
