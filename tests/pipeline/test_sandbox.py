"""Reading in a child process: what it answers, how it ends, what it cannot reach."""

import json
import os
import random
import signal
import subprocess
import time
from contextlib import suppress
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from curation.pipeline import confinement, sandbox, supervision, wire
from curation.pipeline.errors import Damaged, ReaderDied, TooSlow
from curation.pipeline.limits import Limits, Options
from curation.pipeline.media import PDF, PNG, TEXT, TIFF
from curation.pipeline.supervision import Child
from curation.pipeline.types import Block, BlockKind, Method, Page, Word
from tests.samples.files import LINES, picture, picture_pdf, tiff
from tests.services import wait_until

pytestmark = pytest.mark.slow


def nothing():
    pass


def read(path, media_type=PDF, numbers=(1,), **options):
    return list(
        sandbox.read_pages(path, media_type, numbers, Options(**{"second_engine": False} | options), on_tick=nothing)
    )


@pytest.fixture(params=["confined", "limits only"])
def either_way(request, monkeypatch):
    """With bubblewrap, where it works, and as on a machine without it."""
    if request.param == "confined" and not confinement.bubblewrap_works():
        pytest.skip("bubblewrap is not installed, or may not make namespaces here")
    if request.param == "limits only":
        monkeypatch.setattr(confinement, "bubblewrap_works", lambda: False)
    return request.param


@pytest.fixture(autouse=True)
def nothing_left_behind(tmp_path, monkeypatch):
    """No zombie, no running child, no scratch folder after any of these tests."""
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(scratch))
    before = children()
    yield
    assert list(scratch.iterdir()) == []
    assert children() <= before


def children():
    """The processes that this one has started and not yet seen the end of."""
    return {pid for task in Path("/proc/self/task").iterdir() for pid in (task / "children").read_text().split()}


def test_a_page_survives_the_wire():
    word, block = Word(0, 5, 1, 2, 3, 4, 90), Block(BlockKind.HEADING, 0, 5, 2)
    page = Page(3, "¿Qué?", Method.OCR, (word,), (block,), 10, 20, 90.5, "tesseract 5.3.0", 200, 90, "A note.")
    assert wire.to_page(json.loads(wire.line(wire.from_page(page)))) == page


@pytest.mark.usefixtures("either_way")
def test_outline_pages_and_pictures_come_from_the_child(tmp_path):
    path = picture_pdf(tmp_path / "a.pdf", picture(), picture(["Page two"]))
    assert sandbox.outline(path, PDF, Limits()).page_count == 2
    first, second = read(path, numbers=(1, 2))
    assert (first.text.split(), second.text) == (" ".join(LINES).split(), "Page two")
    (number, upright), (_, turned) = sandbox.draw(path, PDF, [(2, 0), (1, 90)], [320, 1000])
    assert (number, list(map(size_of, upright.values()))) == (2, [(1000, 1415), (320, 453)])
    assert size_of(turned[320])[0] == 320 > size_of(turned[320])[1]


def size_of(content):
    with Image.open(BytesIO(content)) as drawn:
        assert drawn.format == "WEBP"
        return drawn.size


def test_a_page_that_cannot_be_drawn_leaves_the_others_their_pictures(tmp_path):
    path = picture_pdf(tmp_path / "a.pdf", picture())
    (missing, error), (drawn, files) = sandbox.draw(path, PDF, [(9, 0), (1, 0)], [320])
    assert (missing, error.code, drawn, list(files)) == (9, "damaged", 1, [320])


def test_what_to_read_is_asked_for_only_a_little_ahead(tmp_path):
    (tmp_path / "a.txt").write_text("\f".join("A page." for _ in range(20)))
    asked = []
    numbers = (asked.append(number) or number for number in range(1, 21))
    for page in sandbox.read_pages(tmp_path / "a.txt", TEXT, numbers, Options(), on_tick=nothing):
        assert len(asked) <= page.number + sandbox.AHEAD
    assert asked == list(range(1, 21))


def test_each_page_is_there_before_the_last_one_is_asked_for(tmp_path):
    path, asked = picture_pdf(tmp_path / "a.pdf", *[picture()] * 4), []
    numbers = (asked.append(number) or number for number in range(1, 5))
    pages = sandbox.read_pages(path, PDF, numbers, Options(), on_tick=nothing)
    assert next(pages).number == 1
    assert 4 not in asked
    assert [page.number for page in pages] == [2, 3, 4]


def test_a_bad_page_is_told_with_its_number_and_the_others_are_read(tmp_path):
    path = tiff(tmp_path / "a.tif", picture(["First page"]), picture(["Second page"]), picture(["Third page"]))
    first, (number, error), third = read(path, TIFF, (1, 9, 3))
    assert (first.text, number, third.text) == ("First page", 9, "Third page")
    assert isinstance(error, Damaged)


def quick_and_slow(tmp_path):
    """Two pages: a few words, and noise that keeps Tesseract busy for far longer than any test waits.

    The dark quarter keeps it from being taken for what it is.
    """
    side = 4000
    noise = Image.frombytes("L", (side, side), random.Random(1).randbytes(side * side))
    noise.paste(0, (0, 0, side // 4, side))
    return tiff(tmp_path / "a.tif", picture(["Quick page"], size=(500, 260)), noise)


def test_a_page_over_its_time_fails_and_the_next_is_read(tmp_path):
    (number, error), page = read(quick_and_slow(tmp_path), TIFF, (2, 1), ocr_seconds=3)
    assert (number, error.code, str(error)) == (2, "too_slow", "Recognising the text of this page took too long.")
    assert page.text == "Quick page"


@pytest.mark.usefixtures("either_way")
def test_a_reader_over_its_time_is_killed_with_all_it_started(tmp_path, monkeypatch):
    monkeypatch.setattr("curation.pipeline.supervision.TICK_SECONDS", 0.2)
    monkeypatch.setattr(
        confinement, "BOOTSTRAP", f"import sys\nsys.modules['tesserocr'] = None\n{confinement.BOOTSTRAP}"
    )
    children, seen = watch_children(monkeypatch), {}
    path = quick_and_slow(tmp_path)
    options = Options(page_seconds=10, ocr_seconds=50, second_engine=False)
    pages = sandbox.read_pages(path, TIFF, (1, 2), options, on_tick=lambda: seen.update(descendants(children[0].pid)))
    assert next(pages).text == "Quick page"
    with pytest.raises(TooSlow) as stopped:
        list(pages)
    assert stopped.value.page == 2
    assert "tesseract" in seen.values()
    wait_until(lambda: not any(Path(f"/proc/{pid}/exe").exists() for pid in seen))


def descendants(pid):
    """Process id -> program of everything that a process started, and what those started."""
    found = {}
    for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
        with suppress(OSError):
            found[child] = Path(f"/proc/{child}/comm").read_text().strip()
            found |= descendants(child)
    return found


def test_a_batch_without_time_left_ends_quietly_after_the_pages_it_read(tmp_path, monkeypatch):
    options, passed = Options(second_engine=False), 0
    for module in (sandbox, supervision):
        monkeypatch.setattr(module, "monotonic", lambda: time.monotonic() + passed)
    pages = sandbox.read_pages(quick_and_slow(tmp_path), TIFF, (1, 2), options, on_tick=nothing)
    assert next(pages).text == "Quick page"
    passed = options.batch_seconds
    assert list(pages) == []


@pytest.mark.usefixtures("either_way")
def test_a_reader_that_is_killed_names_the_page_in_work(tmp_path, monkeypatch):
    path = quick_and_slow(tmp_path)
    pages = sandbox.read_pages(path, TIFF, (1, 2), Options(second_engine=False), on_tick=nothing)
    children = watch_children(monkeypatch)
    next(pages)
    os.kill(children[0].pid, signal.SIGKILL)
    with pytest.raises(ReaderDied) as death:
        list(pages)
    assert death.value.page in {1, 2}
    assert str(death.value).endswith(".")


def watch_children(monkeypatch):
    started = []

    class Watched(subprocess.Popen):
        def __init__(self, *args, **kwargs):
            super().__init__(*args, **kwargs)
            started.append(self)

    monkeypatch.setattr("curation.pipeline.supervision.subprocess.Popen", Watched)
    return started


@pytest.mark.usefixtures("either_way")
def test_a_file_that_needs_too_much_memory_says_so(tmp_path, monkeypatch):
    small = "import curation.pipeline.child as child\nchild.ADDRESS_SPACE = 220 * 2**20\nchild.main()"
    monkeypatch.setattr(confinement, "BOOTSTRAP", confinement.BOOTSTRAP.replace("main()", small))
    path = tmp_path / "a.png"
    Image.new("L", (9000, 9000)).save(path)
    with pytest.raises(ReaderDied, match="more memory"):
        read(path, PNG)


def test_an_error_while_renewing_the_lease_kills_the_reader(tmp_path, monkeypatch):
    monkeypatch.setattr("curation.pipeline.supervision.TICK_SECONDS", 0.2)
    path = quick_and_slow(tmp_path)

    def lost():
        raise RuntimeError("the lease is another's")

    with pytest.raises(RuntimeError, match="another's"):
        list(sandbox.read_pages(path, TIFF, (2,), Options(), on_tick=lost))


def test_the_lease_is_renewed_while_waiting(tmp_path, monkeypatch):
    monkeypatch.setattr("curation.pipeline.supervision.TICK_SECONDS", 0.2)
    ticks = []
    path = quick_and_slow(tmp_path)
    options = Options(ocr_seconds=2, second_engine=False)
    list(sandbox.read_pages(path, TIFF, (2,), options, on_tick=lambda: ticks.append(time.monotonic())))
    assert len(ticks) >= 5


def test_closing_early_leaves_nothing(tmp_path):
    path = picture_pdf(tmp_path / "a.pdf", *[picture()] * 3)
    pages = sandbox.read_pages(path, PDF, (1, 2, 3), Options(), on_tick=nothing)
    next(pages)
    pages.close()  # the fixture looks for what is left


def answer_of(tmp_path, script, *arguments):
    """What a script prints in place of the reader."""
    file = tmp_path / "file.txt"
    file.write_text("content")
    inner = [*confinement.reader()[:3], script, str(file), *arguments]
    command = confinement._wrapped(file, inner) if confinement.bubblewrap_works() else inner
    ended = subprocess.run(command, env=confinement.environment(), capture_output=True, text=True, check=False)
    return ended.stdout.strip() or ended.stderr


def test_the_reader_sees_no_secret_of_ours(tmp_path, monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "hush")
    assert "hush" not in answer_of(tmp_path, "import os; print(dict(os.environ))")


@pytest.mark.skipif(not confinement.bubblewrap_works(), reason="bubblewrap is not installed, or may not work here")
def test_the_confined_reader_sees_its_file_and_no_other(tmp_path):
    (tmp_path / "other.txt").write_text("secret")
    script = (
        "import os, sys; print(open(sys.argv[1]).read(), os.path.exists(sys.argv[2]), os.path.exists('/etc/passwd'))"
    )
    assert answer_of(tmp_path, script, str(tmp_path / "other.txt")) == "content False False"


@pytest.mark.skipif(not confinement.bubblewrap_works(), reason="bubblewrap is not installed, or may not work here")
def test_the_confined_reader_has_no_network(tmp_path):
    script = "import socket; print([name for _, name in socket.if_nameindex()])"
    assert answer_of(tmp_path, script) == "['lo']"


def test_what_a_library_prints_is_not_taken_for_an_answer(tmp_path):
    request = wire.request("outline", tmp_path / "a", "no/type", Options())
    (tmp_path / "a").write_text("x")
    with Child(tmp_path / "a", request) as child:
        message = child.next_message(time.monotonic() + 60)
    assert message == {"error": {"code": "unsupported", "message": "This kind of file cannot be read."}}


def test_describe_tells_what_confines_the_readers(either_way):
    assert ("bubblewrap" in sandbox.describe()) is (either_way == "confined")


def test_text_of_two_million_characters_comes_through(tmp_path):
    (tmp_path / "a.txt").write_text("word " * 390_000)
    pages = read(tmp_path / "a.txt", TEXT, (1, 2))
    assert all(len(page.text) > 900_000 for page in pages)
