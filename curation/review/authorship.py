"""Whose work an example is: its author does not make it final, unless nobody else can."""

from django.db.models import Q

from curation.accounts.models import User
from curation.examples.models import Example
from curation.examples.states import Decision
from curation.projects.models import Membership, Project
from curation.projects.roles import Role

OWN = Q(live=True, decision__in=[Decision.SUBMIT, Decision.FLAG])


def is_author(example: Example, user: User) -> bool:
    return example.versions.filter(OWN, author=user).exists()


def is_only_reviewer(project: Project, user: User) -> bool:
    reviewers = Membership.objects.filter(project=project, role__in=[Role.REVIEWER, Role.MANAGER])
    return not reviewers.filter(user__is_active=True).exclude(user=user).exists()
