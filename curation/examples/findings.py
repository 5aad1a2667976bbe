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
    "unit_not_in_source": _("The source does not say “%(amount)s”."),
    "date_not_in_source": _("The date “%(date)s” is not in the source."),
    "name_not_in_source": _("The name “%(name)s” is not in the source."),
    "negation_not_in_source": _("The source says the opposite, or does not deny this."),
    "quote_not_in_source": _("What the model quoted is not in the source: “%(words)s”."),
    "few_words_of_source": _("Few of these words are in the source (%(percent)s %%)."),
    "no_quote": _("The model quoted nothing."),
    "asked_twice": _("Asks the same as another draft of the passage."),
    "label_unknown": _("“%(label)s” is no label of the project."),
    "points_at_source": _("“%(words)s” only makes sense beside the source."),
    "ocr_noise": _("This looks like a reading error: “%(example)s”."),
    "wrong_language": _("The completion is in another language than its source."),
    "cut_in_mid_sentence": _("The text is cut in the middle of a sentence."),
    "prompt_repeated": _("The completion begins by repeating the prompt."),
    "personal_data": _("This looks like personal data: %(kind)s."),
    "near_duplicate": _("Very like another example."),
}
KINDS: dict[str, dict[str, Promise]] = {
    "kind": {
        "email": _("an e-mail address"),
        "phone": _("a telephone number"),
        "spanish_identity": _("a DNI or NIE"),
        "iban": _("a bank account (IBAN)"),
        "card": _("a card number"),
        "social_security": _("a social security number"),
        "health_service": _("an NHS number"),
    },
}


def sentence(finding: Finding) -> str:
    """A check without a sentence of its own is named, so that a new one is never silent."""
    values = {name: KINDS.get(name, {}).get(str(value), value) for name, value in finding.values.items()}
    return str(SENTENCES.get(finding.check, finding.check)) % values
