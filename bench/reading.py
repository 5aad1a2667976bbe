"""How fast documents are read: scans against bare engines and OCRmyPDF, born-digital PDFs against bare pypdfium2.

`python bench/reading.py [--scans 24] [--pages 400] [--big 400]` makes its own documents and prints one JSON line per
figure; `--corpus FOLDER` measures speed and faults on documents whose text is known instead.
"""

import argparse
import json
import os
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[0] = str(ROOT)  # not this folder: the standard library has a module queue too

import pypdfium2  # noqa: E402
from PIL import Image, ImageDraw, ImageFilter, ImageFont  # noqa: E402
from reportlab.lib.pagesizes import A4  # noqa: E402
from reportlab.pdfgen.canvas import Canvas  # noqa: E402

from bench._corpus import measure as measure_corpus  # noqa: E402
from bench._engines import CORES, bare_pytesseract, bare_tesserocr, ocrmypdf, our_policy  # noqa: E402
from bench.report import report  # noqa: E402
from curation.pipeline import sandbox  # noqa: E402
from curation.pipeline.limits import Limits, Options  # noqa: E402
from tests.services import Product  # noqa: E402

SIZE = (1654, 2339)  # A4 at 200 dpi, at which the product draws a scanned page
WORDS = (
    "patient seen clinic today with mild pain after walking and reports better sleep since the dose of bisoprolol was",
    "raised to five milligrams once daily in the morning blood pressure was normal heart rate regular no swelling of",
    "the ankles return in six weeks for a review with results please call us before if symptoms come back or get worse",
)


def text_lines(seed: int, count: int = 46) -> list[str]:
    dice, known = random.Random(seed), " ".join(WORDS).split()
    return [" ".join(dice.choices(known, k=11)) for _ in range(count)]


def scanned_page(seed: int) -> Image.Image:
    """A page of print with the unevenness of an office scanner."""
    page = Image.new("L", SIZE, 247)
    pen = ImageDraw.Draw(page)
    font = ImageFont.truetype("DejaVuSerif.ttf", 27)
    for row, line in enumerate(text_lines(seed)):
        pen.text((150, 150 + row * 43), line, fill=35, font=font)
    return page.rotate(0.3, fillcolor=247).filter(ImageFilter.GaussianBlur(0.6))


def write_scans(folder: Path, count: int) -> tuple[list[Path], Path]:
    """The pictures, and one PDF that holds them."""
    pictures, pdf = [], folder / "scans.pdf"
    canvas = Canvas(str(pdf), pagesize=A4)
    for number in range(count):
        picture = folder / f"page-{number}.jpg"
        scanned_page(number).save(picture, quality=85, dpi=(200, 200))
        canvas.drawImage(str(picture), 0, 0, *A4)
        canvas.showPage()
        pictures.append(picture)
    canvas.save()
    return pictures, pdf


def write_digital(path: Path, count: int) -> Path:
    canvas = Canvas(str(path), pagesize=A4)
    for number in range(count):
        canvas.setFont("Helvetica", 10)
        for row, line in enumerate(text_lines(number)):
            canvas.drawString(60, 790 - row * 15, line)
        canvas.showPage()
    canvas.save()
    return path


def bare_pdfium(path: Path) -> float:
    began = time.perf_counter()
    document = pypdfium2.PdfDocument(path)
    for page in document:
        page.get_textpage().get_text_bounded()
    return time.perf_counter() - began


def read_in_sandbox(path: Path, count: int) -> float:
    """Seconds from file to pages with word boxes, in the confined child."""
    began = time.perf_counter()
    options = Options(limits=Limits(pages=count), batch_seconds=600)
    pages = sandbox.read_pages(path, "application/pdf", range(1, count + 1), options, on_tick=lambda: None)
    read = sum(1 for page in pages if not isinstance(page, tuple))
    if read != count:
        raise SystemExit(f"{read} of {count} pages were read.")
    return time.perf_counter() - began


def whole_path(product: Product, path: Path) -> float:
    """Seconds from stored file to drafted examples: queue, sandbox, database."""
    done = product.manage("ingest", "bench", path, "--create", "question_answer", "--wait", "--json", timeout=3600)
    row = json.loads(done.stdout.splitlines()[-1])
    if row["state"] != "ready" or row["pages_failed"]:
        raise SystemExit(f"{path.name} was not read: {row}")
    return row["seconds"]


def idle_seconds() -> float:
    """Of all cores since the machine started."""
    return int(Path("/proc/stat").read_text().split()[4]) / os.sysconf("SC_CLK_TCK")


def read_scans(product: Product, scans: Path, name: str, count: int) -> float:
    """Seconds for a scan, telling how far the cores were busy meanwhile."""
    idle = idle_seconds()
    seconds = whole_path(product, scans)
    report(f"{name}_cores_busy", 100 - 100 * (idle_seconds() - idle) / seconds / CORES, "%", count)
    return seconds


def small_behind_big(product: Product, big: Path, small: Path) -> float:
    """Seconds until a one-page file is ready while a big scan is in work."""
    product.manage("ingest", "bench", big, "--create", "question_answer")
    time.sleep(15)
    return whole_path(product, small)


@contextmanager
def running(data: Path, **environment: str) -> Iterator[Product]:
    product = Product(data)
    product.environment |= environment
    product.start()
    try:
        yield product
    finally:
        product.stop()


def measure_scans(folder: Path, count: int) -> None:
    pictures, scans = write_scans(folder, count)
    peers = {"bare tesserocr": bare_tesserocr(pictures), "bare pytesseract": bare_pytesseract(pictures)}
    if other := ocrmypdf(scans, folder):
        peers["ocrmypdf"] = other
    alone = {"our policy, no queue": our_policy(pictures)}
    for name, run in (peers | alone).items():
        report(name.replace(" ", "_"), 60 * count / run.seconds, "pages/min", count)
        report(f"{name.replace(' ', '_')}_processor", run.processor / count, "s/page", count)
    for name, environment in (("scans_plain", {"SECOND_ENGINE": "0"}), ("scans_full", {})):
        with running(folder / name, **environment) as product:
            seconds = read_scans(product, scans, name, count)
        for peer, run in peers.items():
            report(name, 60 * count / seconds, "pages/min", count, peer=peer, ratio=run.seconds / seconds)


def measure_digital(folder: Path, count: int) -> None:
    digital = write_digital(folder / "digital.pdf", count)
    with running(folder / "data") as product:
        stored = whole_path(product, digital)
    pdfium, read = bare_pdfium(digital), read_in_sandbox(digital, count)
    peer = "bare pypdfium2, 1 process"
    report("digital_read", count / read, "pages/s", count, peer=peer, ratio=pdfium / read)
    report("digital_whole_path", count / stored, "pages/s", count, peer=peer, ratio=pdfium / stored)


def measure_small_behind_big(folder: Path, count: int) -> None:
    (folder / "small").mkdir()
    _, big = write_scans(folder, count)
    _, small = write_scans(folder / "small", 1)
    with running(folder / "behind") as product:
        report("small_behind_big", small_behind_big(product, big, small), "s", 1, peer=f"{count} pages in work")


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--corpus", type=Path, help="a folder of documents, each with its text in NAME.gt.txt")
    arguments.add_argument("--scans", type=int, default=24, help="scanned pages")
    arguments.add_argument("--pages", type=int, default=400, help="born-digital pages")
    arguments.add_argument("--big", type=int, default=0, help="scanned pages that a one-page file is read beside")
    wanted = arguments.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if wanted.corpus:
            measure_corpus(wanted.corpus, folder)
            return
        if wanted.scans:
            measure_scans(folder, wanted.scans)
        if wanted.pages:
            measure_digital(folder, wanted.pages)
        if wanted.big:
            measure_small_behind_big(folder, wanted.big)


if __name__ == "__main__":
    main()
