"""A version's contents to the files of each chosen format."""

from collections import Counter
from collections.abc import Mapping
from contextlib import ExitStack

from curation.datasets import choosing, contents
from curation.datasets.checking import Checking
from curation.datasets.heart import Heart
from curation.datasets.models import DatasetFile, DatasetVersion
from curation.datasets.states import PARTS
from curation.documents import store
from curation.pipeline.formats.lines import line
from curation.pipeline.formats.registry import FORMATS


def render(
    version: DatasetVersion, kept: str, parts: Mapping[str, str], check: Checking, heart: Heart
) -> list[DatasetFile]:
    """Write every part in every format, all of them in one pass; the rows of the files, unsaved."""
    options = version.render_options
    lines: Counter[str] = Counter()
    wanted = [part for part in PARTS if version.shares.get(part)]
    with ExitStack() as stack:
        files = {(name, part): stack.enter_context(store.writer()) for name in version.formats for part in wanted}
        for record in contents.read(kept):
            heart.step()
            pair = choosing.pair_of(record)
            part = parts[pair.group]
            lines[part] += 1
            check.see_part(pair, record["provenance"]["example"], part)
            for name in version.formats:
                files[name, part].write(line(FORMATS[name].render(pair, options)))
        return [_row(version, name, part, lines[part], file.keep()) for (name, part), file in files.items()]


def _row(version: DatasetVersion, name: str, part: str, lines: int, stored: store.Stored) -> DatasetFile:
    path = f"{name}/{part}.jsonl"
    return DatasetFile(
        version=version, format=name, part=part, name=path, lines=lines, sha256=stored.sha256, size=stored.size
    )
