"""Builds that are killed, doubled, held up or out of room."""

import errno
import os
import signal
import subprocess
import sys
from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.db.models.functions import Now

from curation.celery import ring
from curation.datasets import tasks
from curation.datasets.building import build
from curation.datasets.errors import Frozen
from curation.datasets.models import DatasetFile, DatasetVersion
from curation.datasets.states import WORKER_DEATHS, Problem, State
from curation.documents import store
from curation.errors import LeaseLost
from curation.examples.models import Event
from tests.conftest import database_url
from tests.datasets.plans import make_finals, many_finals, start
from tests.factories import make_project
from tests.services import ROOT, wait_until

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
BUILD = """
import django; django.setup()
from curation.datasets import building
from curation.datasets.choosing import records
slow = records
def slowly(version):
    import time
    for record in slow(version):
        time.sleep(0.005)
        yield record
building.choosing.records = slowly
building.build({pk})
"""


RING = """
import django; django.setup()
from curation.celery import ring
from curation.celery import ring
from curation.datasets import tasks
ring(tasks.build, {pk})
"""


def in_another_process(code, **environment):
    ours = os.environ | {"DATABASE_URL": database_url(), "DJANGO_SETTINGS_MODULE": "curation.settings"}
    return subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, env=ours | environment)


def fall_silent(version):
    """Make the last sign of life an old one, instead of waiting half a minute."""
    DatasetVersion.objects.filter(pk=version.pk).update(heartbeat=Now() - timedelta(minutes=1), done=0)


def state_of(version):
    return DatasetVersion.objects.values_list("state", flat=True).get(pk=version.pk)


def test_a_build_killed_in_the_middle_offers_nothing_and_is_done_again(monkeypatch):
    project = make_project()
    many_finals(project, 3000)
    version = start(project)
    for _ in range(3):
        process = in_another_process(BUILD.format(pk=version.pk))
        wait_until(lambda: DatasetVersion.objects.filter(pk=version.pk, done__gt=100).exists())
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert state_of(version) == State.BUILDING
        assert not DatasetFile.objects.exists()
        assert any(store.temporary_folder().iterdir())  # what was cut off lies there, and nowhere else
        fall_silent(version)
    rung = []
    monkeypatch.setattr(tasks, "ring", lambda task, pk: rung.append(pk))
    tasks.reconcile()
    assert rung == [version.pk]
    tasks.build(version.pk)
    version.refresh_from_db()
    assert (version.state, version.counts["examples"], version.worker_deaths) == (State.READY, 3000, 3)
    again = start(project)
    build(again.pk)
    assert DatasetVersion.objects.get(pk=again.pk).sums() == version.sums()
    assert Event.objects.filter(dataset=version.number).count() == 1


def test_a_build_that_another_worker_holds_is_left_alone():
    project = make_project()
    make_finals(project)
    version = start(project)
    held = DatasetVersion.objects.claim(version.pk)
    build(version.pk)
    assert state_of(version) == State.BUILDING
    held.advance(done=1)


def test_a_run_that_lost_its_claim_writes_nothing():
    project = make_project()
    make_finals(project)
    version = start(project)
    first = DatasetVersion.objects.claim(version.pk)
    fall_silent(version)
    second = DatasetVersion.objects.claim(version.pk)
    with pytest.raises(LeaseLost):
        first.finish([DatasetFile(version=first, format="f", part="train", name="f/train.jsonl", lines=1, size=1)])
    assert not DatasetFile.objects.exists()
    second.advance(done=1)


def test_a_build_that_always_kills_its_worker_ends():
    version = start(make_project())
    for _ in range(WORKER_DEATHS + 1):
        assert DatasetVersion.objects.claim(version.pk)
        fall_silent(version)
    assert DatasetVersion.objects.claim(version.pk) is None
    tasks.reconcile()
    version.refresh_from_db()
    assert (version.state, version.problem) == (State.FAILED, Problem.WORKER_DIED)


def test_what_waits_is_rung_for_once_in_a_while(monkeypatch):
    version = start(make_project())
    rung = []
    monkeypatch.setattr(tasks, "ring", lambda task, pk: rung.append(pk))
    tasks.reconcile()
    assert not rung  # its own bell is on the way
    DatasetVersion.objects.update(rung_at=Now() - timedelta(minutes=1))
    tasks.reconcile()
    tasks.reconcile()
    assert rung == [version.pk]


def test_without_redis_a_version_waits_and_the_bell_does_no_harm():
    version = start(make_project())
    rung = in_another_process(RING.format(pk=version.pk), REDIS_URL="unix:///nowhere/redis.sock")
    assert rung.wait(120) == 0
    assert state_of(version) == State.WAITING


def test_a_bell_brings_a_worker_that_builds(worker):
    project = make_project()
    make_finals(project)
    version = start(project)
    ring(tasks.build, version.pk)
    wait_until(lambda: state_of(version) == State.READY)


def test_a_full_disk_is_told_and_leaves_nothing_behind(monkeypatch):
    project = make_project()
    make_finals(project)
    version = start(project)
    before = set(store.temporary_folder().iterdir())

    def full(*args):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("curation.documents.store.os.fsync", full)
    with pytest.raises(OSError, match="No space left"):
        build(version.pk)
    version.refresh_from_db()
    assert (version.state, version.problem) == (State.FAILED, Problem.NO_ROOM)
    assert set(store.temporary_folder().iterdir()) == before


def test_the_database_refuses_to_change_a_built_version():
    project = make_project()
    make_finals(project)
    version = start(project)
    build(version.pk)
    version.refresh_from_db()
    for change in (
        lambda: DatasetVersion.objects.filter(pk=version.pk).update(notes="other"),
        lambda: version.files.update(sha256="0" * 64),
        version.save,
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    with pytest.raises(Frozen):
        version.try_again(leave_out=[])
    with pytest.raises(Frozen):
        DatasetVersion.objects.all().delete()
    with pytest.raises(LeaseLost):
        version.fail(Problem.OURS)
