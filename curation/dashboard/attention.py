"""Which documents somebody should look at."""

from dataclasses import dataclass

from curation.documents.models import Document
from curation.projects.models import Project

SHOWN = 8


@dataclass(frozen=True, slots=True)
class Attention:
    count: int
    documents: list[Document]  # the newest of them, with the counts of `for_list`


def needing_attention(project: Project) -> Attention:
    doubtful = project.documents.needing_attention()
    newest = list(doubtful.order_by("-id").values_list("pk", flat=True)[:SHOWN])
    documents = Document.objects.filter(pk__in=newest).for_list().order_by("-id")
    return Attention(doubtful.count(), list(documents))
