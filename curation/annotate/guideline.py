"""Telling a person, once, that the guideline has changed since they last settled an example."""

from datetime import datetime

from curation.accounts.models import User
from curation.examples.models import Version
from curation.http import Request
from curation.projects.models import Guideline, Project


def news(request: Request, current: Guideline | None) -> Guideline | None:
    """The edition to tell of; None when the person has seen it, or has yet to begin."""
    if current is None or current.number == 1 or request.session.get(_key(request.project), 0) >= current.number:
        return None
    last = last_settled(request.project, request.user)
    return current if last and last < current.created_at else None


def seen(request: Request) -> None:
    current = request.project.guideline()
    request.session[_key(request.project)] = current.number if current else 0


def known_before(project: Project, user: User, current: Guideline) -> Guideline | None:
    """The edition that was in force when the person last settled an example, else the one before."""
    earlier = project.guidelines.filter(number__lt=current.number).order_by("-number")
    last = last_settled(project, user)
    known = earlier.filter(created_at__lte=last).first() if last and last < current.created_at else None
    return known or earlier.first()


def last_settled(project: Project, user: User) -> datetime | None:
    decided = Version.objects.decided().filter(author=user, example__project=project)
    return decided.order_by("-decided_at").values_list("decided_at", flat=True).first()


def _key(project: Project) -> str:
    return f"guideline-{project.pk}"
