"""A person and how they like the product."""

from importlib import import_module

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.base_session import AbstractBaseSession
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _


class Theme(models.TextChoices):
    AUTO = "auto", _("Same as device")
    LIGHT = "light", _("Light")
    DARK = "dark", _("Dark")


class Density(models.TextChoices):
    COMFORTABLE = "comfortable", _("Comfortable")
    COMPACT = "compact", _("Compact")


class User(AbstractUser):
    language = models.CharField(_("language"), max_length=8, blank=True)  # empty: what the browser asks for
    theme = models.CharField(_("theme"), max_length=8, choices=Theme, default=Theme.AUTO)
    text_size = models.PositiveSmallIntegerField(
        _("text size"), default=100, validators=[MinValueValidator(90), MaxValueValidator(130)]
    )
    single_keys = models.BooleanField(_("single-key shortcuts"), default=True)

    density = models.CharField(_("density"), max_length=12, choices=Density, default=Density.COMFORTABLE)
    dim_pages = models.BooleanField(_("dim pages"), default=False)
    confirm_submit = models.BooleanField(_("confirm before submit"), default=False)

    def __str__(self) -> str:
        return self.get_full_name() or self.username


class Session(AbstractBaseSession):
    """A browser that somebody is signed in with."""

    user = models.ForeignKey(User, models.CASCADE, null=True, related_name="sessions")

    @classmethod
    def get_session_store_class(cls) -> type[SessionStore]:
        return import_module(settings.SESSION_ENGINE).SessionStore
