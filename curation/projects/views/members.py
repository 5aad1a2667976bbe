"""The members of a project: their roles, and adding one."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from curation.accounts.models import User
from curation.http import Request
from curation.projects.access import project_view
from curation.projects.member_forms import AddMemberForm, MembersForm
from curation.projects.models import Project
from curation.projects.roles import Role
from curation.projects.views.sections import saved, show


def members(request: Request) -> HttpResponse:
    with transaction.atomic():
        # Two managers who each take the role from the other at once wait for one another here.
        project = Project.objects.select_for_update().get(pk=request.project.pk)
        form = MembersForm(request.POST or None, project=project, members=people_in(project))
        if form.is_valid():
            form.save()
            still_in_charge = Role.MANAGER in project.roles_of(request.user)
            return saved(request, "members") if still_in_charge else redirect("projects:list")
    adding = AddMemberForm(project=project)
    return show(request, "members", invalid=form.is_bound, form=form, adding=adding)


@require_POST
@project_view(Role.MANAGER)
def add_member(request: Request) -> HttpResponse:
    project = request.project
    adding = AddMemberForm(request.POST, project=project)
    if adding.is_valid():
        return saved(request, "members", _("%(who)s is in the project now.") % {"who": adding.save()})
    return show(
        request, "members", invalid=True, form=MembersForm(project=project, members=people_in(project)), adding=adding
    )


def people_in(project: Project) -> list[User]:
    """The members by name, each with how many examples they decided in the last seven days."""
    week = timezone.now() - timedelta(days=7)
    lately = Q(versions__decided_at__gte=week, versions__example__project=project)
    people = User.objects.filter(pk__in=project.memberships.values("user"))
    counted = people.annotate(decided=Count("versions", filter=lately))
    return sorted(counted, key=lambda user: str(user).casefold())
