"""How a build ends without a dataset, and how a person can lose to a version's state."""

from typing import Any

from django.utils.translation import gettext as _

from curation.datasets.states import Problem
from curation.errors import Conflict


class UnfitChoiceError(Exception):
    """There is something wrong with what was chosen, not with the build; `found` is what the version tells of it."""

    def __init__(self, problem: Problem, **found: Any) -> None:
        super().__init__(problem.label)
        self.problem, self.found = problem, found


class Frozen(Conflict):
    def __init__(self) -> None:
        super().__init__(_("A built version never changes. Make a new version."))
