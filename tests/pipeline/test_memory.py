"""Memory is watched from outside: a reader that holds too much is ended."""

import subprocess
import sys

import pytest

from curation.pipeline import confinement, memory, sandbox
from curation.pipeline.errors import ReaderDied
from curation.pipeline.limits import Options
from curation.pipeline.media import PNG
from tests.samples.files import LINES, picture

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells")


def test_what_a_process_started_counts_with_it():
    holds = "import sys; held = bytearray(64 << 20); print(flush=True); sys.stdin.read()"
    starts = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {holds!r}])"
    with subprocess.Popen([sys.executable, "-c", starts], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        process.stdout.readline()
        held = memory.resident(process.pid)
        process.stdin.close()
    assert 64 << 20 < held < 200 << 20
    assert memory.resident(process.pid) == 0


@pytest.mark.parametrize("bubblewrap", [True, False])
def test_a_reader_that_holds_too_much_is_ended_and_names_its_page(tmp_path, monkeypatch, bubblewrap):
    if bubblewrap and not confinement.bubblewrap_works():
        pytest.skip("bubblewrap is not installed, or may not make namespaces here")
    monkeypatch.setattr(confinement, "bubblewrap_works", lambda: bubblewrap)
    monkeypatch.setattr("curation.pipeline.supervision.MOST_RESIDENT", 60 << 20)
    picture([LINES[0] * 3] * 50, size=(4000, 4000)).save(tmp_path / "a.png")  # seconds of work
    with pytest.raises(ReaderDied, match="more memory") as death:
        list(sandbox.read_pages(tmp_path / "a.png", PNG, (1,), Options(), on_tick=lambda: None))
    assert death.value.page == 1
