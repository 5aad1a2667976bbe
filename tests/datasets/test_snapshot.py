"""Experts go on while a version is built: it holds what was final at one moment."""

from threading import Event, Thread

import pytest
from django.db import connection, transaction

from curation.datasets import choosing, contents
from curation.datasets.building import build
from curation.datasets.snapshot import snapshot
from curation.examples.models import Example
from tests.datasets.plans import many_finals, start
from tests.factories import make_project

pytestmark = pytest.mark.django_db(transaction=True)
EXAMPLES = 2500


def edit_all_again_and_again(project, first_edit, stop):
    """Every edition changes all examples in one transaction, so that a mixture of two shows."""
    try:
        number = 0
        while not stop.is_set():
            number += 1
            with transaction.atomic():
                Example.objects.filter(project=project).update(final_completion=f"Edition {number}")
            first_edit.set()
    finally:
        connection.close()


@pytest.fixture
def edited_project():
    project = make_project()
    many_finals(project, EXAMPLES)
    first_edit, stop = Event(), Event()
    editor = Thread(target=edit_all_again_and_again, args=(project, first_edit, stop))
    editor.start()
    first_edit.wait()
    yield project
    stop.set()
    editor.join()


def test_a_version_never_mixes_two_editions(edited_project):
    seen = set()
    for _ in range(4):
        version = start(edited_project)
        build(version.pk)
        version.refresh_from_db()
        editions = [record["completion"] for record in contents.read(version.contents)]
        assert len(editions) == EXAMPLES
        assert len(set(editions)) == 1
        seen.update(editions)
    assert len(seen) > 1  # the edits did go on meanwhile


def test_without_the_snapshot_the_same_reading_is_torn(edited_project):
    """The test above can fail: this is what it would see."""
    version = start(edited_project)
    torn = sum(len({record["completion"] for record in choosing.records(version)}) > 1 for _ in range(10))
    assert torn


def test_reading_a_snapshot_keeps_nobody_from_writing():
    project = make_project()
    many_finals(project, 1, documents=1)
    with snapshot():
        before = Example.objects.get().final_completion
        writer = Thread(target=edit_once, args=(project,))
        writer.start()
        writer.join(60)
        assert not writer.is_alive()
        assert Example.objects.get().final_completion == before
    assert Example.objects.get().final_completion == "edited"


def edit_once(project):
    Example.objects.filter(project=project).update(final_completion="edited")
    connection.close()
