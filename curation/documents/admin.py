"""Documents, their pages and passages, readings and uploads, to be looked at."""

from django.contrib import admin

from curation.accounts.admin import LookOnly
from curation.documents.models import Document, Page, Passage, Rereading, Upload


@admin.register(Document)
class DocumentAdmin(LookOnly):
    list_display = ("name", "project", "state", "problem", "page_count", "uploaded_by", "created_at", "changed_at")
    list_filter = ("state", "problem", "project", "media_type")
    list_select_related = ("project", "uploaded_by")
    search_fields = ("name", "sha256")
    heavy = ("problem_detail",)


@admin.register(Page)
class PageAdmin(LookOnly):
    list_display = ("document", "number", "state", "problem", "method", "confidence", "engine", "deaths")
    list_filter = ("state", "method", "problem", "document__project")
    list_select_related = ("document",)
    search_fields = ("document__name",)
    ordering = ("-document_id", "number")
    exclude = ("words", "blocks")  # thousands of boxes, which the page's picture shows better
    heavy = ("text", "words", "blocks")


@admin.register(Passage)
class PassageAdmin(LookOnly):
    list_display = ("id", "document", "ordinal", "recipe", "tokens", "confidence")
    list_filter = ("recipe", "document__project")
    list_select_related = ("document",)
    search_fields = ("text", "document__name")
    ordering = ("-id",)
    heavy = ("text", "spans", "heading_path")


@admin.register(Rereading)
class RereadingAdmin(LookOnly):
    list_display = ("page", "state", "problem", "asked_by", "asked_at", "deaths")
    list_filter = ("state", "problem", "page__document__project")
    list_select_related = ("page__document", "asked_by")
    search_fields = ("page__document__name", "asked_by__username")
    ordering = ("-id",)
    heavy = ("result",)


@admin.register(Upload)
class UploadAdmin(LookOnly):
    list_display = ("name", "project", "size", "uploaded_by", "started_at", "document")
    list_filter = ("project",)
    list_select_related = ("project", "uploaded_by", "document")
    search_fields = ("name", "uploaded_by__username")
    ordering = ("-started_at",)
