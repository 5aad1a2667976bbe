"""What the second engine takes of the machine, in the child that it runs in."""

import json
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
# A small process in between: a child's peak counts that of whoever starts it, and these tests are large by then.
MEASURED = """
import resource, subprocess, sys
subprocess.run(sys.argv[2:], check=True)
most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
open(sys.argv[1], "w").write(str(most))
"""


@pytest.mark.skipif(engines.second() is None or sys.platform != "linux", reason="the second engine is not installed")
def test_the_second_engine_reads_a_full_page_within_its_memory(tmp_path):
    picture, asked, answered = tmp_path / "large.png", tmp_path / "asked", tmp_path / "answered"
    scans.printed(46).resize(A4_AT_400_DPI).save(picture)
    asked.write_bytes(wire.request("pages", picture, PNG, Options(prefer_second=True)) + wire.line(1))
    with asked.open("rb") as questions, answered.open("wb") as answers:
        measured = [sys.executable, "-c", MEASURED, str(tmp_path / "kibibytes"), *reader()]
        subprocess.run(measured, env=environment(), cwd=tmp_path, stdin=questions, stdout=answers, check=True)
    [page] = [told["page"] for line in answered.open() if "page" in (told := json.loads(line))]
    assert page["engine"].split()[0] == "rapidocr"
    assert 2**28 < int((tmp_path / "kibibytes").read_text()) * 1024 < MOST_RESIDENT


def test_no_child_starts_threads_that_fight_for_its_core(monkeypatch):
    monkeypatch.delenv("OMP_THREAD_LIMIT", raising=False)
    assert environment()["OMP_THREAD_LIMIT"] == "1"
