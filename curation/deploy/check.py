"""Says by its exit code whether one part of the product is well: web, worker or beat. For container health checks."""

import os
import socket
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from django.conf import settings

from curation.celery import app

BEAT_IS_LATE = 360  # seconds; it writes its schedule down every 180


def web_answers(port: str) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/health/live", timeout=5):
            return True
    except urllib.error.HTTPError as error:
        return error.code < 500  # alive, but it serves other host names only
    except OSError:
        return False


def worker_answers() -> bool:
    """Whether the worker on this host takes messages: one that lost its broker for good looks alive otherwise."""
    return bool(app.control.ping(destination=[f"celery@{socket.gethostname()}"], timeout=5))


def beat_is_in_time() -> bool:
    schedule = Path(settings.CELERY_BEAT_SCHEDULE_FILENAME)
    written = [path.stat().st_mtime for path in schedule.parent.glob(f"{schedule.name}*")]  # some add a suffix
    return time.time() - max(written, default=0) < BEAT_IS_LATE


def main() -> int:
    checks = {
        "web": lambda: web_answers(os.environ.get("PORT") or "8000"),
        "worker": worker_answers,
        "beat": beat_is_in_time,
    }
    if len(sys.argv) != 2 or sys.argv[1] not in checks:
        print(f"Name one part: {', '.join(checks)}.", file=sys.stderr)
        return 2
    return 0 if checks[sys.argv[1]]() else 1


if __name__ == "__main__":
    sys.exit(main())
