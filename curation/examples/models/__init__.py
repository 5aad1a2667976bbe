"""Examples, the versions people write, and the record of what happened."""

from curation.examples.models.bulk import BulkChange, BulkExample
from curation.examples.models.collection import Collection
from curation.examples.models.event import Event
from curation.examples.models.example import Example
from curation.examples.models.model_job import ModelCall, ModelJob, ModelPassage
from curation.examples.models.practice import KnownAnswer, Practice, PracticeAnswer
from curation.examples.models.rewriting import Rewriting
from curation.examples.models.saved_search import SavedSearch
from curation.examples.models.suggestion import Suggestion
from curation.examples.models.tally import Tally
from curation.examples.models.trace import Trace
from curation.examples.models.version import Version

__all__ = [
    "BulkChange", "BulkExample", "Collection", "Event", "Example", "KnownAnswer", "ModelCall", "ModelJob",
    "ModelPassage", "Practice", "PracticeAnswer", "Rewriting", "SavedSearch", "Suggestion",
    "Tally", "Trace", "Version",
]  # fmt: skip
