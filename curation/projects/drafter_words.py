"""What the drafters are called on screen, and what each of them makes."""

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from curation.pipeline.drafting.registry import family_of


class Words(NamedTuple):
    name: str | Promise
    makes: str | Promise


WORDS = {
    "faq": Words(
        _("Questions in the text"),
        _("Takes the questions that a document asks itself, with the answers below them."),
    ),
    "procedure": Words(
        _("Instructions in steps"),
        _("Asks how something is done where numbered steps tell it."),
    ),
    "heading_section": Words(
        _("Headings"),
        _("Makes a question of a heading; the text below it is the answer."),
    ),
    "definition": Words(
        _("Definitions"),
        _("Asks what a term means where a sentence says what it is."),
    ),
    "key_value": Words(
        _("Forms"),
        _("Asks for the value of each field of a form, by the name of the field."),
    ),
    "table_rows": Words(
        _("Tables"),
        _("Asks for a cell of a table by its row and its column."),
    ),
    "conversation": Words(
        _("Conversations"),
        _("Takes each answer of the expert in a transcript or chat, with what was said before."),
    ),
    "mail_thread": Words(
        _("E-mails"),
        _("Takes the answer in an e-mail, with the message it answers, without greetings and signatures."),
    ),
    "summary": Words(
        _("Summaries"),
        _("Takes the summary that a document gives itself, or its most telling sentences, to be rewritten."),
    ),
    "classification": Words(
        _("Sections"),
        _("Takes the text of a section and suggests its title as the label."),
    ),
    "labelled_rows": Words(
        _("Labelled tables"),
        _("Takes the texts in a table, and suggests what its column of labels says of each."),
    ),
    "generation": Words(
        _("Texts to write"),
        _("Asks for a section by its title and main points, or for how a paragraph goes on."),
    ),
    "plain": Words(
        _("Empty drafts"),
        _("Shows the passage, and leaves all writing to the expert."),
    ),
}


def name_of(drafter: str) -> str:
    """What a drafter, given with its version, is called on screen."""
    if drafter.startswith("model-"):
        return gettext("Language model (%(name)s)") % {"name": drafter.partition(":")[2]}
    family = family_of(drafter)
    return str(WORDS[family].name) if family in WORDS else drafter
