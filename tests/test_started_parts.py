"""The worker that tests start shares their database and takes their messages."""

import pytest

from curation.celery import app


@pytest.mark.django_db(transaction=True)
def test_the_tests_own_worker_answers(worker):
    assert app.control.ping(timeout=60, limit=1)
