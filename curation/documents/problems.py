"""Why a document or page could not be read, in the reader's language. Codes are the pipeline's."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Problem:
    sentence: "str | Promise"
    worth_retrying: bool = False
    of_page: "str | Promise" = ""  # where it says something else of one page among others

    @property
    def page_sentence(self) -> "str | Promise":
        return self.of_page or self.sentence


UNKNOWN = Problem(
    _("We could not read this document. Try again, or ask your administrator."),
    worth_retrying=True,
    of_page=_("We could not read this page. Try again, or ask your administrator."),
)
PROBLEMS = {
    "unsupported": Problem(_("This kind of file cannot be read. Save it as PDF or JPEG.")),
    "old_format": Problem(
        _("This kind of file cannot be read. Open it in its program and save it as DOCX, PPTX, XLSX, EML, PNG or PDF.")
    ),
    "to_unpack": Problem(_("Unpack the archive and upload the files in it, or pack them as ZIP.")),
    "to_transcribe": Problem(
        _("Sound and film cannot be read. Upload what is said as text (.txt) or subtitles (.vtt, .srt).")
    ),
    "empty": Problem(_("This file is empty.")),
    "encrypted": Problem(_("This file needs a password. Save it without one and upload it again.")),
    "password": Problem(_("This PDF needs a password.")),
    "damaged": Problem(
        _("The file is damaged and cannot be opened. Scan or save it again."),
        of_page=_("This page is damaged and cannot be read. Scan or save it again."),
    ),
    "too_large": Problem(
        _("This file is over a limit for size, pages or pictures. Split it and try again."),
        of_page=_("This page is over a limit for size or pictures. Scan or save it smaller."),
    ),
    "no_text": Problem(_("No text was found. If the page is not blank, scan it again.")),
    "ocr_unavailable": Problem(
        _("Text recognition is not installed on the server. Tell your administrator."), worth_retrying=True
    ),
    "too_slow": Problem(_("Reading took too long and was stopped."), worth_retrying=True),
    "reader_died": Problem(
        _("The reader stopped on this file; it may be damaged or built to exhaust it."),
        worth_retrying=True,
        of_page=_("The reader stopped on this page; it may be damaged or built to exhaust it."),
    ),
    "worker_died": Problem(_("Reading was cut off too often on our side. Try again."), worth_retrying=True),
    "cancelled": Problem(_("Reading was cancelled."), worth_retrying=True),
    "members_refused": Problem(
        _("Some of the files inside could not be taken. The others are documents of their own.")
    ),
    "missing_file": Problem(_("The stored file is missing on the server. Upload it again.")),
}


def problem(code: str) -> Problem:
    return PROBLEMS.get(code, UNKNOWN)
