"""Documents, their pages and passages, to be looked at."""

from django.contrib import admin

from curation.accounts.admin import LookOnly
from curation.documents.models import Document, Page, Passage


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
