"""An example as the annotate screen reads it."""

from django.db.models import OuterRef, QuerySet, Subquery
from django.http import Http404

from curation.accounts.models import User
from curation.compiled import CompiledRows, Parameter
from curation.examples.models import Example, Version
from curation.projects.models import Project


def for_desk(rows: QuerySet[Example], user: User | Parameter) -> QuerySet[Example]:
    """With what the screen shows beside the texts; `is_begun` is true if this person has a version.

    No EXISTS: PostgreSQL answers one by reading all that the person ever wrote.
    """
    theirs = Version.objects.live().filter(example=OuterRef("pk"), author=user)
    return rows.select_related("document", "passage").annotate(is_begun=Subquery(theirs.values("pk")[:1]))


def _shown(project: Parameter, pk: Parameter, user: Parameter) -> QuerySet[Example]:
    return for_desk(Example.objects.filter(project=project, pk=pk), user)


def _held(project: Parameter, pk: Parameter) -> QuerySet[Example]:
    """With what the checks read; nobody else settles it until the transaction ends."""
    ours = Example.objects.filter(project=project, pk=pk)
    return ours.select_related("passage").select_for_update(of=("self",))


def _live(example: Parameter) -> QuerySet[Version]:
    return Version.objects.live().filter(example=example)


def _live_of(example: Parameter, author: Parameter) -> QuerySet[Version]:
    return _live(example).filter(author=author)


SHOWN = CompiledRows(_shown, "project", "pk", "user")
HELD = CompiledRows(_held, "project", "pk")
LIVE = CompiledRows(_live, "example")
LIVE_OF = CompiledRows(_live_of, "example", "author")


def shown(project: Project, pk: int, user: User) -> Example:
    return _of_project(project, SHOWN.first(project, pk, user))


def held(project: Project, pk: int) -> Example:
    return _of_project(project, HELD.first(project, pk))


def live_versions(example: Example, author: User | None = None) -> list[Version]:
    versions = LIVE_OF(example, author) if author else LIVE(example)
    for version in versions:
        version.example = example
    return versions


def _of_project(project: Project, example: Example | None) -> Example:
    if example is None:
        raise Http404
    example.project = project
    return example
