"""A chunk of text cut from the pages of a document."""

from django.db import models
from django.db.models import Q

from curation.documents.models.document import Document
from curation.pipeline import types
from curation.pipeline.relocating import Substitution


class Passage(models.Model):
    """A chunk of text cut from one or more pages. `recipe` names how, and from which page texts."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="passages")
    recipe = models.CharField(max_length=60)
    ordinal = models.PositiveIntegerField()
    text = models.TextField()
    spans = models.JSONField(default=list)  # rows of `types.Span` in field order
    heading_path = models.JSONField(default=list)
    tokens = models.PositiveIntegerField(default=0)
    confidence = models.FloatField(null=True)

    class Meta:
        ordering = ["ordinal"]
        constraints = [models.UniqueConstraint(fields=["document", "recipe", "ordinal"], name="passage_once_in_recipe")]
        indexes = [
            models.Index(fields=["confidence"], name="passage_recognised", condition=Q(confidence__isnull=False))
        ]

    def __str__(self) -> str:
        return self.text[:60]

    def page_spans(self, start: int, end: int) -> list[dict[str, int]]:
        """Where `text[start:end]` stands on the pages: `{page, start, end}` in the page's own text."""
        found = []
        for row in self.spans:
            span = types.Span(*row)
            first, last = max(start, span.at), min(end, span.at + span.end - span.start)
            if first < last:
                moved = span.start - span.at
                found.append({"page": span.page, "start": first + moved, "end": last + moved})
        return found

    def follow(self, page: int, change: Substitution, text: str) -> bool:
        """Take over a change of a page whose text is `text` now; whether any of it is of that page. It is not saved."""
        rows = sorted((types.Span(*row) for row in self.spans), key=lambda span: span.at)
        if not any(row.page == page for row in rows):
            return False
        parts, spans, at = [], [], 0
        for span in rows:
            parts.append(self.text[at : span.at])
            at = span.at + span.end - span.start
            start, end = change.of(span.start, span.end) if span.page == page else (span.start, span.end)
            same = span.page != page or not change.touches(span.start, span.end)
            spans.append([span.page, start, end, sum(map(len, parts))])
            parts.append(self.text[span.at : at] if same else text[start:end])
        self.text, self.spans = "".join([*parts, self.text[at:]]), spans
        return True
