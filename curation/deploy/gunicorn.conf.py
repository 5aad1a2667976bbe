"""How the web server runs, on one machine and in a container. HOST and PORT say where it listens."""

import os
from pathlib import Path

from curation.deploy.warming import warm

bind = f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
worker_class = "gthread"
# Two for each core: of the requests in one process only one computes, so that one core stood still while the other's
# queue grew (docs/benchmarks.md).
workers = int(os.environ.get("WEB_WORKERS") or min(2 * (os.cpu_count() or 1), 8))  # each thread keeps a connection
preload_app = True  # they share what is read once
threads = 8
keepalive = 30  # seconds; an expert reads for longer than the default of 2
timeout = 120  # an upload of the largest file over a slow line
graceful_timeout = 5
accesslog = "-"
# Its heartbeat file in memory: on a busy disk a worker looked dead and was killed.
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108
control_socket_disable = True


def when_ready(server: object) -> None:
    warm()
