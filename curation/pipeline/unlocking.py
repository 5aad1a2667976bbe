"""Opens a protected file in the sandbox. The password goes there through a pipe, and nowhere else."""

import base64
from collections.abc import Iterator
from pathlib import Path
from time import monotonic

from curation.pipeline import wire
from curation.pipeline.errors import TooLarge, TooSlow
from curation.pipeline.limits import Limits, Options
from curation.pipeline.media import PDF
from curation.pipeline.supervision import Child

SECONDS = 60


def unlock(path: Path, password: str, limits: Limits) -> Iterator[bytes]:
    """The bytes of a copy that needs no password; raise Encrypted when this is not the file's."""
    request = wire.request("unlock", path, PDF, Options(limits=limits, batch_seconds=SECONDS), password=password)
    ends = monotonic() + SECONDS
    room = limits.zip_bytes
    with Child(path, request) as child:
        while "done" not in (message := child.next_message(ends) or {"error": wire.from_error(TooSlow())}):
            if "error" in message:
                raise wire.to_error(message["error"])
            content = base64.b64decode(message["data"])
            room -= len(content)
            if room < 0:  # the child may have been taken over
                raise TooLarge("The file is too large once its protection is taken off.")
            yield content
