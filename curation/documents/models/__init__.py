"""Documents, their pages, the passages cut from them, files on their way in, and the workers that do it."""

from curation.documents.models.correction import Correction
from curation.documents.models.document import Document
from curation.documents.models.page import Page
from curation.documents.models.passage import Passage
from curation.documents.models.rereading import Rereading
from curation.documents.models.upload import Upload
from curation.documents.models.worker import Worker

__all__ = ["Correction", "Document", "Page", "Passage", "Rereading", "Upload", "Worker"]
