"""Marks by which drafts that say nearly the same are found among a million."""

from collections.abc import Iterable

from django.db import models

from curation.examples.models.example import Example
from curation.pipeline.similarity import bands

BATCH = 2000


class TraceManager(models.Manager["Trace"]):
    def keep(self, examples: Iterable[Example]) -> None:
        """Remember what was drafted; what people write is looked up, and never stored here."""
        traces = (Trace(example=each, mark=mark) for each in examples for mark in bands(each.prompt, each.completion))
        self.bulk_create(traces, batch_size=BATCH)


class Trace(models.Model):
    example = models.ForeignKey(Example, on_delete=models.CASCADE, related_name="traces")
    mark = models.BigIntegerField(db_index=True)

    objects = TraceManager()

    def __str__(self) -> str:
        return f"{self.example_id}: {self.mark}"
