"""Reading documents whose text is known: speed and faults, of ours and of bare engines, by class.

A class is what stands before `__` in a file's name; the true text of NAME lies in NAME.gt.txt.
"""

import json
import re
from collections import Counter, defaultdict
from pathlib import Path
from statistics import fmean

import pypdfium2
from PIL import Image

from bench._engines import Run, bare_pytesseract, bare_tesserocr, ocrmypdf
from bench.report import report
from tests.services import Product

DPI = 200
WORD = re.compile(r"\w+")
PLAIN = {"SECOND_ENGINE": "0"}


def measure(corpus: Path, folder: Path) -> None:
    classes: dict[str, list[Path]] = defaultdict(list)
    for truth in sorted(corpus.glob("*.gt.txt")):
        file = truth.with_name(truth.name.removesuffix(".gt.txt"))
        classes[file.name.split("__")[0]].append(file)
    ours = {"full policy": through_product(classes, folder / "full", {})}
    ours["plain tesseract"] = through_product(classes, folder / "plain", PLAIN)
    for name, files in classes.items():
        truths = [file.with_name(f"{file.name}.gt.txt").read_text() for file in files]
        place = folder / name
        place.mkdir()
        pictures = [as_picture(file, place) for file in files]
        runs = {"bare tesserocr": bare_tesserocr(pictures), "bare pytesseract": bare_pytesseract(pictures)}
        if other := ocrmypdf(as_pdf(pictures, place), place):
            runs["ocrmypdf"] = other
        for way, run in (*((way, of[name]) for way, of in ours.items()), *runs.items()):
            tell(name, way, run, truths)


def tell(name: str, way: str, run: Run, truths: list[str]) -> None:
    pairs = list(zip(run.texts, truths, strict=False))
    report(f"corpus {name}: {way}: pages", 60 * len(truths) / run.seconds, "pages/min", len(truths))
    report(f"corpus {name}: {way}: words", fmean(word_f1(*pair) for pair in pairs), "F1", len(truths))
    report(f"corpus {name}: {way}: characters", fmean(character_errors(*pair) for pair in pairs), "CER", len(truths))


def through_product(classes: dict[str, list[Path]], data: Path, environment: dict[str, str]) -> dict[str, Run]:
    """Uploaded, queued, read in the sandbox and stored."""
    product = Product(data)
    product.environment |= environment
    product.start()
    try:
        return {name: ingested(product, name, files) for name, files in classes.items()}
    finally:
        product.stop()


def ingested(product: Product, name: str, files: list[Path]) -> Run:
    done = product.manage("ingest", name, *files, "--create", "question_answer", "--wait", "--json", timeout=3600)
    rows = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    texts = [product.manage("text", name, row["document"]).stdout for row in rows]
    return Run(texts, max(row["seconds"] for row in rows), 0)


def as_picture(file: Path, folder: Path) -> Path:
    written = folder / f"{file.name}.png"
    if file.suffix == ".pdf":
        picture = pypdfium2.PdfDocument(file)[0].render(scale=DPI / 72, grayscale=True).to_pil()
    else:
        picture = Image.open(file)
    picture.convert("L").save(written, dpi=(DPI, DPI))
    return written


def as_pdf(pictures: list[Path], folder: Path) -> Path:
    first, *others = [Image.open(picture) for picture in pictures]
    first.save(folder / "all.pdf", save_all=True, append_images=others, resolution=DPI)
    return folder / "all.pdf"


def word_f1(found: str, truth: str) -> float:
    """Of the words, whatever their order and capitals."""
    ours, theirs = (Counter(WORD.findall(text.lower())) for text in (found, truth))
    return 2 * (ours & theirs).total() / max(1, ours.total() + theirs.total())


def character_errors(found: str, truth: str) -> float:
    """Edits from one to the other, per character of the truth, white space aside."""
    found, truth = " ".join(found.split()), " ".join(truth.split())
    row = list(range(len(truth) + 1))
    for at, character in enumerate(found, 1):
        before, row[0] = row[0], at
        for place, wanted in enumerate(truth, 1):
            before, row[place] = row[place], min(row[place] + 1, row[place - 1] + 1, before + (character != wanted))
    return row[-1] / max(1, len(truth))
