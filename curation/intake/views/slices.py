"""Files in slices, for the script of the upload form: an address for each file, then its bytes, as often as it takes.

Slices are read as a stream: `request.body` would hold them in memory and end at 2.5 MB.
"""

import errno
from uuid import UUID

from django import forms
from django.core.exceptions import BadRequest
from django.http import HttpResponse, JsonResponse
from django.http.request import UnreadablePostError
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from curation.documents.models import Upload
from curation.http import Request
from curation.intake import lines, slices
from curation.pipeline.errors import TooLarge, UnreadableDocument
from curation.projects.access import project_view
from curation.projects.roles import Role


class FileForm(forms.Form):
    name = forms.CharField(max_length=1000)
    size = forms.IntegerField(min_value=0)
    modified = forms.IntegerField(min_value=-(2**53), max_value=2**53)


class OffsetForm(forms.Form):
    offset = forms.IntegerField(min_value=0)


@require_POST
@project_view(Role.UPLOADER)
def upload_create(request: Request) -> HttpResponse:
    """An address to send a file to and how much of it is here, or in words why it will not be taken."""
    form = FileForm(request.POST)
    if not form.is_valid():
        raise BadRequest
    name, size = form.cleaned_data["name"], form.cleaned_data["size"]
    try:
        upload = slices.begin(request.project, name, size, form.cleaned_data["modified"], by=request.user)
    except TooLarge:
        return JsonResponse(lines.over_the_limit(name, size), status=413)
    except UnreadableDocument as error:
        return JsonResponse(lines.refused(name, error), status=422)
    except slices.TooMany:
        return JsonResponse(lines.too_many(name), status=429)
    except slices.NoRoom:
        return JsonResponse(lines.no_room(name), status=507)
    address = reverse("intake:upload_slice", args=[request.project.slug, upload.pk])
    return JsonResponse({"url": address, "offset": upload.offset}, status=201)


@require_http_methods(["HEAD", "PATCH", "DELETE"])
@project_view(Role.UPLOADER)
def upload_slice(request: Request, u: UUID) -> HttpResponse:
    """HEAD says how much is here, PATCH brings more of it, DELETE gives it up."""
    upload = get_object_or_404(Upload.objects.filter(project=request.project, uploaded_by=request.user), pk=u)
    if request.method == "HEAD":
        return at(upload)
    if request.method == "DELETE":
        slices.cancel(upload)
        return HttpResponse(status=204)
    form = OffsetForm({"offset": request.headers.get("Upload-Offset")})
    if not form.is_valid():
        raise BadRequest
    return take(request, upload, form.cleaned_data["offset"])


def take(request: Request, upload: Upload, offset: int) -> HttpResponse:
    """Keep what arrives; with the last byte the file is taken in, and the answer is its line."""
    try:
        if offset < upload.size:
            slices.append(upload, offset, request.read)
        if upload.offset < upload.size:
            return at(upload)
        return JsonResponse(lines.received(upload.name, slices.finish(upload)))
    except slices.WrongOffset:
        return at(upload, status=409)
    except UnreadablePostError:  # the connection broke; the sender will ask how much is here
        return at(upload, status=400)
    except UnreadableDocument as error:
        slices.cancel(upload)
        return JsonResponse(lines.refused(upload.name, error), status=422)
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
        return JsonResponse(lines.no_room(upload.name), status=507)


def at(upload: Upload, status: int = 204) -> HttpResponse:
    return HttpResponse(status=status, headers={"Upload-Offset": str(upload.offset)})
