"""The documents of a project, and their progress without reloading."""

import hashlib
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.conf import settings
from django.conf.locale import LANG_INFO
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import render
from django.template.defaultfilters import filesizeformat
from django.utils.formats import number_format
from django.utils.translation import get_language_info, ngettext
from django.utils.translation import gettext_lazy as _
from django_htmx.http import HttpResponseStopPolling, reswap

from curation.accounts.models import User
from curation.documents.models import Document, Worker
from curation.documents.states import MOVING, State
from curation.documents.status import Shown, shown
from curation.http import Request
from curation.pipeline import media
from curation.projects.access import project_view
from curation.projects.models import Project

ROWS = 50
STATUSES = {
    "moving": MOVING,
    "ready": (State.READY,),
    "failed": (State.FAILED,),
}
EXACTLY = {"by": "uploaded_by", "language": "language"}


class FilterForm(forms.Form):
    name = forms.CharField(
        label=_("Search by name"),
        required=False,
        max_length=120,
        widget=forms.SearchInput(attrs={"data-key": "/", "autocomplete": "off", "spellcheck": "false"}),
    )
    status = forms.ChoiceField(
        label=_("Status"),
        required=False,
        choices=[
            ("", _("All")), ("moving", _("Being read")), ("ready", _("Ready")),
            ("attention", _("Needs attention")), ("failed", _("Not read")),
        ],
    )  # fmt: skip
    by = forms.ModelChoiceField(label=_("Added by"), required=False, queryset=User.objects.none(), empty_label=_("All"))
    language = forms.ChoiceField(label=_("Language"), required=False)
    before = forms.IntegerField(required=False, min_value=1)

    def __init__(self, data: Any, project: Project) -> None:
        super().__init__(data)
        documents = Document.objects.present().filter(project=project)
        people = User.objects.filter(pk__in=documents.values("uploaded_by")).order_by("first_name", "username")
        self.fields["by"].queryset = people  # type: ignore[attr-defined]
        spoken = documents.exclude(language="").order_by("language").values_list("language", flat=True).distinct()
        choices = [("", _("All")), *((code, name_of(code)) for code in spoken)]
        self.fields["language"].choices = choices  # type: ignore[attr-defined]

    @property
    def filters(self) -> dict[str, Any]:
        """What narrows the list, as an address keeps it; what means nothing narrows nothing."""
        self.is_valid()
        found = {name: value for name, value in self.cleaned_data.items() if value}
        return found | ({"by": found["by"].pk} if "by" in found else {})


def name_of(code: str) -> str:
    return str(get_language_info(code)["name_translated"]) if code in LANG_INFO else code


@dataclass(frozen=True)
class Row:
    document: Document
    status: Shown
    examples: int
    ahead: int  # documents that are read before this one, once it has waited for a while


class Listing:
    """One page of a project's documents, newest first, under a filter."""

    def __init__(self, project: Project, form: FilterForm) -> None:
        self.project = project
        self.wanted = form.filters

    @cached_property
    def documents(self) -> list[Document]:
        found = Document.objects.present().filter(project=self.project).for_list().order_by("-pk")
        if self.wanted.get("name"):
            found = found.filter(name__icontains=self.wanted["name"])
        found = found.filter(**{EXACTLY[name]: value for name, value in self.wanted.items() if name in EXACTLY})
        if self.wanted.get("status") == "attention":
            found = found.needing_attention()
        elif status := STATUSES.get(self.wanted.get("status", "")):
            found = found.filter(state__in=status)
        if self.wanted.get("before"):
            found = found.filter(pk__lt=self.wanted["before"])
        return list(found[: ROWS + 1])

    @cached_property
    def rows(self) -> list[Row]:
        page = self.documents[:ROWS]
        counted = Document.objects.filter(pk__in=[document.pk for document in page])
        examples = dict(counted.annotate(n=Count("examples")).values_list("pk", "n"))
        return [
            Row(document, shown(document), examples.get(document.pk, 0), self.ahead.get(document.pk, 0))
            for document in page
        ]

    @cached_property
    def ahead(self) -> dict[int, int]:
        """For each document here that has waited for long, how many are before it, whatever their project."""
        waiting = [document for document in self.documents if document.has_waited_long]
        if not waiting:
            return {}
        moving = Document.objects.moving().filter(pk__lte=waiting[0].pk).order_by("pk")
        return {pk: place for place, pk in enumerate(moving.values_list("pk", flat=True))}

    @cached_property
    def is_moving(self) -> bool:
        return any(document.is_moving for document in self.documents)

    @cached_property
    def waits_for_a_worker(self) -> bool:
        return self.is_moving and not Worker.objects.alive().exists()

    @property
    def seen(self) -> str:
        """Changes whenever something on this page would look different."""
        state = [(d.pk, d.state, d.changed_at.isoformat(), self.ahead.get(d.pk)) for d in self.documents]
        return hashlib.sha256(repr((state, self.waits_for_a_worker)).encode()).hexdigest()[:16]

    @cached_property
    def total(self) -> str:
        """How many documents the project has, in words; with a filter, how many there are in all."""
        n = Document.objects.present().filter(project=self.project).count()
        return ngettext("%(n)s document", "%(n)s documents", n) % {"n": number_format(n, force_grouping=True)}

    def query(self, **more: Any) -> str:
        kept = {name: value for name, value in self.wanted.items() if name != "before"}
        return urlencode(kept | more)

    @property
    def older(self) -> str:
        return self.query(before=self.documents[ROWS - 1].pk) if len(self.documents) > ROWS else ""

    @property
    def here(self) -> str:
        """The query string of this page, for the poll that keeps it fresh."""
        return self.query(**({"before": self.wanted["before"]} if self.wanted.get("before") else {}))


@project_view()
def listing(request: Request) -> HttpResponse:
    form = FilterForm(request.GET, request.project)
    context = {
        "form": form, "listing": Listing(request.project, form), "nav": "documents",
        "upload_limit": filesizeformat(settings.UPLOAD_LIMIT_BYTES), "upload_kinds": ",".join(media.BY_EXTENSION),
    }  # fmt: skip
    part = request.htmx and not request.htmx.boosted
    return render(request, "documents/_rows.html" if part else "documents/list.html", context)


@project_view()
def status(request: Request) -> HttpResponse:
    """The rows again if they changed since `seen`; 204 when not, 286 when nothing will change any more."""
    form = FilterForm(request.GET, request.project)
    current = Listing(request.project, form)
    if current.seen != request.GET.get("seen", ""):
        return render(request, "documents/_rows.html", {"form": form, "listing": current})
    return HttpResponse(status=204) if current.is_moving else reswap(HttpResponseStopPolling(), "none")
