"""What was recognised once is not recognised again."""

import os
import time

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from curation.pipeline import ocr, reading, sandbox
from curation.pipeline.limits import Options
from curation.pipeline.media import PDF, TIFF
from curation.pipeline.ocr import cache, engines
from curation.pipeline.types import Method
from tests.samples.files import picture, tiff


@pytest.fixture(autouse=True)
def nothing_noted_before():
    cache.taken()


def read(path, **options):
    return list(sandbox.read_pages(path, TIFF, (1, 2), Options(**options), on_tick=lambda: None))


def test_a_page_read_again_costs_no_recognition(tmp_path, monkeypatch):
    options = Options(cache=tmp_path)
    first = ocr.recognise(picture(), options)
    ((name, content),) = cache.taken()
    cache.keep(tmp_path, name, content)
    monkeypatch.setattr(engines.first(), "read", None)
    assert ocr.recognise(picture(), options) == first
    assert cache.taken() == []


@pytest.mark.parametrize(
    "change",
    [{"languages": ("eng",)}, {"angle": 90}, {"clean": True}, {"second_engine": False}, {"prefer_second": True}],
    ids=lambda change: next(iter(change)),
)
def test_other_settings_are_another_entry(tmp_path, change):
    gray = picture()
    assert cache.key(gray, Options(), 0, ["a"]) != cache.key(gray, Options(**change), 0, ["a"])


def test_another_picture_resolution_or_engine_is_another_entry():
    gray = picture()
    told = cache.key(gray, Options(), 0, ["a"])
    others = [(picture(["Other"]), 0, ["a"]), (gray, 200, ["a"]), (gray, 0, ["b"])]
    assert told not in {cache.key(other, Options(), dpi, names) for other, dpi, names in others}


def test_the_parent_keeps_what_the_confined_reader_recognised(tmp_path):
    path, folder = tiff(tmp_path / "a.tif", picture(["First page"]), picture(["Second page"])), tmp_path / "cache"
    before = read(path, cache=folder)
    assert len(list(folder.iterdir())) == 2
    for entry in folder.iterdir():  # what is there is used: the second reading says what the entry says
        entry.write_bytes(cache._to_bytes(ocr.recognise(picture(["From the cache"]), Options())))
    assert [page.text for page in before] == ["First page", "Second page"]
    assert [page.text for page in read(path, cache=folder)] == ["From the cache"] * 2


def test_a_damaged_entry_is_read_as_none(tmp_path):
    content = cache._to_bytes(ocr.recognise(picture(), Options()))
    cache.keep(tmp_path, "a" * 64, content[: len(content) // 2])
    assert cache.recall(tmp_path, "a" * 64) is None


def test_a_picture_on_page_after_page_is_recognised_once(tmp_path, monkeypatch):
    head, recognised = picture(["The Harbour Clinic", "12 Dock Road"], size=(800, 200)), []
    canvas = Canvas(str(tmp_path / "letters.pdf"), pagesize=A4)
    for number in range(3):
        canvas.drawImage(ImageReader(head), 40, 640, 520, 130)
        canvas.drawString(60, 600, f"Letter {number}: the dose was increased to 5 mg once daily in the morning.")
        canvas.showPage()
    canvas.save()
    read_by_first = engines.first().read
    monkeypatch.setattr(engines.first(), "read", lambda *shown: recognised.append(1) or read_by_first(*shown))
    options = Options(second_engine=False, cache=tmp_path / "not made yet")
    pages = list(reading.pages(tmp_path / "letters.pdf", PDF, [1, 2, 3], options))
    assert [(page.method, "Harbour Clinic" in page.text) for page in pages] == [(Method.MIXED, True)] * 3
    assert (len(recognised), len(cache.taken())) == (1, 1)


@pytest.mark.parametrize("name", ["../escape", "a" * 63, "A" * 64, "/" * 64])
def test_a_name_that_is_no_hash_is_not_written(tmp_path, name):
    cache.keep(tmp_path / "inner", name, b"x")
    assert list(tmp_path.rglob("*")) == []


def test_documents_read_longest_ago_are_forgotten_first(tmp_path):
    for age, document in enumerate(("new", "older", "oldest")):
        cache.keep(tmp_path / document, "a" * 64, b"x" * 1000)
        os.utime(tmp_path / document, (time.time() - age, time.time() - age))
    cache.prune(tmp_path, 2500, set)
    assert sorted(each.name for each in tmp_path.iterdir() if each.is_dir()) == ["new", "older"]


def test_sizes_are_looked_at_once_in_a_while_only(tmp_path):
    cache.keep(tmp_path / "document", "a" * 64, b"x" * 1000)
    cache.prune(tmp_path, 5000, set)
    cache.prune(tmp_path, 0, set)
    assert (tmp_path / "document").exists()
    cache.prune(tmp_path, 0, set, every=0)
    assert not (tmp_path / "document").exists()


def test_what_no_document_has_any_more_is_forgotten(tmp_path):
    for document in ("here", "gone"):
        cache.keep(tmp_path / document, "a" * 64, b"x")
    cache.prune(tmp_path, 5000, lambda names: {"here"} & set(names))
    assert [each.name for each in tmp_path.iterdir() if each.is_dir()] == ["here"]
