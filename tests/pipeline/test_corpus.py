"""Real and broken files, where a corpus of them is at hand. A part of it here; `make corpus` reads all of it."""

import pytest

from curation.documents.problems import PROBLEMS
from curation.pipeline.errors import BY_CODE
from curation.pipeline.limits import Options
from tests.pipeline.corpus import CORPUS, endings, files, table

EVERY = {"bad": 9, "documents": 6}  # of so many files one is read
FIRST = Options(second_engine=False, ocr_seconds=20, page_seconds=30, batch_seconds=60)


@pytest.mark.slow
@pytest.mark.skipif(not CORPUS.is_dir(), reason=f"no corpus of real and broken files at {CORPUS} (set CORPUS)")
@pytest.mark.parametrize("folder", EVERY)
def test_every_file_ends_ready_or_with_a_reason_for_people(folder, record_property):
    found = endings(files(CORPUS / folder)[:: EVERY[folder]], FIRST, most_pages=1)
    record_property("table", table(folder, found))
    for each in found:
        assert {each.reason, *each.page_reasons} - {""} <= PROBLEMS.keys() & BY_CODE.keys(), each
        assert all(sentence.endswith(".") for sentence in (each.sentence, *each.page_sentences) if sentence), each
        assert each.reason or each.pages + len(each.page_reasons) == each.counted, each
