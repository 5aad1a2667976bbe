"""Real and broken files through the real reading path: how each ends, how long it took, what was read.

python -m tests.pipeline.corpus FOLDER...   every page of every file, and the table of `make corpus`
"""

import logging
import os
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

from curation.pipeline import media, sandbox, sniff
from curation.pipeline.errors import UnreadableDocument
from curation.pipeline.limits import Limits, Options
from curation.pipeline.reading.members import HOLDERS
from curation.pipeline.types import Outline

CORPUS = Path(os.environ.get("CORPUS", Path(__file__).resolve().parents[3] / "shared" / "corpus"))
NO_DOCUMENTS = ("MANIFEST.csv", ".gt.txt")
LOG = Path(tempfile.gettempdir()) / "corpus.log"
AT_A_TIME = 8  # pages, as a worker reads them


@dataclass(frozen=True, slots=True)
class Ending:
    name: str
    pages: int = 0
    counted: int = 0
    reason: str = ""  # the code of the error that ended it
    sentence: str = ""
    page_reasons: tuple[str, ...] = ()
    page_sentences: tuple[str, ...] = ()
    seconds: float = 0.0

    @property
    def ready(self) -> bool:
        return not self.reason

    @property
    def kind(self) -> str:
        return Path(self.name).suffix.lower() or "none"


def files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.is_file() and not path.name.endswith(NO_DOCUMENTS))


def endings(paths: Iterable[Path], options: Options, *, most_pages: int) -> list[Ending]:
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return list(pool.map(lambda path: ending(path, options, most_pages), paths))


def ending(path: Path, options: Options, most_pages: int) -> Ending:
    """What the product would come to with this file: nothing but an UnreadableDocument may stop it."""
    began = monotonic()
    told: dict[str, UnreadableDocument] = {}
    read = counted = 0
    reasons: list[UnreadableDocument] = []
    try:
        media_type = sniff.media_type(path, path.name, options.limits)
        if media_type in HOLDERS:
            _take_members(path, media_type, options.limits)
        if media_type != media.ZIP:
            found = sandbox.outline(path, media_type, options.limits)
            read, counted, reasons = _pages(path, media_type, found, options, most_pages)
    except UnreadableDocument as error:
        told["error"] = error
    error = told.get("error")
    return Ending(
        path.name,
        read,
        counted,
        error.code if error else "",
        str(error or ""),
        tuple(page.code for page in reasons),
        tuple(map(str, reasons)),
        monotonic() - began,
    )


def _take_members(path: Path, media_type: str, limits: Limits) -> None:
    with tempfile.TemporaryDirectory() as folder:
        sandbox.members(path, media_type, limits, Path(folder))


def _pages(
    path: Path, media_type: str, found: Outline, options: Options, most: int
) -> tuple[int, int, list[UnreadableDocument]]:
    """How many pages were read, of how many, and why the others were not. A reader's death costs one page."""
    counted = min(most, found.page_count)
    pending = list(range(1, counted + 1))
    read, reasons = 0, []
    while pending:
        try:
            for result in sandbox.read_pages(path, media_type, pending[:AT_A_TIME], options, on_tick=lambda: None):
                number = result[0] if isinstance(result, tuple) else result.number
                pending.remove(number)
                if isinstance(result, tuple):
                    reasons.append(result[1])
                else:
                    read += 1
        except UnreadableDocument as error:
            if error.page is None:
                raise
            pending.remove(error.page)
            reasons.append(error)
    return read, counted, reasons


def table(title: str, found: Sequence[Ending]) -> str:
    """Kind of file, how many, ready, failed by reason, pages, the slowest."""
    lines = [f"{title}: {len(found)} files", f"{'kind':8}{'files':>6}{'ready':>6}{'pages':>7}{'not read':>9}  failed"]
    for kind in sorted({each.kind for each in found}):
        lines.append(_row(kind, [each for each in found if each.kind == kind]))
    lines.append(_row("all", found))
    slowest = sorted(found, key=lambda each: -each.seconds)[:3]
    lines.append("slowest: " + ", ".join(f"{each.name} {each.seconds:.1f} s" for each in slowest))
    return "\n".join(lines)


def _row(kind: str, found: Sequence[Ending]) -> str:
    failed = Counter(each.reason for each in found if not each.ready)
    told = ", ".join(f"{count} {reason}" for reason, count in failed.most_common())
    ready, pages = sum(each.ready for each in found), sum(each.pages for each in found)
    not_read = sum(len(each.page_reasons) for each in found)
    return f"{kind:8}{len(found):6}{ready:6}{pages:7}{not_read:9}  {told}".rstrip()


def main(folders: Sequence[str]) -> None:
    logging.basicConfig(filename=LOG, filemode="w")
    for folder in folders or [str(CORPUS / "bad"), str(CORPUS / "documents")]:
        began = monotonic()
        found = endings(files(Path(folder)), Options(), most_pages=Limits().pages)
        print(table(folder, found))
        for each in found:
            if not each.ready or each.page_reasons:
                told = each.sentence or f"{each.pages} of {each.counted} pages: {'; '.join(set(each.page_sentences))}"
                print(f"  {each.name}: {told}")
        print(f"{monotonic() - began:.0f} s; what the readers said is in {LOG}\n", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
