"""Examples, versions and events, to be looked at: they change only by a decision, which is recorded."""

from django.contrib import admin

from curation.accounts.admin import LookOnly
from curation.examples.models import Event, Example, Version


@admin.register(Example)
class ExampleAdmin(LookOnly):
    list_display = ("id", "project", "document", "status", "drafter", "assignee", "leased_by", "changed_at")
    list_filter = ("status", "drafter", "kind", "project")
    list_select_related = ("project", "document", "assignee", "leased_by")
    search_fields = ("prompt", "completion", "final_prompt", "final_completion", "document__name")
    ordering = ("-id",)
    heavy = ("prompt", "completion", "context", "evidence", "final_prompt", "final_completion", "comment")


@admin.register(Version)
class VersionAdmin(LookOnly):
    list_display = ("id", "example_id", "author", "decision", "reason", "live", "seconds", "saved_at", "decided_at")
    list_filter = ("decision", "reason", "live", "example__project")
    list_select_related = ("author",)
    search_fields = ("prompt", "completion", "note", "author__username")
    ordering = ("-id",)
    heavy = ("prompt", "completion", "note")


@admin.register(Event)
class EventAdmin(LookOnly):
    list_display = ("id", "at", "project", "actor", "action", "before", "after", "example_id", "document", "dataset")
    list_filter = ("action", "after", "project")
    list_select_related = ("project", "actor", "document")
    search_fields = ("note", "actor__username", "document__name")
    ordering = ("-id",)
    heavy = ("note",)
