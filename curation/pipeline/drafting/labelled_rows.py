"""Tables that already say what each of their texts is: the text, with that as the label that is suggested."""

from collections.abc import Iterator

from curation.pipeline.drafting.candidates import pieces_of
from curation.pipeline.drafting.table_rows import rows_of
from curation.pipeline.rows import likely
from curation.pipeline.types import BlockKind, Draft, Passage

NAME = "labelled_rows-1"
SCORE = 0.7
SHORTEST, LONGEST_LABEL = 3, 6  # words


def draft(passage: Passage, kind: str, language: str) -> Iterator[Draft]:
    for piece in pieces_of(passage):
        if piece.kind != BlockKind.TABLE:
            continue
        header, *rows = rows_of(piece.text, piece.start)
        columns = likely([cell.text for cell in header], [cell.text for cell in rows[0]] if rows else ())
        if columns.label is None:
            continue
        for row in rows:
            if len(row) != len(header):
                continue
            text, label = row[columns.prompt], row[columns.label]
            if len(text.text.split()) >= SHORTEST and 0 < len(label.text.split()) <= LONGEST_LABEL:
                yield Draft(kind, text.text, "", text.start, text.end, NAME, SCORE, label=label.text)
