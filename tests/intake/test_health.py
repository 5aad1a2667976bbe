import shutil
from collections import namedtuple

import pytest
from django.db import DatabaseError

from curation.documents.models import Worker
from curation.intake import health

pytestmark = pytest.mark.django_db
Usage = namedtuple("Usage", "total used free")


def parts(client, status):
    response = client.get("/health/ready")
    assert response.status_code == status
    return response.json()


def test_live_answers_without_asking_anything(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert client.get("/health/live").status_code == 200


def test_without_redis_and_workers_people_still_work_and_the_answer_says_what_is_missing(client, settings, tmp_path):
    settings.REDIS_URL = f"unix://{tmp_path}/none.sock"
    assert parts(client, 200) == {"database": "ok", "files": "ok", "redis": "degraded", "workers": "degraded"}
    Worker.objects.create(name="one")
    assert parts(client, 200)["workers"] == "ok"


def test_a_running_redis_is_fine(client, redis_server):
    assert parts(client, 200)["redis"] == "ok"


def test_a_full_disk_stops_the_work(client, monkeypatch):
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(10**12, 10**12 - 1000, 1000))
    assert parts(client, 503)["files"] == "nearly full"


def test_a_database_that_does_not_answer_stops_the_work(client, monkeypatch):
    class Away:
        def __init__(self, _):
            raise DatabaseError("gone")

    monkeypatch.setattr(health, "MigrationExecutor", Away)
    assert parts(client, 503)["database"] == "down"
