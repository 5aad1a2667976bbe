"""Documents, their pages, and the passages cut from them."""

from curation.documents.models.document import Document
from curation.documents.models.page import Page
from curation.documents.models.passage import Passage

__all__ = ["Document", "Page", "Passage"]
