"""How a build ends without a dataset, and how a person can lose to a version's state."""

from django.utils.translation import gettext as _

from curation.datasets.states import Problem
from curation.errors import Conflict


class UnfitChoiceError(Exception):
    """There is something wrong with what was chosen, not with the build."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.label)
        self.problem = problem


class Frozen(Conflict):
    def __init__(self) -> None:
        super().__init__(_("A built version never changes. Make a new version."))
