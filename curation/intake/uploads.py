"""Receiving files: to a temporary file while they stream in, and no further than the limit."""

from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import StopUpload, TemporaryFileUploadHandler


class LimitedUploadHandler(TemporaryFileUploadHandler):
    """Stop a request as soon as one of its files is over the limit; `request.stopped_upload` says which."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.received = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.received += len(raw_data)
        if self.received > settings.UPLOAD_LIMIT_BYTES:
            if self.request is not None:
                self.request.stopped_upload = self.file_name  # type: ignore[attr-defined]
            # Reading on to the end lets the browser show the answer; nothing more is written.
            raise StopUpload(connection_reset=False)
        super().receive_data_chunk(raw_data, start)
