"""How fast documents are read: scans against bare Tesseract, born-digital PDFs against bare pypdfium2.

`python bench/reading.py [--scans 24] [--pages 400]` makes its own documents and prints one JSON line per figure.
"""

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[0] = str(ROOT)  # not this folder: the standard library has a module queue too

from concurrent.futures import ThreadPoolExecutor  # noqa: E402

import pypdfium2  # noqa: E402
from PIL import Image, ImageDraw, ImageFilter, ImageFont  # noqa: E402
from reportlab.lib.pagesizes import A4  # noqa: E402
from reportlab.pdfgen.canvas import Canvas  # noqa: E402

from bench.report import report  # noqa: E402
from curation.pipeline import sandbox  # noqa: E402
from curation.pipeline.limits import Limits, Options  # noqa: E402
from tests.services import Product  # noqa: E402

CORES = os.cpu_count() or 1
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


def bare_tesseract(pictures: list[Path]) -> float:
    """Seconds that Tesseract itself takes, one process per core, each with one thread."""

    def read(picture: Path) -> None:
        command = ["tesseract", str(picture), "-", "-l", "eng+spa", "--psm", "3", "tsv"]
        subprocess.run(command, env=os.environ | {"OMP_THREAD_LIMIT": "1"}, capture_output=True, check=True)

    began = time.perf_counter()
    with ThreadPoolExecutor(CORES) as pool:
        list(pool.map(read, pictures))
    return time.perf_counter() - began


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


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--scans", type=int, default=24, help="scanned pages")
    arguments.add_argument("--pages", type=int, default=400, help="born-digital pages")
    wanted = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        pictures, scans = write_scans(Path(folder), wanted.scans)
        digital = write_digital(Path(folder) / "digital.pdf", wanted.pages)
        product = Product(Path(folder) / "data")
        product.start()
        try:
            ours = whole_path(product, scans)
            stored = whole_path(product, digital)
        finally:
            product.stop()
        theirs = bare_tesseract(pictures)
        pdfium = bare_pdfium(digital)
        read = read_in_sandbox(digital, wanted.pages)
    n, peer = wanted.scans, f"bare tesseract, {CORES} processes"
    report("scans_whole_path", 60 * n / ours, "pages/min", n, peer=peer, ratio=theirs / ours)
    n = wanted.pages
    report("digital_read", n / read, "pages/s", n, peer="bare pypdfium2, 1 process", ratio=pdfium / read)
    report("digital_whole_path", n / stored, "pages/s", n, peer="bare pypdfium2, 1 process", ratio=pdfium / stored)


if __name__ == "__main__":
    main()
