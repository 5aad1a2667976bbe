"""What our reading is compared with: bare engines on the same pictures, and OCRmyPDF. One process per core."""

import os
import resource
import shutil
import subprocess
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytesseract
from PIL import Image

from curation.pipeline.limits import Options
from curation.pipeline.ocr import recognise

try:
    import tesserocr
except ImportError:
    tesserocr = None

CORES = os.cpu_count() or 1
LANGUAGES = "spa+eng"
os.environ["OMP_THREAD_LIMIT"] = "1"


@dataclass(frozen=True)
class Run:
    texts: list[str]
    seconds: float
    processor: float  # seconds of all cores together


def measured(work: Callable[[], list[str]]) -> Run:
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    texts = work()
    seconds, after = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    return Run(texts, seconds, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def bare_tesserocr(pictures: list[Path]) -> Run:
    return measured(lambda: in_pool(linked_text, pictures))


def bare_pytesseract(pictures: list[Path]) -> Run:
    return measured(lambda: in_pool(program_text, pictures))


def our_policy(pictures: list[Path]) -> Run:
    """What we do to a page, without queue, sandbox and database around it."""
    return measured(lambda: in_pool(policy_text, pictures))


def in_pool(read: Callable[[Path], str], pictures: list[Path]) -> list[str]:
    with ProcessPoolExecutor(CORES) as pool:
        return list(pool.map(read, pictures))


def linked_text(picture: Path, kept: list = []) -> str:  # noqa: B006  the engine of this process
    if not kept:
        folder = next(Path("/usr/share/tesseract-ocr").glob("*/tessdata"))
        kept.append(tesserocr.PyTessBaseAPI(path=str(folder), lang=LANGUAGES, psm=tesserocr.PSM.AUTO))
    with Image.open(picture) as opened:
        kept[0].SetImage(opened.convert("L"))
    kept[0].Recognize()
    return " ".join(row.rsplit("\t", 1)[-1] for row in kept[0].GetTSVText(0).splitlines() if row.startswith("5"))


def policy_text(picture: Path) -> str:
    with Image.open(picture) as opened:
        return recognise(opened.convert("L"), Options(), dpi=200).text


def program_text(picture: Path) -> str:
    with Image.open(picture) as opened:
        found = pytesseract.image_to_data(opened.convert("L"), LANGUAGES, "--psm 3", output_type="dict")
    return " ".join(filter(None, found["text"]))


def ocrmypdf(pdf: Path, folder: Path) -> Run | None:
    """With --jobs 2 and a text file beside the PDF; None where it is not installed."""
    if not shutil.which("ocrmypdf"):
        return None
    text = folder / "sidecar.txt"
    command = ["ocrmypdf", "--jobs", str(CORES), "--sidecar", text, "--output-type", "pdf", "-l", LANGUAGES]

    def work() -> list[str]:
        subprocess.run([*command, pdf, folder / "searchable.pdf"], check=True, capture_output=True)
        return text.read_text().split("\f")

    return measured(work)
