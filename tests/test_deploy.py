"""`make run` and `make setup` from outside, and the files for production."""

import os
import re
import signal
import stat
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest
import yaml

from tests.services import ROOT, Product

pytestmark = [pytest.mark.slow, pytest.mark.once]  # what starts and stops parts is the same on every database
COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
DOCKERFILE = (ROOT / "Dockerfile").read_text()
SYSTEM_PACKAGES = "curation/deploy/system_packages.sh"


@pytest.fixture
def installation(tmp_path):
    """An installation that is not running yet."""
    product = Product(tmp_path / "data")
    yield product
    if product.process:
        product.stop()


def processes_of(product):
    """Every process whose environment names this installation."""
    marker = f"CURATION_DATA={product.data}".encode()
    found = []
    for environment in Path("/proc").glob("[0-9]*/environ"):
        try:
            if marker in environment.read_bytes().split(b"\0"):
                found.append(environment.parent.joinpath("cmdline").read_bytes())
        except OSError:  # it ended in the meantime, or is somebody else's
            continue
    return found


def answer(product):
    with urllib.request.urlopen(f"{product.url}health/live", timeout=60) as response:
        return response.status


def test_ctrl_c_stops_everything_and_is_no_failure(installation):
    installation.start()
    assert answer(installation) == 200
    assert len(processes_of(installation)) > 5
    assert installation.stop(signal.SIGINT) == 0
    assert processes_of(installation) == []


def test_killing_the_program_leaves_no_process_behind(installation):
    installation.start()
    installation.stop(signal.SIGKILL)
    installation.wait_until(lambda: not processes_of(installation))


def test_a_second_start_keeps_the_key_and_the_people(installation):
    installation.start()
    key = (installation.data / "secret_key").read_text()
    made = installation.manage("createsuperuser", "--noinput", "--username", "ada", "--email", "ada@example.org")
    assert made.returncode == 0, made.stderr
    assert installation.stop(signal.SIGTERM) == 0
    installation.start()
    assert (installation.data / "secret_key").read_text() == key
    asked = "from django.contrib.auth import get_user_model as m; print(list(m().objects.values_list('username')))"
    assert "ada" in installation.manage("shell", "-v0", "-c", asked).stdout


def test_two_installations_run_side_by_side_even_in_a_very_deep_folder(product, tmp_path):
    deep = Product(tmp_path / ("d" * 100) / "data")
    try:
        deep.start()
        assert answer(product) == answer(deep) == 200
        deep.wait_until(lambda: deep.running("redis") and deep.running("worker"))
    finally:
        assert deep.stop(signal.SIGHUP) == 0
    assert answer(product) == 200


def test_nobody_else_may_read_the_data_or_the_key(product):
    assert stat.S_IMODE(product.data.stat().st_mode) == 0o700
    assert stat.S_IMODE((product.data / "secret_key").stat().st_mode) == 0o600


def test_a_dead_worker_is_started_again(product):
    first = product.pid("worker")
    product.kill_worker()
    product.wait_until(lambda: product.running("worker") and product.pid("worker") != first)


def test_redis_can_be_stopped_emptied_and_started(product):
    product.stop_redis(delete_data=True)
    assert not product.running("redis")
    assert answer(product) == 200
    product.start_redis()
    assert product.running("redis")


@pytest.mark.parametrize("part", ["web", "worker", "beat"])
def test_health_checks_tell_a_running_part_from_a_stopped_one(product, part):
    def check():
        command = [sys.executable, "-m", "curation.deploy.check", part]
        return subprocess.run(command, cwd=ROOT, env=product.environment, check=False).returncode

    product.wait_until(lambda: check() == 0)
    product.control("stop", part)
    if part == "beat":  # it shows by what it writes, so let time pass
        for schedule in product.data.glob("beat-schedule*"):
            os.utime(schedule, (0, 0))
    assert check() == 1
    product.control("start", part)


def test_a_busy_port_is_one_clear_sentence(product, installation):
    installation.environment["PORT"] = str(product.port)
    said = rf"exit code 1\):\nPort {product.port} cannot be used \(.*\)\. Choose another: make run PORT=\d+\n"
    with pytest.raises(AssertionError, match=said):
        installation.start()


def test_an_installation_that_runs_already_is_not_started_twice(product):
    with pytest.raises(AssertionError, match=r"exit code 1\):\nThis installation \(.*\) is already running"):
        Product(product.data).start()
    assert answer(product) == 200


def bare_machine(tmp_path, *programs):
    """A PATH with a few programs of this machine and nothing else: no apt-get, no sudo."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for name in ("sh", "uname", "id", "cat", "grep", *programs):
        (folder / name).symlink_to(subprocess.check_output(["sh", "-c", f"command -v {name}"], text=True).strip())
    return {"PATH": str(folder)}


def test_set_up_names_what_is_missing_where_nothing_can_be_installed(tmp_path):
    done = subprocess.run(
        ["/bin/sh", SYSTEM_PACKAGES, "reading", "building", "serving", "testing"],
        cwd=ROOT,
        env=bare_machine(tmp_path),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    said = {line.split(":")[0].strip(): line for line in done.stderr.splitlines()}
    for debian in ("tesseract-ocr", "tesseract-ocr-eng", "tesseract-ocr-spa", "tesseract-ocr-osd", "redis-server"):
        assert f" {debian}" in said["Debian, Ubuntu"]
        assert f" {debian}" in said["Missing on this machine"]
    assert "dnf install tesseract tesseract-langpack-eng" in said["Fedora"]
    assert "brew install tesseract tesseract-lang" in said["macOS"]


def test_set_up_asks_only_for_what_is_missing(tmp_path):
    done = subprocess.run(
        ["/bin/sh", SYSTEM_PACKAGES, "serving", "building"],
        cwd=ROOT,
        env=bare_machine(tmp_path, "redis-server"),
        capture_output=True,
        text=True,
        check=False,
    )
    assert "gettext" in done.stderr
    assert "redis" not in done.stderr


def test_set_up_installs_nothing_where_all_is_there():
    groups = ["reading", "building", "serving", "testing"]
    done = subprocess.run(["sh", SYSTEM_PACKAGES, *groups], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_compose_file_follows_its_schema():
    checker = [
        sys.executable,
        "-m",
        "check_jsonschema",
        "--builtin-schema",
        "vendor.compose-spec",
        "docker-compose.yml",
    ]
    done = subprocess.run(checker, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_workers_can_be_multiplied():
    assert not {"container_name", "ports"} & set(COMPOSE["services"]["worker"])
    assert {volume.split(":")[0] for volume in COMPOSE["services"]["worker"]["volumes"]} == {"files"}


def test_every_lasting_service_has_a_health_check_and_comes_back():
    lasting = {name: service for name, service in COMPOSE["services"].items() if name != "prepare"}
    assert set(lasting) == {"web", "worker", "beat", "db", "redis"}
    for service in lasting.values():
        assert service["healthcheck"]["test"]
        assert service["restart"] == "unless-stopped"


def test_no_secret_has_a_default_in_the_compose_file():
    text = (ROOT / "docker-compose.yml").read_text()
    secrets = re.findall(r"\$\{(\w*(?:SECRET|PASSWORD)\w*)(.{2})", text)
    assert {name for name, _ in secrets} == {"SECRET_KEY", "DATABASE_PASSWORD"}
    assert {operator for _, operator in secrets} == {":?"}


def test_redis_keeps_what_it_was_told_and_drops_nothing():
    lines = (ROOT / "curation/deploy/redis.conf").read_text().splitlines()
    assert {"appendonly yes", "maxmemory-policy noeviction"} <= set(lines)
    assert "./curation/deploy/redis.conf:/etc/glosa/redis.conf:ro" in COMPOSE["services"]["redis"]["volumes"]


def test_the_image_is_built_and_started_by_the_scripts_behind_make_run():
    final = DOCKERFILE.split("FROM ")[-1]
    used = set(re.findall(r"curation/deploy/\w+\.sh", re.sub(r"COPY.*", "", DOCKERFILE)))
    assert used == {f"curation/deploy/{name}.sh" for name in ("system_packages", "python_packages", "start")}
    assert re.findall(r"sh \S+system_packages\.sh (\w+)", final) == ["reading"]
    assert "USER glosa" in final
    commands = [
        service["command"][1:] for name, service in COMPOSE["services"].items() if name in {"web", "worker", "beat"}
    ]
    assert commands == [["curation/deploy/start.sh", part] for part in ("web", "worker", "beat")]
