"""How fast documents are read, and what that takes: against bare engines and OCRmyPDF in the same run.

`python bench/reading.py` makes its own documents, takes about twelve minutes on two quiet cores and prints one JSON
line per figure; `--only scans digital` runs parts of it. `--corpus FOLDER` measures speed and faults on documents whose
text is known instead.
"""

import argparse
import json
import sqlite3
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from statistics import fmean, median

ROOT = Path(__file__).resolve().parent.parent
sys.path[0] = str(ROOT)  # not this folder: the standard library has a module queue too

from concurrent.futures import ProcessPoolExecutor  # noqa: E402

import pypdfium2  # noqa: E402

from bench._corpus import measure as measure_corpus  # noqa: E402
from bench._corpus import word_f1  # noqa: E402
from bench._engines import CORES, Run, bare_pytesseract, bare_tesserocr, ocrmypdf, our_policy  # noqa: E402
from bench._scans import true_texts, write_digital, write_long_scan, write_scans  # noqa: E402
from bench._watching import MIB, Watch, worker_parents  # noqa: E402
from bench.report import report  # noqa: E402
from curation.pipeline import reading, sandbox, wire  # noqa: E402
from curation.pipeline.limits import Limits, Options  # noqa: E402
from tests.services import Product  # noqa: E402

PLAIN = {"SECOND_ENGINE": "0"}
SMALL_FILES = 5
PDF = "application/pdf"


@contextmanager
def running(data: Path, **environment: str) -> Iterator[Product]:
    product = Product(data)
    product.environment |= {"UPLOAD_LIMIT_MB": "2000"} | environment
    product.start()
    try:
        yield product
    finally:
        product.stop()


def whole_path(product: Product, *paths: Path) -> float:
    """Seconds from stored files to drafted examples: queue, sandbox, database."""
    rows = ingested(product, *paths, "--wait")
    for row in rows:
        if row["state"] != "ready" or row["pages_failed"]:
            raise SystemExit(f"This was not read: {row}")
    return max(row["seconds"] for row in rows)


def ingested(product: Product, *arguments: Path | str) -> list[dict]:
    done = product.manage("ingest", "bench", *arguments, "--create", "question_answer", "--json", timeout=3600)
    return [json.loads(line) for line in done.stdout.splitlines()]


def measure_scans(folder: Path, count: int) -> None:
    """The same pictures, and the same PDF of them, read by everybody."""
    pictures, scans = write_scans(folder, count)
    peers: dict[str, Run] = {}
    for name, read in {"bare tesserocr": bare_tesserocr, "bare pytesseract": bare_pytesseract}.items():
        peers[name] = told(name, read(pictures), pictures)
    if other := ocrmypdf(scans, folder):
        peers["ocrmypdf"] = told("ocrmypdf", other, pictures)
    told("our policy no queue", our_policy(pictures), pictures)
    for name, environment in (("scans plain", PLAIN), ("scans full", {})):
        with running(folder / name, **environment) as product:
            with Watch(product.process.pid) as watch:
                seconds = whole_path(product, scans)
            texts = product.manage("text", "bench", scans.name).stdout.split("\f")
        told(name, Run(texts, seconds, watch.processor), pictures, peers)
        report(f"{name} reader memory", watch.readers_peak / MIB, "MiB", count, peer="limit: 1.2 GiB")


def told(name: str, run: Run, pictures: list[Path], peers: dict[str, Run] | None = None) -> Run:
    """The run, once its figures are printed, alone and beside each of its peers."""
    count, pairs = len(pictures), list(zip(run.texts, true_texts(pictures), strict=False))
    report(f"{name} words", fmean(word_f1(*pair) for pair in pairs), "F1", count)
    for peer, other in (peers or {"": run}).items():
        took, theirs = run.processor / count, other.processor / count
        report(name, 60 * count / run.seconds, "pages/min", count, peer=peer, ratio=other.seconds / run.seconds)
        report(f"{name} processor", took, "s/page", count, peer=peer, ratio=theirs / took)
    return run


def measure_long(folder: Path, count: int) -> None:
    """Whether one scan alone keeps all cores at work."""
    scans = write_long_scan(folder, count)
    with running(folder / "long") as product, Watch(product.process.pid) as watch:
        seconds = whole_path(product, scans)
    report("long scan", 60 * count / seconds, "pages/min", count)
    report("long scan cores busy", watch.cores_busy, "%", count, peer="all programs of the machine")
    report("long scan cores used", 100 * watch.processor / seconds / CORES, "%", count, peer="the product alone")


def measure_digital(folder: Path, count: int) -> None:
    folder.mkdir()
    path = write_digital(folder / "digital.pdf", count)
    with running(folder / "data") as product:
        whole_path(product, write_digital(folder / "first.pdf", 2, first=count))  # every process has worked once
        with Watch(product.process.pid) as watch:
            stored = whole_path(product, path)
    pdfium, read, alone = bare_pdfium(path), read_by_all_cores(path, count), read_in_sandbox(path, range(1, count + 1))
    peer = "bare pypdfium2, 1 process, no boxes"
    report("digital read", count / read, "pages/s", count, peer=peer, ratio=pdfium / read)
    report("digital read one process", count / alone, "pages/s", count, peer=peer, ratio=pdfium / alone)
    report("digital read processor", 1000 * processor_of_reading(path, count) / count, "ms/page", count)
    report("digital stored", count / stored, "pages/s", count, peer=peer, ratio=pdfium / stored)
    report("digital stored processor", 1000 * watch.processor / count, "ms/page", count)


def bare_pdfium(path: Path) -> float:
    began = time.perf_counter()
    document = pypdfium2.PdfDocument(path)
    for page in document:
        page.get_textpage().get_text_bounded()
    return time.perf_counter() - began


def read_by_all_cores(path: Path, count: int) -> float:
    """Seconds in one confined child per core, as workers start them."""
    shares = [range(1 + core * count // CORES, 1 + (core + 1) * count // CORES) for core in range(CORES)]
    with ProcessPoolExecutor(CORES) as pool:
        list(pool.map(abs, range(CORES)))  # started
        began = time.perf_counter()
        list(pool.map(read_in_sandbox, [path] * CORES, shares))
        return time.perf_counter() - began


def read_in_sandbox(path: Path, numbers: range) -> float:
    """Seconds from file to pages with word boxes, in the confined child."""
    began = time.perf_counter()
    options = Options(limits=Limits(pages=10_000), batch_seconds=600)
    pages = sandbox.read_pages(path, PDF, numbers, options, on_tick=lambda: None)
    read = sum(1 for page in pages if not isinstance(page, tuple))
    if read != len(numbers):
        raise SystemExit(f"{read} of {len(numbers)} pages were read.")
    return time.perf_counter() - began


def processor_of_reading(path: Path, count: int) -> float:
    """Seconds of the processor for both ends of reading: from file to message, from message to page."""
    began = time.process_time()
    for page in reading.pages(path, PDF, range(1, count + 1), Options(limits=Limits(pages=10_000))):
        wire.to_page(json.loads(wire.line(wire.from_page(page))))
    return time.process_time() - began


def measure_memory(folder: Path, count: int) -> None:
    """What the worker's own processes hold before and after a long document, and a reader at its peak."""
    folder.mkdir()
    held = []
    with running(folder / "data") as product, Watch(product.process.pid) as watch:
        first = [write_digital(folder / f"first-{number}.pdf", 40, first=40 * number) for number in range(8)]
        for paths in (first, *([write_digital(folder / f"{n}.pdf", count, first=n * count)] for n in (1, 2))):
            whole_path(product, *paths)
            time.sleep(2)  # the last task has ended
            held.append(worker_parents(product.process.pid) / MIB)
    processes = CORES + 1
    report("worker memory before", held[0], "MiB", processes, peer="every process has drafted")
    report("worker memory after", held[1], "MiB", processes, peer=f"{count} pages", ratio=held[1] / held[0])
    report("worker memory later", held[2], "MiB", processes, peer=f"{count} pages more", ratio=held[2] / held[1])
    report("digital reader memory", watch.readers_peak / MIB, "MiB", count, peer="limit: 1.5 GiB")


def measure_small_behind_big(folder: Path, count: int) -> None:
    """Seconds until one-page scans are ready, one after another, while a big scan is in work.

    How many of its pages were read in each wait tells the same whatever else the machine does.
    """
    big = write_long_scan(folder / "big", count)
    alone_files, _ = write_scans(folder / "alone", 2, first=count + SMALL_FILES)
    with running(folder / "data") as product:
        *_, alone = [whole_path(product, picture) for picture in alone_files]  # the first warms the processes
        ingested(product, big)
        time.sleep(20)
        waits, meanwhile = [], []
        for number in range(SMALL_FILES):
            [picture], _ = write_scans(folder / f"small-{number}", 1, first=count + number)
            before = pages_read(product)
            waits.append(whole_path(product, picture))
            meanwhile.append(pages_read(product) - before - 1)
        [row] = ingested(product, big)
    peer = f"{count} pages, by now {row['state']}"
    report("small with nothing before it", alone, "s", 1)
    report("small behind big", median(waits), "s", SMALL_FILES, peer=peer, ratio=alone / median(waits))
    report("small behind big longest", max(waits), "s", SMALL_FILES, peer=peer)
    report("small behind big meanwhile", median(meanwhile), "pages", SMALL_FILES, peer=peer)


def pages_read(product: Product) -> int:
    with closing(sqlite3.connect(f"file:{product.data / 'glosa.sqlite3'}?mode=ro", uri=True)) as database:
        return database.execute("SELECT count(*) FROM documents_page WHERE state = 'read'").fetchone()[0]


PARTS = {
    "scans": (measure_scans, 32, "scanned pages, read by everybody"),
    "long": (measure_long, 200, "pages of one scan"),
    "digital": (measure_digital, 400, "born-digital pages"),
    "memory": (measure_memory, 2000, "born-digital pages between two looks at memory"),
    "small": (measure_small_behind_big, 400, "scanned pages that one-page files are read beside"),
}


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--corpus", type=Path, help="a folder of documents, each with its text in NAME.gt.txt")
    arguments.add_argument(
        "--only", nargs="+", choices=PARTS, default=list(PARTS), metavar="PART", help=str(set(PARTS))
    )
    for name, (_, count, what) in PARTS.items():
        arguments.add_argument(f"--{name}", type=int, default=count, metavar="COUNT", help=f"{what} ({count})")
    wanted = vars(arguments.parse_args())
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if wanted["corpus"]:
            measure_corpus(wanted["corpus"], folder)
            return
        for part in wanted["only"]:
            PARTS[part][0](folder / part, wanted[part])


if __name__ == "__main__":
    main()
