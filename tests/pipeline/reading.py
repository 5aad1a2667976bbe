"""Reading a whole file in this process, for tests."""

from curation.pipeline import reading
from curation.pipeline.limits import Limits, Options


def read(path, media_type, limits=None):
    options = Options(limits=limits or Limits())
    count = reading.outline(path, media_type, options.limits).page_count
    return list(reading.pages(path, media_type, range(1, count + 1), options))


def blocks(page):
    return [(str(block.kind), block.level, page.text[block.start : block.end]) for block in page.blocks]
