"""Pages whose text is known are read at least this well."""

import os
import re
from collections import Counter
from functools import cache
from pathlib import Path
from statistics import fmean

import pytest

from curation.pipeline import reading
from curation.pipeline.limits import Limits, Options
from curation.pipeline.ocr import engines
from curation.pipeline.sniff import media_type

CORPUS = Path(os.environ.get("CORPUS", Path(__file__).resolve().parents[3] / "shared" / "corpus"))
WORD = re.compile(r"\w+")
FAIRLY_SURE = 70  # as on the document's screen
CLASSES = {
    "handwriting": (("csafe",), 0.63),
    "receipts": (("sroie",), 0.92),
}  # all print is measured by bench/reading.py

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not CORPUS.is_dir(), reason=f"no pages with known text at {CORPUS} (set CORPUS)"),
    pytest.mark.skipif(engines.second() is None, reason="the second engine is not installed"),
]


def words_right(found, truth):
    ours, theirs = (Counter(WORD.findall(text.lower())) for text in (found, truth))
    return 2 * (ours & theirs).total() / (ours.total() + theirs.total())


@cache
def read(path):
    (page,) = reading.pages(path, media_type(path, path.name, Limits()), [1], Options())
    return page


def known(*names):
    """Pages with their true text."""
    for name in names:
        for truth in sorted((CORPUS / "documents").glob(f"{name}__*.gt.txt")):
            yield read(truth.with_name(truth.name.removesuffix(".gt.txt"))), truth.read_text()


@pytest.mark.parametrize(("names", "least"), CLASSES.values(), ids=CLASSES)
def test_pages_of_each_kind_are_read_as_well_as_promised(names, least):
    shares = [words_right(page.text, truth) for page, truth in known(*names)]
    assert fmean(shares) >= least, [f"{share:.3f}" for share in shares]


@pytest.mark.parametrize(("names", "_"), CLASSES.values(), ids=CLASSES)
def test_most_words_read_wrongly_are_shown_as_doubtful(names, _):
    wrong = []
    for page, truth in known(*names):
        true = set(WORD.findall(truth.lower()))
        for word in page.words:
            if not true.issuperset(WORD.findall(page.text[word.start : word.end].lower())):
                wrong.append(word.confidence < FAIRLY_SURE)
    assert fmean(wrong) >= 0.8, f"{sum(wrong)} of {len(wrong)}"
