"""A small file is not stuck behind a big one."""

import pytest

from curation.intake import tasks
from curation.intake.processing import Next


@pytest.mark.parametrize(
    ("step", "expected"),
    [(Next(batches=1), [None]), (Next(batches=3), [tasks.BEHIND_SMALL] * 3), (Next(batches=99), [3] * tasks.BELLS)],
    ids=["small", "big", "huge"],
)
def test_batches_of_a_big_document_wait_behind_every_step_of_a_small_one(
    step, expected, db, django_capture_on_commit_callbacks, monkeypatch
):
    rung = []
    monkeypatch.setattr(tasks.read_pages, "apply_async", lambda _, *, priority, **__: rung.append(priority))
    with django_capture_on_commit_callbacks(execute=True):
        tasks.ring_for(1, step)
    assert rung == expected
