"""What the drafters make of documents: how much, how fast, and how sound.

`python bench/drafting.py [--pages 200] [--kind question_answer]` drafts from documents that it makes itself, in English
and Spanish, and prints one JSON line per figure; `--corpus FOLDER` reads the files of a folder as well. What the gate
for drafts of a language model says of these, and of the same with a fact put wrong, is told with them.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[0] = str(ROOT)  # not this folder: the standard library has a module queue too

from bench import _gating  # noqa: E402
from bench.report import report  # noqa: E402
from curation.intake.samples import write_all  # noqa: E402
from curation.pipeline import chunking, language, sandbox, sniff  # noqa: E402
from curation.pipeline.checks import registry as checks  # noqa: E402
from curation.pipeline.drafting import plain, registry  # noqa: E402
from curation.pipeline.errors import UnreadableDocument  # noqa: E402
from curation.pipeline.limits import Limits, Options  # noqa: E402
from curation.pipeline.tokens import Limit  # noqa: E402
from curation.pipeline.types import Draft, Method, Page, Pair, Passage  # noqa: E402

KINDS = ("question_answer", "instruction", "summary", "classification", "conversation", "generation")
MOST_PAGES = 40  # of one file
LIMIT = Limit(4096)  # over which an example is too long


@dataclass(slots=True)
class Made:
    """What became of some documents, and the seconds it took."""

    pages: int = 0
    passages: list[tuple[Passage, str, dict[int, str]]] = field(default_factory=list)
    cut: float = 0.0
    drafts: list[tuple[Draft, Passage, dict[int, str]]] = field(default_factory=list)
    drafted: float = 0.0
    digital_pages: int = 0  # of documents of which nothing had to be recognised
    digital_read: float = 0.0
    digital_drafted: float = 0.0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=200)
    parser.add_argument("--kind", choices=KINDS, action="append")
    parser.add_argument("--corpus", type=Path)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        files = write_all(Path(folder))
        sources = {"generated": repeated(list(read(files)), given.pages)}
    if given.corpus:
        sources["corpus"] = list(read(sorted(given.corpus.glob("*.pdf"))))
    for name, documents in sources.items():
        for kind in given.kind or KINDS:
            tell(f"{name} {kind}", made_of(documents, kind))


def read(files: Sequence[Path]) -> Iterator[tuple[list[Page], float]]:
    """The pages of each file that can be read, with the seconds it took."""
    for file in files:
        began = time.perf_counter()
        try:
            media_type = sniff.media_type(file, file.name)
            count = min(MOST_PAGES, sandbox.outline(file, media_type, Limits()).page_count)
            options = Options(batch_seconds=600)
            results = sandbox.read_pages(file, media_type, range(1, count + 1), options, on_tick=lambda: None)
            pages = [page for page in results if isinstance(page, Page)]
        except UnreadableDocument as error:
            print(f"{file.name}: {error}", file=sys.stderr)
            continue
        yield pages, time.perf_counter() - began


def repeated(documents: list[tuple[list[Page], float]], count: int) -> list[tuple[list[Page], float]]:
    """The same documents until they have `count` pages."""
    pages = sum(len(pages) for pages, _ in documents)
    return documents * max(1, count // pages)


def made_of(documents: Sequence[tuple[list[Page], float]], kind: str) -> Made:
    made = Made()
    for pages, seconds in documents:
        made.pages += len(pages)
        before = made.cut + made.drafted
        began = time.perf_counter()
        spoken = language.guess(" ".join(page.text for page in pages[:20])) or "en"
        texts = {page.number: page.text for page in pages}
        passages = [(passage, spoken, texts) for passage in chunking.cut(pages)]
        made.passages += passages
        made.cut += time.perf_counter() - began
        began = time.perf_counter()
        among = [passage for passage, _, _ in passages]
        for passage in among:
            drafts = registry.draft(passage, kind=kind, language=spoken, among=among)
            made.drafts += [(draft, passage, texts) for draft in drafts if draft.drafter != plain.NAME]
        made.drafted += time.perf_counter() - began
        if all(page.method == Method.TEXT and page.width for page in pages):
            made.digital_pages += len(pages)
            made.digital_read += seconds
            made.digital_drafted += made.cut + made.drafted - before
    return made


def tell(name: str, made: Made) -> None:
    count = len(made.drafts)
    seconds = made.cut + made.drafted
    report(f"{name}: pairs", count / max(1, made.pages), "pairs/page", made.pages)
    report(f"{name}: drafting", count / made.drafted, "pairs/s", count)
    report(f"{name}: cutting and drafting", len(made.passages) / seconds, "passages/s", len(made.passages))
    if made.digital_read:
        share = 100 * made.digital_drafted / made.digital_read
        report(f"{name}: cutting and drafting to reading, born-digital PDF", share, "%", made.digital_pages)
    if count:
        report(f"{name}: evidence found verbatim", 100 * sum(map(is_verbatim, made.drafts)) / count, "%", count)
        report(f"{name}: passes every check", 100 * sum(map(passes, made.drafts)) / count, "%", count)
        _gating.tell(name, [(draft, passage) for draft, passage, _ in made.drafts])


def is_verbatim(made: tuple[Draft, Passage, dict[int, str]]) -> bool:
    """Whether the pages' own text holds every word of the evidence, in its order, where the spans say."""
    draft, passage, texts = made
    spans = [span for span in passage.spans if span.at < draft.end and span.at + span.end - span.start > draft.start]
    for span in spans:
        begin, end = max(draft.start, span.at), min(draft.end, span.at + span.end - span.start)
        shift = span.start - span.at
        if passage.text[begin:end] != texts[span.page][begin + shift : end + shift]:
            return False
    outside = list(passage.text[draft.start : draft.end])
    for span in spans:
        begin, end = max(draft.start, span.at), min(draft.end, span.at + span.end - span.start)
        outside[begin - draft.start : end - draft.start] = " " * (end - begin)
    return bool(spans) and not "".join(outside).strip()


def passes(made: tuple[Draft, Passage, dict[int, str]]) -> bool:
    """Where a label is all that is suggested, it is the completion."""
    draft, passage, _ = made
    pair = Pair(draft.prompt, draft.completion or draft.label, context=draft.context)
    return not checks.run(pair, source=passage.text, limit=LIMIT)


if __name__ == "__main__":
    main()
