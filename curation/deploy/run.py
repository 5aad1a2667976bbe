"""Runs the whole product on one machine, in the foreground, until Ctrl-C or SIGTERM."""

import argparse
import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import connection

from curation.deploy.check import web_answers
from curation.deploy.prepare import ROOT, compile_translations, data_folder, keep_secret_key, prepare_installation

SECONDS_TO_START = 60
PR_SET_PDEATHSIG = 1


def control_socket() -> Path:
    """Where supervisor listens: beside the socket of redis, whose path is short enough for one."""
    return Path(settings.REDIS_SOCKET).with_suffix(".ctl")


def obstacle(port: str) -> str:
    """Why the product cannot start here, in one sentence; empty when it can."""
    if not port.isdecimal() or not 0 < int(port) < 65536:
        return f"PORT must be a number from 1 to 65535, not {port!r}."
    folder = settings.REDIS_SOCKET.parent
    folder.mkdir(mode=0o700, exist_ok=True)
    if folder.stat().st_uid != os.getuid():
        return f"The folder {folder} belongs to another account. Choose a shorter CURATION_DATA."
    with socket.socket(socket.AF_UNIX) as control:
        if control.connect_ex(str(control_socket())) == 0:
            return f"This installation ({settings.DATA}) is already running. Stop that one first."
    with socket.socket() as web:
        web.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            web.bind(("127.0.0.1", int(port)))
        except OSError as error:
            return (
                f"Port {port} cannot be used ({error.strerror}). Choose another: make run PORT={int(port) % 65535 + 1}"
            )
    return ""


def end_with_parent() -> None:
    """Ask the kernel to stop this process when the one that started it dies, even of SIGKILL."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def start_supervisor(port: str) -> subprocess.Popen[bytes]:
    names = {
        "CURATION_DATA": str(settings.DATA),
        "PORT": port,
        "REDIS_SOCKET": str(settings.REDIS_SOCKET),
        "CONTROL_SOCKET": str(control_socket()),
        "PYTHONUNBUFFERED": "1",
    }
    program = [sys.executable, "-m", "supervisor.supervisord", "--user", str(os.getuid())]
    return subprocess.Popen(
        [*program, "--configuration", str(Path(__file__).with_name("supervisord.conf"))],
        cwd=ROOT,
        env=os.environ | names,
        stdin=subprocess.DEVNULL,
        start_new_session=True,  # Ctrl-C reaches this process alone, which then stops the rest in order
        preexec_fn=end_with_parent,  # noqa: PLW1509 - no threads here
    )


def wait_until_live(port: str, supervisor: subprocess.Popen[bytes]) -> bool:
    deadline = time.monotonic() + SECONDS_TO_START
    while supervisor.poll() is None and time.monotonic() < deadline:
        if web_answers(port):
            return True
        time.sleep(0.2)
    return False


def load_demonstration() -> None:
    """The first time only: a project to try things on, and a person for each role."""
    empty = not get_user_model().objects.exists()
    connection.close()
    if empty:
        subprocess.run([sys.executable, "manage.py", "demo"], cwd=ROOT, check=False)


def serve(port: str, *, demonstration: bool) -> int:
    """Start everything, say where it is, wait for a signal; the exit code."""
    supervisor = start_supervisor(port)
    asked_to_stop = False

    def stop(*_: object) -> None:
        nonlocal asked_to_stop
        asked_to_stop = True
        supervisor.terminate()

    for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(each, stop)
    if wait_until_live(port, supervisor):
        if demonstration:
            load_demonstration()
        print(f"Glosa is at http://127.0.0.1:{port}/ until Ctrl-C. Its data and logs: {settings.DATA}", flush=True)
    elif not asked_to_stop:
        print(f"The web server did not start. What it said: {settings.DATA / 'logs' / 'web.log'}", file=sys.stderr)
        supervisor.terminate()
    supervisor.wait()
    return 0 if asked_to_stop else 1


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--no-demo", action="store_true", help="begin empty: no demonstration project, no people")
    arguments = parser.parse_args()
    port = os.environ.get("PORT") or "8000"
    keep_secret_key(data_folder())
    if sentence := obstacle(port):
        print(sentence, file=sys.stderr)
        return 1
    try:
        compile_translations()
        prepare_installation()
    except KeyboardInterrupt:
        return 130
    return serve(port, demonstration=not arguments.no_demo)


if __name__ == "__main__":
    sys.exit(main())
