"""Pairs from the rows of a sheet, whose columns a person has mapped. Making them again adds nothing twice."""

import hashlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from curation.accounts.models import User
from curation.documents.models import Document
from curation.documents.states import PageState
from curation.examples.models import Example, Trace
from curation.examples.ordering import place_new
from curation.examples.states import Action
from curation.intake.keeping import record
from curation.pipeline import rows
from curation.pipeline.rows import Columns, Refusal, RowPair, Sheet
from curation.pipeline.similarity import fingerprint
from curation.projects.models import ColumnMapping, Project

DRAFTER = "rows-1"
SCORE = 0.9
AT_ONCE = 10_000  # rows in one go; the next goes on from there
REASONS = {
    Refusal.NO_PROMPT: _("the prompt is empty"),
    Refusal.NO_COMPLETION: _("the completion is empty"),
    Refusal.NO_LABEL: _("the label is empty"),
    Refusal.CELLS: _("it has more cells than the first row; a cell may hold the sign “ | ”"),
}


@dataclass(slots=True)
class Made:
    """What became of the rows of a sheet."""

    added: int = 0
    known: int = 0
    replaced: int = 0  # made before with other columns, and opened by nobody
    left: int = 0  # for the next go
    refused: list[RowPair] = field(default_factory=list)


def sheets_of(document: Document) -> list[Sheet]:
    return rows.sheets(page.content for page in document.pages.filter(state=PageState.READ))


def signature(first: Sequence[str], *, header: bool) -> str:
    """Sheets of one signature are mapped alike: those that begin with the same names, or are as wide and name none."""
    told = "\0".join(cell.casefold() for cell in first) if header else f"{len(first)} columns"
    return hashlib.sha256(told.encode()).hexdigest()


def remembered(project: Project, sheet: Sheet) -> Columns | None:
    """How such a sheet was mapped before; one that names its columns before one that is only as wide."""
    signatures = [signature(sheet.first, header=True), signature(sheet.first, header=False)]
    kept = {mapping.signature: mapping for mapping in project.column_mappings.filter(signature__in=signatures)}
    mapping = next((kept[each] for each in signatures if each in kept), None)
    return Columns(**mapping.columns) if mapping else None


def remember(project: Project, sheet: Sheet, columns: Columns) -> None:
    mark = signature(sheet.first, header=columns.header)
    ColumnMapping.objects.update_or_create(project=project, signature=mark, defaults={"columns": asdict(columns)})


def make(document: Document, sheet: Sheet, columns: Columns, *, by: User) -> Made:
    """Make an example of each row that gives a pair and has none yet; what is refused is told by its row."""
    found = list(rows.pairs(sheet, columns))
    made = Made(refused=[pair for pair in found if pair.refusal])
    wanted: dict[tuple[str, str, str], RowPair] = {}
    for pair in found:
        if not pair.refusal:
            wanted.setdefault(_words(pair.prompt, pair.completion, pair.label), pair)
    with transaction.atomic():
        Project.objects.select_for_update().get(pk=document.project_id)  # one at a time: two would not see each other
        made.replaced = _remove_older(document, sheet, wanted)
        known = {
            _words(*words) for words in _made_before(document).values_list("prompt", "completion", "suggested_label")
        }
        new = [pair for words, pair in wanted.items() if words not in known]
        examples = [_example(document, pair) for pair in new[:AT_ONCE]]
        Trace.objects.keep(Example.objects.bulk_create(examples, batch_size=500))
        place_new(document.project, Example.objects.filter(document=document))
        made.added, made.left = len(examples), len(new) - len(examples)
        made.known = len(found) - len(made.refused) - len(new)
        record(document, Action.IMPORTED, by=by, note=str(made.added))
    return made


def _words(prompt: str, completion: str, label: str) -> tuple[str, str, str]:
    return prompt, completion, label[:80]


def _made_before(document: Document) -> QuerySet[Example]:
    return Example.objects.filter(document=document, drafter=DRAFTER)


def _remove_older(document: Document, sheet: Sheet, wanted: dict[tuple[str, str, str], RowPair]) -> int:
    """Take away what other columns of this sheet had made, where nobody has opened it."""
    pages = {page.number for page, _, _ in sheet.tables}
    unopened = Example.objects.untouched().filter(document=document, drafter=DRAFTER)
    older = [
        example.pk
        for example in unopened.select_for_update(skip_locked=True, of=("self",))
        if example.evidence[0]["page"] in pages
        and _words(example.prompt, example.completion, example.suggested_label) not in wanted
    ]
    Example.objects.filter(pk__in=older).delete()
    return len(older)


def _example(document: Document, pair: RowPair) -> Example:
    return Example(
        project_id=document.project_id, document=document, kind=document.project.kind, drafter=DRAFTER,
        ordinal=pair.row, prompt=pair.prompt, completion=pair.completion, suggested_label=pair.label[:80], score=SCORE,
        evidence=[{"page": span.page, "start": span.start, "end": span.end} for span in pair.spans],
        signature=fingerprint(pair.prompt, pair.completion),
    )  # fmt: skip
