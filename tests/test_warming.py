"""What a web process has at hand before its first visitor."""

import gc

from django.template import engines

from curation.deploy.warming import warm
from curation.pipeline import vocabularies


def test_templates_and_the_usual_vocabulary_are_read_before_the_first_visitor():
    vocabularies.encoding.cache_clear()
    loader = engines["django"].engine.template_loaders[0]
    loader.reset()
    try:
        warm()
        assert vocabularies.encoding.cache_info().currsize == 1
        assert len(loader.get_template_cache) > 100
        assert gc.get_freeze_count() > 100_000
    finally:
        gc.unfreeze()
