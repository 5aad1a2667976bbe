"""Real parts for the tests, each private to one run: PostgreSQL, and the whole product as `make run` starts it.

`python -m tests.services postgresql COMMAND...` runs a command with DATABASE_URL pointing at a private PostgreSQL.
"""

import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import quote

import psycopg

ROOT = Path(__file__).resolve().parent.parent


def wait_until(check, timeout=90):
    """What `check` returns once that is true; it is asked again and again, and fails after `timeout` seconds."""
    deadline = time.monotonic() + timeout
    while not (result := check()):
        if time.monotonic() > deadline:
            raise AssertionError(f"Still not so after {timeout} s: {check}")
        time.sleep(0.1)
    return result


def free_port():
    """A port below those that the system gives to others before the product has taken it."""
    while True:
        port = 20_000 + secrets.randbelow(12_000)
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port


def postgresql_program(name):
    found = shutil.which(name) or max(map(str, Path("/usr/lib/postgresql").glob(f"*/bin/{name}")), default=None)
    if found is None:
        raise RuntimeError(f"PostgreSQL's {name} is not on this machine: run `make test`, which installs it.")
    return found


def unprivileged_account():
    """PostgreSQL refuses to run as root; the account its package made may run it instead."""
    if os.getuid():
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


@contextmanager
def postgresql():
    """A private PostgreSQL on a unix socket, without the waits that make it outlive a power cut; gives its URL."""
    account = unprivileged_account()
    with tempfile.TemporaryDirectory(prefix="glosa-pg-", ignore_cleanup_errors=True) as folder:
        if account:
            shutil.chown(folder, account)
        run = {"user": account, "cwd": folder, "stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL}
        data = f"{folder}/data"
        subprocess.run(
            [postgresql_program("initdb"), "-D", data, "-U", "glosa", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8"],
            check=True,
            **run,
        )
        options = ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=200"]
        listen = ["-k", folder, "-c", "listen_addresses="]
        flags = [part for option in options for part in ("-c", option)]
        with (Path(folder) / "log").open("w") as log:
            server = subprocess.Popen([postgresql_program("postgres"), "-D", data, *listen, *flags], stderr=log, **run)
        try:
            ready = [postgresql_program("pg_isready"), "-q", "-h", folder]
            wait_until(lambda: subprocess.run(ready, check=False).returncode == 0)
            yield f"postgres://glosa@{quote(folder, safe='')}/postgres"
        finally:
            server.send_signal(signal.SIGINT)  # "fast": it ends the sessions that are still open
            server.wait(120)


@contextmanager
def own_database(server_url):
    """A new empty database on the PostgreSQL of `server_url`; gives its URL, or nothing when there is no server."""
    if not server_url:
        yield None
        return
    name = f"product_{secrets.token_hex(4)}"
    with psycopg.connect(server_url, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        try:
            yield f"{server_url.rpartition('/')[0]}/{name}"
        finally:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


class Product:
    """The whole product in a folder of its own, started by the code behind `make run`, without the demonstration."""

    def __init__(self, data, database_url=None):
        self.data = Path(data)
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}/"
        kept = {name: value for name, value in os.environ.items() if name not in {"SECRET_KEY", "DATABASE_URL"}}
        self.environment = kept | {
            "CURATION_DATA": str(self.data),
            "PORT": str(self.port),
            "DJANGO_SETTINGS_MODULE": "curation.settings",
        }
        if database_url:
            self.environment["DATABASE_URL"] = database_url
        self.process = None

    def start(self, *arguments):
        """Start everything and wait for the address on the first lines; what was printed by then."""
        self.process = subprocess.Popen(
            [sys.executable, "-m", "curation.deploy.run", *(arguments or ["--no-demo"])],
            cwd=ROOT,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        printed = ""
        for line in self.process.stdout:
            printed += line
            if "until Ctrl-C" in line:
                return printed
        raise AssertionError(f"The product did not start (exit code {self.process.wait()}):\n{printed}{self.logs()}")

    def stop(self, with_signal=signal.SIGTERM, timeout=120):
        """Stop everything; the exit code."""
        if self.process.poll() is None:
            self.process.send_signal(with_signal)
        code = self.process.wait(timeout)
        self.process.stdout.close()
        return code

    def manage(self, *arguments, timeout=300):
        return subprocess.run(
            [sys.executable, "manage.py", *map(str, arguments)],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=timeout,
            check=False,
        )

    def control(self, *arguments):
        """What supervisorctl says."""
        done = subprocess.run(
            [sys.executable, "-m", "supervisor.supervisorctl", "-c", "curation/deploy/supervisord.conf", *arguments],
            cwd=ROOT,
            env=self.environment | {"CONTROL_SOCKET": str(self.control_socket)},
            capture_output=True,
            text=True,
            check=False,
        )
        return done.stdout.strip()

    @property
    def control_socket(self):
        short = self.data / "redis.ctl"
        if short.exists():
            return short
        asked = self.manage("shell", "-v0", "-c", "from django.conf import settings; print(settings.REDIS_SOCKET)")
        return Path(asked.stdout.strip()).with_suffix(".ctl")

    def pid(self, part):
        """The process of a part; waits while supervisor is starting it, when it would say 0."""
        return wait_until(lambda: int(self.control("pid", part)))

    def running(self, part):
        return " RUNNING " in self.control("status", part)

    def kill_worker(self):
        """SIGKILL the worker and all its processes at once, as a power cut would; supervisor starts it again."""
        os.killpg(self.pid("worker"), signal.SIGKILL)

    def stop_redis(self, *, delete_data=False):
        self.control("stop", "redis")
        if delete_data:
            shutil.rmtree(self.data / "redis")

    def start_redis(self):
        self.control("start", "redis")

    def logs(self):
        return "\n".join(
            f"--- {path.name}\n{path.read_text(errors='replace')[-4000:]}"
            for path in sorted(self.data.glob("logs/*.log"))
        )

    wait_until = staticmethod(wait_until)


if __name__ == "__main__":
    if len(sys.argv) < 3 or sys.argv[1] != "postgresql":
        sys.exit(__doc__)
    with postgresql() as url:
        code = subprocess.run(sys.argv[2:], env=os.environ | {"DATABASE_URL": url}, check=False).returncode
    sys.exit(code)
