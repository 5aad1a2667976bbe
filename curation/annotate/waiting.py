"""What is being read while there is nothing to annotate."""

from dataclasses import dataclass
from functools import cached_property

from django.db.models import QuerySet, Sum

from curation.documents.models import Document, Page, Worker
from curation.documents.states import PageState
from curation.projects.models import Project


@dataclass
class Reading:
    project: Project

    @cached_property
    def documents(self) -> int:
        return self._moving.count()

    @cached_property
    def pages(self) -> int:
        """Of these documents, as far as they are counted yet."""
        return self._moving.aggregate(pages=Sum("page_count"))["pages"] or 0

    @cached_property
    def pages_read(self) -> int:
        return Page.objects.filter(document__in=self._moving, state=PageState.READ).count()

    @property
    def nobody_works(self) -> bool:
        return bool(self.documents) and not Worker.objects.alive().exists()

    @property
    def _moving(self) -> QuerySet[Document]:
        return Document.objects.present().moving().filter(project=self.project)
