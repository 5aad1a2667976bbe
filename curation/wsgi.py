"""The web application, as a server runs it."""

import os
from collections.abc import Callable
from typing import Any

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "curation.settings")

ROOM = 33_000  # words of a frame: the chunk made for it has another 256 KiB for all that is called below it


def with_room(application: Callable[..., Any]) -> Callable[..., Any]:
    """The same application, whose requests do not run on the edge of the interpreter's stack.

    Python keeps its frames in chunks of 16 KiB and gives one back the moment that it is empty. A loop that happens to
    call from the end of a chunk asks the system for memory with every call: 1,365 times when the boxes of a page were
    drawn, 10 of 25 ms. A frame this large gets a chunk that holds a whole request.
    """

    def run(environ: Any, start_response: Any) -> Any:
        return application(environ, start_response)

    run.__code__ = run.__code__.replace(co_stacksize=ROOM)
    return run


application = with_room(get_wsgi_application())
