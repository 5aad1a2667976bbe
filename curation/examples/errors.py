"""How a decision on an example can lose to the example's current state."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from curation.errors import Conflict

if TYPE_CHECKING:
    from curation.examples.models import Example
    from curation.examples.states import Status


class IllegalMove(Conflict):
    def __init__(self, example: "Example", to: "Status") -> None:
        super().__init__(
            _("This example is “%(now)s”, so it cannot become “%(to)s”.")
            % {"now": example.get_status_display(), "to": to.label}
        )
        self.example, self.to = example, to


class StaleExample(Conflict):
    """Somebody changed the example after it was opened."""

    def __init__(self, example: "Example") -> None:
        super().__init__(_("This example was changed somewhere else after you opened it."))
        self.example = example
