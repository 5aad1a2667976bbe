"""Drafting from documents again because the settings changed. Their rows are the queue: a kill loses nothing."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django import forms
from django.db import transaction
from django.db.models import Count, QuerySet
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from curation.accounts.models import User
from curation.celery import ring
from curation.documents.models import Document, Worker
from curation.documents.states import MOVING, State
from curation.examples.models import Event, Example
from curation.examples.states import Action
from curation.intake import tasks
from curation.projects.models import Project

LISTED = 200  # documents to choose from one by one; all of them can be chosen together
RUNG_AT_ONCE = 500  # the reconciler rings for the others


@dataclass(frozen=True, slots=True)
class OlderDocument:
    document: Document
    removed: int  # drafts that nobody has opened
    kept: int

    @property
    def is_as_set(self) -> bool:
        """Whether it was cut and drafted from with the settings that its project has now."""
        return self.document.recipe.startswith(self.document.project.plan.mark)


class Older:
    """The documents of a project that were drafted from with other settings than it has now."""

    def __init__(self, project: Project) -> None:
        self.project = project

    @property
    def documents(self) -> QuerySet[Document]:
        return self._older.filter(state=State.READY).order_by("-id")

    @property
    def _older(self) -> QuerySet[Document]:
        drafted = self.project.documents.exclude(recipe="")
        return drafted.exclude(recipe__startswith=self.project.plan.mark)

    @cached_property
    def count(self) -> int:
        return self.documents.count()

    @cached_property
    def moving(self) -> int:
        return self._older.filter(state__in=MOVING).count()

    @property
    def nobody_works(self) -> bool:
        """Whether documents wait and no worker is there to draft from them."""
        return bool(self.moving) and not Worker.objects.alive().exists()

    @cached_property
    def removed(self) -> int:
        return Example.objects.untouched().filter(document__in=self.documents).exclude(passage=None).count()

    @cached_property
    def kept(self) -> int:
        return Example.objects.filter(document__in=self.documents).exclude(passage=None).count() - self.removed

    def listed(self) -> Iterator[OlderDocument]:
        return told(list(self.documents[:LISTED]))


def told(documents: Sequence[Document]) -> Iterator[OlderDocument]:
    """Of each, what drafting from it again removes and what it keeps."""
    untouched = counts(Example.objects.untouched().filter(document__in=documents).exclude(passage=None))
    drafts = counts(Example.objects.filter(document__in=documents).exclude(passage=None))
    for document in documents:
        removed = untouched.get(document.pk, 0)
        yield OlderDocument(document, removed, drafts.get(document.pk, 0) - removed)


def counts(examples: QuerySet[Example]) -> dict[int | None, int]:
    return dict(examples.order_by().values_list("document").annotate(n=Count("pk", distinct=True)))


class ChoiceForm(forms.Form):
    """All documents with older drafts, or some of them."""

    which = forms.ChoiceField(choices=[("all", _("All of them")), ("chosen", _("Only these"))])
    documents = forms.TypedMultipleChoiceField(coerce=int, required=False)

    def __init__(self, *args: Any, project: Project) -> None:
        super().__init__(*args)
        self.older = Older(project)
        numbers = self.older.documents.values_list("pk", flat=True) if self.is_bound else ()
        self.fields["documents"].choices = [(number, number) for number in numbers]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("which") == "chosen" and not data.get("documents") and not self.errors:
            raise forms.ValidationError(_("Choose at least one document."))
        return data

    @property
    def chosen(self) -> QuerySet[Document]:
        documents = self.older.documents
        chosen = self.cleaned_data["which"] == "chosen"
        return documents.filter(pk__in=self.cleaned_data["documents"]) if chosen else documents


def ask(project: Project, documents: QuerySet[Document], *, by: User) -> int:
    """Queue these documents; how many of them were not being worked on."""
    with transaction.atomic():
        ids = list(documents.values_list("pk", flat=True))
        waits = {"state": State.READING, "token": None, "heartbeat": None, "worker_deaths": 0, "changed_at": Now()}
        asked = documents.order_by().update(**waits)
        record = {"project": project, "action": Action.DRAFTED, "actor": by}
        Event.objects.bulk_create([Event(document_id=pk, **record) for pk in ids], batch_size=500)
        for pk in ids[:RUNG_AT_ONCE]:
            ring(tasks.draft_document, pk, priority=tasks.BEHIND_SMALL)
    return asked
