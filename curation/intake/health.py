"""Whether this process lives, and whether the product can do its work. Both answer without a login."""

import shutil
from collections.abc import Callable

import redis
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse

from curation.documents.models import Worker

ROOM = 1024**3  # bytes that must be free where files are kept


@login_not_required
def live(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok\n", content_type="text/plain")


def database() -> str:
    try:
        executor = MigrationExecutor(connection)
        pending = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return "down"
    return "migrations pending" if pending else "ok"


def files() -> str:
    try:
        free = shutil.disk_usage(settings.DATA).free
    except OSError:
        return "down"
    return "ok" if free > ROOM else "nearly full"


def doorbell() -> str:
    """Redis. Without it nothing is lost and annotating goes on, so this part may be degraded."""
    try:
        redis.Redis.from_url(settings.REDIS_URL, socket_timeout=2, socket_connect_timeout=2).ping()
    except redis.RedisError:
        return "degraded"
    return "ok"


def workers() -> str:
    """Without one, documents wait; annotating goes on."""
    try:
        return "ok" if Worker.objects.alive().exists() else "degraded"
    except DatabaseError:
        return "unknown"


PARTS: dict[str, Callable[[], str]] = {"database": database, "files": files, "redis": doorbell, "workers": workers}


@login_not_required
def ready(request: HttpRequest) -> HttpResponse:
    """200 when people can work; 503 naming the part that stops them."""
    parts = {name: check() for name, check in PARTS.items()}
    fit = all(state in ("ok", "degraded", "unknown") for state in parts.values())
    return JsonResponse(parts, status=200 if fit else 503)
