from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from curation.datasets.models import DatasetFile, DatasetVersion


class ReadOnly:
    """To look at: nobody changes a dataset version here."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class FileInline(ReadOnly, admin.TabularInline):
    model = DatasetFile


@admin.register(DatasetVersion)
class DatasetVersionAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ["project", "number", "state", "problem", "created_by", "created_at", "finished_at"]
    list_filter = ["state", "problem"]
    list_select_related = ["project", "created_by"]
    search_fields = ["project__name", "project__slug", "notes", "contents", "files__sha256"]
    inlines = [FileInline]
