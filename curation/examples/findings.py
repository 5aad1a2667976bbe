"""What the checks of a pair found, in words for people."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from curation.pipeline.types import Finding

SENTENCES: dict[str, str | Promise] = {
    "empty_prompt": _("The prompt is empty."),
    "empty_completion": _("The completion is empty."),
    "completion_is_prompt": _("The completion only repeats the prompt."),
    "too_long": _("Over the limit by %(over)s tokens."),
    "number_not_in_source": _("“%(number)s” is not in the source."),
    "ocr_noise": _("This looks like a reading error: “%(example)s”."),
}


def sentence(finding: Finding) -> str:
    """A check without a sentence of its own is named, so that a new one is never silent."""
    return str(SENTENCES.get(finding.check, finding.check)) % finding.values
