"""Answers that a browser saves: never shown, and able to go on where a broken one ended."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.utils.http import content_disposition_header

CHUNK = 64 * 1024
RANGE = re.compile(r"bytes=(\d+)-(\d*)")


def attachment(response: HttpResponseBase, name: str) -> HttpResponseBase:
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


@dataclass(frozen=True, slots=True)
class Slice:
    """The bytes from `first` to `last`, both included, of a file of `size`."""

    first: int
    last: int
    size: int

    def response(self, path: Path) -> StreamingHttpResponse:
        response = StreamingHttpResponse(self._chunks(path), status=206, content_type="application/jsonl")
        response["Content-Range"] = f"bytes {self.first}-{self.last}/{self.size}"
        response["Content-Length"] = str(self.last - self.first + 1)
        return response

    def _chunks(self, path: Path) -> Iterator[bytes]:
        left = self.last - self.first + 1
        with path.open("rb") as file:
            file.seek(self.first)
            while left > 0 and (chunk := file.read(min(CHUNK, left))):
                left -= len(chunk)
                yield chunk


def slice_asked_for(request: HttpRequest, *, size: int, etag: str) -> Slice | None:
    """What `Range` asks for; None when that is the whole file, as after a change or for more ranges than one."""
    asked = RANGE.fullmatch(request.headers.get("Range", ""))
    same = request.headers.get("If-Range", f'"{etag}"') == f'"{etag}"'
    if asked is None or not same:
        return None
    first, last = int(asked[1]), min(int(asked[2] or size - 1), size - 1)
    return Slice(first, last, size) if first <= last else None
