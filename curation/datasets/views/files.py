"""Taking a version's files."""

from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404

from curation.datasets.archiving import zip_of
from curation.datasets.downloading import attachment, slice_asked_for
from curation.datasets.models import DatasetVersion
from curation.datasets.states import State
from curation.datasets.writing_out import SUMS
from curation.documents import store
from curation.examples.states import Action
from curation.http import Request
from curation.projects.access import project_view
from curation.projects.roles import Role


@project_view(Role.MANAGER)
def file(request: Request, number: int, name: str) -> HttpResponseBase:
    """One file, or from `Range` on what is missing of it."""
    version = _built(request, number)
    stem = f"{request.project.slug}-{version}"
    if name == SUMS:
        return attachment(HttpResponse(version.sums(), content_type="text/plain; charset=utf-8"), f"{stem}-{SUMS}")
    found = get_object_or_404(version.files, name=name)
    path = store.path_of(found.sha256)
    asked = slice_asked_for(request, size=found.size, etag=found.sha256)
    if asked is None or asked.first == 0:
        version.record(Action.DOWNLOADED, by=request.user, note=name)
    response = asked.response(path) if asked else FileResponse(path.open("rb"), content_type="application/jsonl")
    response["ETag"] = f'"{found.sha256}"'
    response["Accept-Ranges"] = "bytes"
    return attachment(response, f"{stem}-{name.replace('/', '-')}")


@project_view(Role.MANAGER)
def archive(request: Request, number: int) -> HttpResponseBase:
    """Everything in one file, laid out as SHA256SUMS names it."""
    version = _built(request, number)
    stem = f"{request.project.slug}-{version}"
    version.record(Action.DOWNLOADED, by=request.user, note=f"{stem}.zip")
    return attachment(
        StreamingHttpResponse(zip_of(version, folder=stem), content_type="application/zip"), f"{stem}.zip"
    )


def _built(request: Request, number: int) -> DatasetVersion:
    version = get_object_or_404(DatasetVersion, project=request.project, number=number)
    if version.state != State.READY:
        raise Http404
    return version
