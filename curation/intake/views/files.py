"""Uploading, and trying again."""

from django.conf import settings
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from curation.documents.models import Document
from curation.documents.problems import problem
from curation.http import Request, shown_name
from curation.intake.storing import read_again, receive
from curation.pipeline.errors import UnreadableDocument
from curation.projects.access import project_view
from curation.projects.roles import Role

Line = dict[str, str]  # one file's: name, level (success, info, error), text, url


@require_POST
@project_view(Role.UPLOADER)
def upload(request: Request) -> HttpResponse:
    """Take files in: a page's form gets messages and the list, a script gets one line of JSON per file."""
    files = request.FILES.getlist("files")
    lines = [take(request, file) for file in files] or [nothing_arrived(request)]
    if request.headers.get("Accept") == "application/json":
        return JsonResponse({"lines": lines})
    for line in lines:
        messages.add_message(request, getattr(messages, line["level"].upper()), f"{line['name']}: {line['text']}")
    return redirect("documents:list", request.project.slug)


def take(request: Request, file: UploadedFile) -> Line:
    name = shown_name(file.name or "")
    try:
        received = receive(request.project, name, file.chunks(), by=request.user)
    except UnreadableDocument as error:
        return {"name": name, "level": "error", "text": str(problem(error.code).sentence), "url": ""}
    document = received.document
    url = reverse("documents:detail", args=[request.project.slug, document.pk])
    if not received.already_here:
        return {"name": name, "level": "success", "text": _("Uploaded"), "url": url}
    day = formats.date_format(document.created_at, "DATE_FORMAT")
    text = _("Already here: %(name)s, uploaded %(date)s.") % {"name": document.name, "date": day}
    return {"name": name, "level": "info", "text": text, "url": url}


def nothing_arrived(request: HttpRequest) -> Line:
    """A part without a usable name, or one that was stopped at the limit, does not come out of the parser."""
    if stopped := getattr(request, "stopped_upload", ""):
        limit = settings.UPLOAD_LIMIT_BYTES // 2**20
        text = _("This file is over the limit of %(limit)d MB. Split it and try again.") % {"limit": limit}
        return {"name": stopped, "level": "error", "text": text, "url": ""}
    return {"name": _("Upload"), "level": "error", "text": _("No file arrived. Choose one and try again."), "url": ""}


@require_POST
@project_view(Role.UPLOADER, Role.MANAGER)
def retry(request: Request, d: int) -> HttpResponse:
    document = get_object_or_404(Document.objects.filter(project=request.project), pk=d)
    if read_again(document, by=request.user):
        messages.success(request, _("%(name)s will be read again.") % {"name": document.name})
    else:
        messages.info(request, _("Nothing is left to try again in %(name)s.") % {"name": document.name})
    return redirect("documents:list", request.project.slug)
