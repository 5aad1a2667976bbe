"""What an example goes through, what a person may decide, and why. No models here."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Status(models.TextChoices):
    DRAFTED = "drafted", _("Drafted")
    SUBMITTED = "submitted", _("Submitted")
    AGREED = "agreed", _("Agreed")
    DISPUTED = "disputed", _("Disputed")
    FLAGGED = "flagged", _("Flagged")
    REJECTED = "rejected", _("Rejected")
    FINAL = "final", _("Final")


# "In progress" is not stored: a drafted example is in progress while a lease on it runs.
MOVES: dict[Status, frozenset[Status]] = {
    Status.DRAFTED: frozenset(set(Status) - {Status.DRAFTED}),
    Status.SUBMITTED: frozenset({Status.FINAL, Status.REJECTED, Status.DRAFTED, Status.DISPUTED}),
    Status.AGREED: frozenset({Status.FINAL, Status.REJECTED, Status.DRAFTED, Status.DISPUTED}),
    Status.DISPUTED: frozenset({Status.FINAL, Status.REJECTED, Status.DRAFTED}),
    Status.FLAGGED: frozenset({Status.FINAL, Status.REJECTED, Status.DRAFTED}),
    Status.REJECTED: frozenset({Status.DRAFTED}),
    Status.FINAL: frozenset({Status.DRAFTED}),
}
FOR_REVIEW = (Status.DISPUTED, Status.FLAGGED, Status.SUBMITTED, Status.AGREED)


class Decision(models.TextChoices):
    SUBMIT = "submit", _("Submit")
    REJECT = "reject", _("Reject")
    FLAG = "flag", _("Flag for a reviewer")
    SKIP = "skip", _("Skip")


class RejectReason(models.TextChoices):
    NOT_USEFUL = "not_useful", _("Not useful for the task")
    WRONG = "wrong", _("The source is wrong or out of date")
    UNREADABLE = "unreadable", _("The source cannot be read")
    DUPLICATE = "duplicate", _("Same as another example")
    PERSONAL = "personal", _("Personal data that cannot be removed")
    OTHER = "other", _("Another reason")


class FlagReason(models.TextChoices):
    UNSURE = "unsure", _("I am not sure of the answer")
    NOT_MY_FIELD = "not_my_field", _("Not my field")
    PERSONAL = "personal", _("Personal data")
    GUIDELINE = "guideline", _("The guideline does not cover this")
    OTHER = "other", _("Another reason")


REASONS: dict[str, type[models.TextChoices]] = {Decision.REJECT: RejectReason, Decision.FLAG: FlagReason}


class Action(models.TextChoices):
    """What an event records."""

    UPLOADED = "uploaded", _("uploaded")
    READ = "read", _("read")
    FAILED = "failed", _("could not be read")
    RETRIED = "retried", _("tried again")
    REREAD = "reread", _("took another reading of a page")
    CORRECTED = "corrected", _("corrected a word")
    REMOVED = "removed", _("removed")
    MOVED = "moved", _("moved to another project")
    CANCELLED = "cancelled", _("cancelled")
    DRAFTED = "drafted", _("drafted")
    IMPORTED = "imported", _("imported")
    SUBMITTED = "submitted", _("submitted")
    REJECTED = "rejected", _("rejected")
    FLAGGED = "flagged", _("flagged")
    SKIPPED = "skipped", _("skipped")
    UNDONE = "undone", _("took a decision back")
    MADE_FINAL = "made_final", _("made final")
    SENT_BACK = "sent_back", _("sent back")
    ASSIGNED = "assigned", _("assigned")
    FREED = "freed", _("took the assignment back")
    REOPENED = "reopened", _("reopened")
    TO_REVIEW = "to_review", _("sent to review")
    LABELLED = "labelled", _("changed the labels")
    COLLECTED = "collected", _("put it in a collection")
    TAKEN_OUT = "taken_out", _("took it out of a collection")
    PRACTISED = "practised", _("chose it for practice")
    SPARED = "spared", _("took it out of practice")
    BUILT = "built", _("built")
    DOWNLOADED = "downloaded", _("downloaded")
