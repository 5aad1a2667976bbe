"""Projects and who is in them."""

from django.contrib import admin
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest

from curation.accounts.admin import LookOnly
from curation.projects.models import Guideline, Label, LabelGroup, Membership, Project


@admin.register(Project)
class ProjectAdmin(admin.ModelAdmin):
    list_display = ("name", "slug", "kind", "language", "sign_off", "versions_needed", "created_at")
    list_filter = ("kind", "language", "sign_off")
    search_fields = ("name", "slug")
    readonly_fields = ("slug", "created_at")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False  # a project begins with its manager, on its own screen

    def has_delete_permission(self, request: HttpRequest, obj: Project | None = None) -> bool:
        return False


@admin.register(Membership)
class MembershipAdmin(admin.ModelAdmin):
    list_display = ("user", "project", "role", "joined_at")
    list_filter = ("role", "project")
    list_select_related = ("user", "project")
    search_fields = ("user__username", "user__email", "user__last_name", "project__name", "project__slug")
    autocomplete_fields = ("user", "project")
    readonly_fields = ("joined_at",)

    def save_model(self, request: HttpRequest, obj: Membership, form: ModelForm, change: bool) -> None:
        super().save_model(request, obj, form, change)
        _free_in(obj.project_id, form.initial.get("project"))

    def delete_model(self, request: HttpRequest, obj: Membership) -> None:
        super().delete_model(request, obj)
        _free_in(obj.project_id)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Membership]) -> None:
        projects = list(queryset.values_list("project", flat=True))
        super().delete_queryset(request, queryset)
        _free_in(*projects)


def _free_in(*projects: int | None) -> None:
    """What was kept for people who can no longer annotate there is everybody's, as after a change of members."""
    for project in Project.objects.filter(pk__in=[pk for pk in projects if pk]):
        project.free_unreachable()


@admin.register(LabelGroup)
class LabelGroupAdmin(LookOnly):
    list_display = ("name", "project", "many", "required", "position")
    list_filter = ("project",)
    list_select_related = ("project",)
    search_fields = ("name", "project__name")


@admin.register(Label)
class LabelAdmin(LookOnly):
    list_display = ("name", "group", "project", "export_as", "position")
    list_filter = ("group__project",)
    list_select_related = ("group__project",)
    search_fields = ("name", "export_as", "group__name", "group__project__name")

    @admin.display(ordering="group__project__name")
    def project(self, label: Label) -> str:
        return label.group.project.name


@admin.register(Guideline)
class GuidelineAdmin(LookOnly):
    list_display = ("project", "number", "author", "created_at")
    list_filter = ("project",)
    list_select_related = ("project", "author")
    search_fields = ("text", "project__name")
    heavy = ("text",)
