"""A small file is not stuck behind a big one."""

from math import ceil

import pytest

from curation.documents.states import batch_size
from curation.intake import tasks
from curation.intake.processing import Next
from curation.pipeline import sandbox
from curation.pipeline.limits import Options
from curation.pipeline.media import TEXT


@pytest.mark.parametrize(
    ("step", "had_turn", "expected"),
    [
        (Next(batches=1), False, [None]),
        (Next(batches=2), False, [None] * 2),
        (Next(batches=1), True, [tasks.BEHIND_SMALL]),
        (Next(batches=3), False, [tasks.BEHIND_SMALL] * 3),
        (Next(batches=99), False, [tasks.BEHIND_SMALL] * tasks.BELLS),
    ],
    ids=["small", "short", "gave way", "big", "huge"],
)
def test_batches_of_a_big_document_wait_behind_every_step_of_a_small_one(
    step, had_turn, expected, db, django_capture_on_commit_callbacks, monkeypatch
):
    rung = []
    monkeypatch.setattr(tasks.read_pages, "apply_async", lambda _, *, priority, **__: rung.append(priority))
    with django_capture_on_commit_callbacks(execute=True):
        tasks.ring_for(1, step, had_turn=had_turn)
    assert rung == expected


def test_a_scan_of_four_pages_is_read_by_two_at_once():
    assert [ceil(pages / batch_size(pages)) for pages in (1, 2, 4)] == [1, 1, 2]


def test_while_a_slow_page_is_read_the_next_one_is_not_promised_yet(tmp_path, monkeypatch):
    (tmp_path / "a.txt").write_text("\f".join("A page." for _ in range(20)))
    monkeypatch.setattr(sandbox, "AHEAD_SECONDS", -1)
    asked = []
    numbers = (asked.append(number) or number for number in range(1, 21))
    for page in sandbox.read_pages(tmp_path / "a.txt", TEXT, numbers, Options(), on_tick=lambda: None):
        assert len(asked) == min(20, max(sandbox.AHEAD, page.number + 1))
