"""What the sections of a project's settings share: their names, the page around them, the way back after saving."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from curation.http import Request

TITLES = {
    "general": gettext_lazy("General"),
    "task": gettext_lazy("Task"),
    "labels": gettext_lazy("Labels"),
    "guideline": gettext_lazy("Guideline"),
    "drafting": gettext_lazy("Drafting"),
    "queue": gettext_lazy("Queue"),
    "members": gettext_lazy("Members"),
}


def show(request: Request, section: str, *, invalid: bool, **context: Any) -> HttpResponse:
    page = {"nav": "settings", "section": section, "title": TITLES[section], "sections": TITLES}
    return render(request, f"projects/settings/{section}.html", page | context, status=422 if invalid else 200)


def saved(request: Request, section: str, words: str = "") -> HttpResponse:
    messages.success(request, words or _("Saved"))
    return redirect("projects:settings", request.project.slug, section)
