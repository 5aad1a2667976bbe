"""Page pictures made before anybody asks for them. Without it they are made when they are first looked at."""

import logging
from time import monotonic

from curation.documents.models import Page
from curation.documents.pictures import is_made, picture
from curation.documents.states import PageState
from curation.pipeline.errors import UnreadableDocument
from curation.pipeline.pictures import WIDTHS

logger = logging.getLogger(__name__)
AHEAD = WIDTHS[:2]  # the largest is for those who look closely
SECONDS = 5.0  # in one go: other work is not kept waiting for long


def draw_ahead(document_id: int) -> bool:
    """Make some of a document's pictures; whether there are more to make."""
    ends = monotonic() + SECONDS
    pages = Page.objects.filter(document=document_id, state=PageState.READ, width__gt=0).order_by("number")
    for page in pages.without_text().select_related("document"):
        for width in AHEAD:
            if is_made(page, width):
                continue
            if monotonic() > ends:
                return True
            try:
                picture(page, width)
            except (UnreadableDocument, OSError) as error:
                logger.warning("no picture of page %s of document %s: %s", page.number, document_id, error)
                return False  # whoever opens the page will be told
    return False
