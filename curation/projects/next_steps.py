"""What a person is likely to do next in a project, by what they may do there."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from curation.accounts.models import User
from curation.projects.models import Project
from curation.projects.progress import Progress
from curation.projects.roles import Role


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do: why, the words on its button, and the view behind it."""

    reason: str
    action: str
    view: str


def likely_step(roles: Collection[Role], progress: Progress) -> Step | None:
    """The step for a card in a list of projects, from figures already at hand."""
    if Role.ANNOTATOR in roles and progress.drafted:
        return Step("", _("Continue annotating"), "annotate:next")
    if Role.REVIEWER in roles and progress.for_review:
        return Step("", _("Review examples"), "review:queue")
    if Role.UPLOADER in roles:
        return Step("", _("Upload documents"), "documents:list")
    if Role.MANAGER in roles and progress.final:
        return Step("", _("Open the datasets"), "datasets:list")
    return None


def next_steps(project: Project, user: User, roles: Collection[Role], progress: Progress) -> list[Step]:
    """Everything that waits for this person here, the most pressing first."""
    steps: list[Step] = []
    if Role.ANNOTATOR in roles:
        steps.extend(_annotating(project, user, progress))
    if Role.REVIEWER in roles and progress.for_review:
        waiting = ngettext(
            "%(n)s example waits for a reviewer.", "%(n)s examples wait for a reviewer.", progress.for_review
        )
        steps.append(Step(waiting % {"n": number_format(progress.for_review)}, _("Review examples"), "review:queue"))
    if Role.UPLOADER in roles and (doubtful := project.documents.needing_attention().count()):
        waiting = ngettext("%(n)s document needs attention.", "%(n)s documents need attention.", doubtful)
        steps.append(Step(waiting % {"n": number_format(doubtful)}, _("See the documents"), "documents:list"))
    if Role.MANAGER in roles and progress.final:
        ready = ngettext("%(n)s example is final.", "%(n)s examples are final.", progress.final)
        steps.append(Step(ready % {"n": number_format(progress.final)}, _("Open the datasets"), "datasets:list"))
    return steps


def _annotating(project: Project, user: User, progress: Progress) -> Iterator[Step]:
    came_back = project.examples.drafted().filter(assignee=user, comment__gt="").count()
    if came_back:
        reason = ngettext(
            "%(n)s of your examples came back with a comment.",
            "%(n)s of your examples came back with a comment.",
            came_back,
        )
        yield Step(reason % {"n": number_format(came_back)}, _("Look at them"), "annotate:next")
    mine = user.versions.live().filter(example__project=project)
    open_drafts = mine.filter(decision="", revision__gt=0, example__in=project.examples.drafted()).count()
    if open_drafts:
        reason = ngettext("You began %(n)s example.", "You began %(n)s examples.", open_drafts)
        yield Step(reason % {"n": number_format(open_drafts)}, _("Go on with them"), "annotate:next")
    if progress.drafted:
        today = mine.filter(decided_at__gte=timezone.localtime().replace(hour=0, minute=0, second=0)).count()
        waiting = ngettext(
            "%(n)s example is waiting for you.", "%(n)s examples are waiting for you.", progress.drafted
        ) % {"n": number_format(progress.drafted)}
        done = (
            ngettext("You did %(n)s today.", "You did %(n)s today.", today) % {"n": number_format(today)}
            if today
            else ""
        )
        yield Step(f"{waiting} {done}".strip(), _("Continue annotating"), "annotate:next")
