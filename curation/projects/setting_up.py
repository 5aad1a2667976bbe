"""The four steps that make a new project ready for work."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from curation.projects.models import Project


@dataclass(frozen=True, slots=True)
class SetupStep:
    name: str
    done: bool
    view: str
    section: str = ""  # of the settings


def setup_steps(project: Project) -> list[SetupStep]:
    people = project.memberships.values("user").distinct().count()
    return [
        SetupStep(_("Upload documents"), project.documents.exists(), "documents:list"),
        SetupStep(_("Set the labels"), project.label_groups.exists(), "projects:settings", "labels"),
        SetupStep(_("Write the guideline"), project.guidelines.exists(), "projects:settings", "guideline"),
        SetupStep(_("Add people"), people > 1, "projects:settings", "members"),
    ]
