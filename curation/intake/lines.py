"""What became of one file of an upload, in words: a line on the page, or of JSON for the script that draws it."""

from django.conf import settings
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext as _

from curation.documents.problems import problem
from curation.intake.keeping import Received
from curation.pipeline.errors import UnreadableDocument

Line = dict[str, str]  # name, level (success, info, error), text, url


def refused(name: str, error: UnreadableDocument) -> Line:
    return failed(name, str(problem(error.code).sentence))


def failed(name: str, text: str) -> Line:
    return {"name": name, "level": "error", "text": text, "url": ""}


def received(name: str, file: Received) -> Line:
    document = file.document
    url = reverse("documents:detail", args=[document.project.slug, document.pk])
    if not file.already_here:
        return {"name": name, "level": "success", "text": _("Uploaded"), "url": url}
    day = formats.date_format(document.created_at, "DATE_FORMAT")
    text = _("Already here: %(name)s, uploaded %(date)s.") % {"name": document.name, "date": day}
    return {"name": name, "level": "info", "text": text, "url": url}


def over_the_limit(name: str, size: int | None = None) -> Line:
    limit = filesizeformat(settings.UPLOAD_LIMIT_BYTES)
    if size is None:
        return failed(name, _("This file is over the limit of %(limit)s. Split it and try again.") % {"limit": limit})
    text = _("This file is %(size)s. The limit is %(limit)s. Split it and try again.")
    return failed(name, text % {"size": filesizeformat(size), "limit": limit})


def no_room(name: str) -> Line:
    return failed(name, _("There is no room left on the server. Tell your administrator."))


def too_many(name: str) -> Line:
    return failed(name, _("Too many of your uploads are unfinished. Finish or cancel some of them first."))
