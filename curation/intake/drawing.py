"""Page pictures made before anybody asks for them. Without it they are made when they are first looked at."""

import logging
from contextlib import closing
from time import monotonic

from curation.documents.models import Page
from curation.documents.pictures import drawn, is_made
from curation.documents.states import PageState
from curation.pipeline.errors import UnreadableDocument
from curation.pipeline.pictures import WIDTHS

logger = logging.getLogger(__name__)
AHEAD = WIDTHS[:2]  # the largest is for those who look closely
SECONDS = 5.0  # in one go: other work is not kept waiting for long


def draw_ahead(document_id: int) -> bool:
    """Make some of a document's pictures; whether there are more to make."""
    ends = monotonic() + SECONDS
    read = Page.objects.filter(document=document_id, state=PageState.READ, width__gt=0).without_text()
    pages = read.select_related("document").order_by("number")
    unmade = [page for page in pages if not all(is_made(page, width) for width in AHEAD)]
    if not unmade:
        return False
    try:
        with closing(drawn(unmade, AHEAD)) as results:
            for page, error in results:
                if error is not None:  # whoever opens the page will be told
                    logger.warning("no picture of page %s of document %s: %s", page.number, document_id, error)
                elif monotonic() > ends and page is not unmade[-1]:
                    return True
    except (UnreadableDocument, OSError) as error:
        logger.warning("no more pictures of document %s: %s", document_id, error)
    return False
