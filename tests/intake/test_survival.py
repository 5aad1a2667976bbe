"""The running product: killed workers and a vanished Redis lose nothing and double nothing."""

import json

import pytest

from tests.samples.files import picture, picture_pdf

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]  # each look at the documents is a command
ADDRESS = "survival"


def scan(path, pages):
    """A scan of pages that each name their number."""
    lines = (
        "The patient was seen on day {n}.",
        "Bisoprolol was increased to {n} milligrams.",
        "Next visit in {n} weeks.",
    )
    return picture_pdf(path, *(picture([line.format(n=n) for line in lines]) for n in range(1, pages + 1)))


def ingest(product, *paths):
    done = product.manage("ingest", ADDRESS, *paths, "--create", "question_answer", "--json")
    return [json.loads(line) for line in done.stdout.splitlines()]


def states(product, *paths):
    """What the same files have become: ingesting them again finds the documents already there."""
    return ingest(product, *paths)


def settled(product, *paths):
    rows = states(product, *paths)
    return rows if all(row["state"] in ("ready", "failed") for row in rows) else None


def assert_whole(product, row, path, pages):
    assert (row["state"], row["pages"], row["pages_ocr"], row["pages_failed"]) == ("ready", pages, pages, 0), row
    text = product.manage("text", ADDRESS, path.name).stdout.split("\f")
    assert len(text) == pages
    for number, page in enumerate(text, start=1):
        assert f"day {number}" in page


def begun(product, path):
    """Some pages of the document are read, and some are not."""
    count = (
        "from curation.documents.models import Page;"
        f"print(Page.objects.filter(document__name='{path.name}', state='read').count())"
    )
    return int(product.manage("shell", "-v0", "-c", count).stdout.strip() or 0) > 0


def test_a_worker_killed_in_the_middle_of_a_document_loses_and_doubles_nothing(product, tmp_path):
    path = scan(tmp_path / "killed.pdf", 16)
    ingest(product, path)
    product.wait_until(lambda: begun(product, path), timeout=240)
    product.kill_worker()
    [row] = product.wait_until(lambda: settled(product, path), timeout=240)
    assert_whole(product, row, path, 16)


def test_redis_stopped_and_its_data_deleted_with_work_queued_loses_nothing(product, tmp_path):
    paths = [scan(tmp_path / f"queued-{n}.pdf", 2 + n) for n in range(6)]
    ingest(product, *paths)
    product.stop_redis(delete_data=True)
    late = scan(tmp_path / "late.pdf", 1)
    [row] = ingest(product, late)
    assert row["state"] == "waiting"
    product.start_redis()
    rows = product.wait_until(lambda: settled(product, *paths, late), timeout=240)
    for n, (row, path) in enumerate(zip(rows[:-1], paths, strict=True)):
        assert_whole(product, row, path, 2 + n)
    assert_whole(product, rows[-1], late, 1)
