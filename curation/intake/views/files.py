"""Files from a form without scripts, or from a program: all in one request."""

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from curation.http import Request, shown_name
from curation.intake import lines
from curation.intake.lines import Line
from curation.intake.storing import receive
from curation.pipeline.errors import UnreadableDocument
from curation.projects.access import project_view
from curation.projects.roles import Role


@require_POST
@project_view(Role.UPLOADER)
def upload(request: Request) -> HttpResponse:
    """Take files in: a page's form gets messages and the list, a script gets one line of JSON per file."""
    files = request.FILES.getlist("files")
    told = [take(request, file) for file in files] or [nothing_arrived(request)]
    if request.headers.get("Accept") == "application/json":
        return JsonResponse({"lines": told})
    for line in told:
        messages.add_message(request, getattr(messages, line["level"].upper()), f"{line['name']}: {line['text']}")
    return redirect("documents:list", request.project.slug)


def take(request: Request, file: UploadedFile) -> Line:
    name = shown_name(file.name or "")
    try:
        return lines.received(name, receive(request.project, name, file.chunks(), by=request.user))
    except UnreadableDocument as error:
        return lines.refused(name, error)


def nothing_arrived(request: HttpRequest) -> Line:
    """A part without a usable name, or one that was stopped at the limit, does not come out of the parser."""
    if stopped := getattr(request, "stopped_upload", ""):
        return lines.over_the_limit(stopped)
    return lines.failed(_("Upload"), _("No file arrived. Choose one and try again."))
