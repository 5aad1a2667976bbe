"""Beginning a project."""

import secrets

from django.db import transaction
from django.utils.text import slugify

from curation.accounts.models import User
from curation.projects.models import Kind, Membership, Project
from curation.projects.roles import Role


def may_start(user: User) -> bool:
    """Whether the person may begin projects: by permission, or because they manage one already."""
    return user.has_perm("projects.add_project") or user.memberships.filter(role=Role.MANAGER).exists()


def start_project(name: str, *, kind: str = Kind.QUESTION_ANSWER, language: str = "en", by: User | None) -> Project:
    """A new project; whoever starts it manages it and may upload."""
    with transaction.atomic():
        project = Project.objects.create(name=name, slug=free_slug(name), kind=kind, language=language)
        if by is not None:
            roles = (Role.MANAGER, Role.UPLOADER)
            Membership.objects.bulk_create(Membership(project=project, user=by, role=role) for role in roles)
    return project


def free_slug(name: str) -> str:
    slug = slugify(name)[:50].strip("-") or "project"
    if not Project.objects.filter(slug=slug).exists():
        return slug
    return f"{slug}-{secrets.token_hex(3)}"
