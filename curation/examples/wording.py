"""Which examples hold some words in their texts. The database keeps the words (`migrations/_triggers.py`).

A word is found by its beginning and without its accents, several in quotation marks as they follow each other. Where
few examples hold them, the index gives them all; where many do, walking from the newest on soon fills a page.
"""

from typing import Any

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from django.db.models import BooleanField, Func, Q, Value
from django.db.models.expressions import RawSQL

from curation.projects.models import Project

FEW = 10_000


class Holds(Func):
    """Whether what is kept of one example answers a query: a function that no index serves, unlike `@@`.

    So the rows are walked in the order that is asked for, and each is looked up: `Holds(query, example)`.
    """

    template = "(SELECT ts_match_vq(words, %(expressions)s)"
    arg_joiner = ") FROM examples_words WHERE example_id = "
    output_field = BooleanField()


def holding(project: Project, words: list[str]) -> Q:
    """The examples of the project that hold all of the words."""
    return (_postgresql if connection.vendor == "postgresql" else _sqlite)(project, words)


def _postgresql(project: Project, words: list[str]) -> Q:
    """A word without a letter or a digit gives no query but NULL, which nothing answers."""
    one = "(NULLIF(phraseto_tsquery('simple', examples_folded(%s))::text, '') || ':*')::tsquery"
    asked = "SELECT " + " && ".join(["%s::tsquery", *[one] * len(words)])
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(asked, [f"'#{project.pk}'", *words])
        query = cursor.fetchone()[0]
        # Its planner knows only frequent words, and would rather read all rows than believe in a rare one.
        cursor.execute("SET LOCAL enable_seqscan = off")
        found = _few(cursor, "SELECT example_id FROM examples_words WHERE words @@ %s::tsquery", [query])
        cursor.execute("SET LOCAL enable_seqscan TO DEFAULT")
    return Q(Holds(Value(query), "pk")) if found is None else Q(pk__in=found)


def _sqlite(project: Project, words: list[str]) -> Q:
    asked = [word.replace('"', " ") for word in words]
    query = " ".join(f'"{word}"*' for word in asked) if all(map(_says_something, asked)) else '""'
    held, match = "SELECT examples_words.rowid FROM examples_words", "WHERE examples_words MATCH %s"
    ours = f"{held} JOIN examples_example e ON e.id = examples_words.rowid AND e.project_id = %s {match}"
    with connection.cursor() as cursor:
        found = _few(cursor, ours, [project.pk, query])
    return Q(pk__in=RawSQL(f"{held} {match}", [query]) if found is None else found)  # noqa: S611  # a parameter


def _says_something(word: str) -> bool:
    return any(map(str.isalnum, word))


def _few(cursor: CursorWrapper, sql: str, values: list[Any]) -> list[int] | None:
    """All that the index gives; None when these are more than `FEW`."""
    cursor.execute(f"{sql} LIMIT {FEW + 1}", values)
    found = [pk for (pk,) in cursor.fetchall()]
    return found if len(found) <= FEW else None
