"""What a worker's processes share."""

from celery.signals import worker_init

from curation.intake import workers
from curation.pipeline import vocabularies


def test_the_usual_vocabulary_is_read_before_the_processes_of_a_worker_part():
    assert any(receiver() is workers.read_vocabulary for _, receiver in worker_init.receivers)
    vocabularies.encoding.cache_clear()
    workers.read_vocabulary()
    assert vocabularies.encoding.cache_info().currsize == 1
