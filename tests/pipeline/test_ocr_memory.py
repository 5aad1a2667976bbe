"""What the second engine takes of the machine, in the child that it runs in."""

import json
import os
import subprocess
import sys

import pytest

from curation.pipeline import wire
from curation.pipeline.confinement import environment, reader
from curation.pipeline.limits import Options
from curation.pipeline.media import PNG
from curation.pipeline.ocr import engines
from curation.pipeline.supervision import MOST_RESIDENT
from tests.samples import scans

A4_AT_400_DPI = (3308, 4678)


@pytest.mark.skipif(engines.second() is None or sys.platform != "linux", reason="the second engine is not installed")
def test_the_second_engine_reads_a_full_page_within_its_memory(tmp_path):
    picture, asked, answered = tmp_path / "large.png", tmp_path / "asked", tmp_path / "answered"
    scans.printed(46).resize(A4_AT_400_DPI).save(picture)
    asked.write_bytes(wire.request("pages", picture, PNG, Options(prefer_second=True)) + wire.line(1))
    with asked.open("rb") as questions, answered.open("wb") as answers:
        child = subprocess.Popen(reader(), env=environment(), cwd=tmp_path, stdin=questions, stdout=answers)
        _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    [page] = [told["page"] for line in answered.open() if "page" in (told := json.loads(line))]
    assert (child.returncode, page["engine"].split()[0]) == (0, "rapidocr")
    assert 2**28 < used.ru_maxrss * 1024 < MOST_RESIDENT  # the most that was resident at once


def test_no_child_starts_threads_that_fight_for_its_core(monkeypatch):
    monkeypatch.delenv("OMP_THREAD_LIMIT", raising=False)
    assert environment()["OMP_THREAD_LIMIT"] == "1"
