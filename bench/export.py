"""How fast a dataset version is built, and in how much memory; the peer is plain json.dumps over the same rows.

`python bench/export.py [--n 1000 100000]` fills a database of its own: SQLite, and PostgreSQL too when DATABASE_URL
names a server. Each measurement runs in a process of its own, so that its memory is its own.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
JOBS = ROOT / "bench" / "_export_jobs.py"
sys.path[0] = str(ROOT)  # not this folder: the standard library has a module queue too

from bench.report import report  # noqa: E402
from tests.services import own_database  # noqa: E402


def run(job: str, count: int, environment: dict[str, str]) -> dict[str, float]:
    command = [sys.executable, str(JOBS), job, str(count)]
    done = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, text=True)
    return json.loads(done.stdout) if done.stdout else {}


def measure(count: int, database: str, url: str | None) -> None:
    with tempfile.TemporaryDirectory(prefix="glosa-bench-") as data:
        environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
        environment |= {"CURATION_DATA": data, "SECRET_KEY": "bench", "DJANGO_SETTINGS_MODULE": "curation.settings"}
        environment |= {"DATABASE_URL": url} if url else {}
        run("fill", count, environment)
        ours, plain = run("build", count, environment), run("dump", count, environment)
        ratio = plain["seconds"] / ours["seconds"]
        report(f"export.{database}.speed", count / ours["seconds"], "examples/s", count, peer="json.dumps", ratio=ratio)
        grown = ours["mebibytes"] / max(plain["mebibytes"], 0.1)
        report(f"export.{database}.memory", ours["mebibytes"], "MiB", count, peer="json.dumps", ratio=grown)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--n", type=int, nargs="+", default=[1000, 100_000])
    for count in parser.parse_args().n:
        measure(count, "sqlite", None)
        if os.environ.get("DATABASE_URL"):
            with own_database(os.environ["DATABASE_URL"]) as url:
                measure(count, "postgresql", url)


if __name__ == "__main__":
    main()
