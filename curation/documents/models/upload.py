"""A file on its way in, slice by slice."""

from pathlib import Path
from uuid import uuid4

from django.db import models
from django.db.models import Q

from curation.accounts.models import User
from curation.documents import store
from curation.documents.models.document import Document
from curation.projects.models import Project


class UploadQuerySet(models.QuerySet["Upload"]):
    def unfinished(self) -> "UploadQuerySet":
        return self.filter(document=None)


class Upload(models.Model):
    """The bytes that arrived lie in a file of their own: its size says how many there are, whatever was killed.

    A finished upload stays for a day, so that an answer that got lost can be given again.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="uploads")
    uploaded_by = models.ForeignKey(User, on_delete=models.CASCADE, related_name="uploads")
    name = models.CharField(max_length=255)
    folder = models.CharField(max_length=255, blank=True)  # the end of the path to it: tells namesakes apart
    size = models.PositiveBigIntegerField()
    modified = models.BigIntegerField()  # milliseconds, as the browser says: tells two files of one name apart
    document = models.ForeignKey(Document, on_delete=models.CASCADE, null=True, related_name="uploads")
    already_here = models.BooleanField(default=False)
    started_at = models.DateTimeField(auto_now_add=True)

    objects = UploadQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["project", "uploaded_by", "name", "folder", "size", "modified"],
                name="same_file_resumes",
                condition=Q(document=None),
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def path(self) -> Path:
        return store.upload_folder() / str(self.pk)

    @property
    def offset(self) -> int:
        """How many bytes are here."""
        if self.document_id:
            return self.size
        return self.path.stat().st_size if self.path.exists() else 0
