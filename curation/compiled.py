"""Statements that are composed once.

For a small question Django takes several times longer to compose the SQL than the database to answer it
(docs/benchmarks.md). `CompiledRows(build, "project", "user")` keeps what `build` comes to: it is called once, with
stand-ins for the parameters that the names are given to, and each execution fills those in. PostgreSQL parses such a
statement once for each connection, and plans it once where its own comparison finds that good enough; where it
is wrong about that, give `prepared=False`.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from copy import copy
from datetime import datetime
from types import SimpleNamespace
from typing import Any, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.backends.postgresql.base import ServerBindingCursor
from django.db.models import Model, QuerySet, Value
from django.db.models.sql import UpdateQuery
from django.db.models.sql.compiler import SQLCompiler
from django.db.models.sql.constants import CURSOR, ROW_COUNT
from psycopg.sql import quote

Row = TypeVar("Row")
LARGEST = 2**63 - 1


class Parameter(Value):
    """Stands for what an execution fills in."""

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        return "%s", (self,)

    def _resolve_output_field(self) -> None:
        """That of what it is compared with."""


class Preparing:
    """A connection to PostgreSQL that keeps what it executes as a prepared statement."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection

    def __getattr__(self, name: str) -> Any:
        return getattr(self._connection, name)

    def cursor(self) -> Any:
        if self._connection.queries_logged:  # with their values, which only the usual cursor knows
            return self._connection.cursor()
        self._connection.ensure_connection()
        driver = self._connection.connection
        usual, driver.cursor_factory = driver.cursor_factory, ServerBindingCursor
        try:
            return self._connection.cursor()
        finally:
            driver.cursor_factory = usual


class Statement:
    def __init__(self, compiler: SQLCompiler, prepared: bool, around: str = "%s") -> None:
        self._compiler, self.alias = compiler, compiler.using or DEFAULT_DB_ALIAS
        self._prepared = prepared and connections[self.alias].vendor == "postgresql"
        self._converters: dict[int, Any] | None = None
        sql, given = compiler.as_sql()
        if self._prepared:
            sql, given = _written_in(sql, given)
        self._sql, self._parameters = around.replace("%s", sql), given

    def filled(self, values: dict[str, Any]) -> SQLCompiler:
        """What executes it, once, in this thread."""
        compiler = copy(self._compiler)
        connection = connections[self.alias]
        compiler.connection = Preparing(connection) if self._prepared else connection  # type: ignore[assignment]
        known = {name: self._adapted(value, compiler.connection) for name, value in values.items()}
        filled = tuple(known[each.value] if isinstance(each, Parameter) else each for each in self._parameters)
        compiler.as_sql = lambda *_args, **_more: (self._sql, filled)  # type: ignore[method-assign]
        compiler.get_converters = self._converters_of  # type: ignore[method-assign, assignment]
        return compiler

    def _converters_of(self, columns: list[Any]) -> dict[int, Any]:
        """A quarter of what a row costs Django, and the same each time."""
        if self._converters is None:
            self._converters = self._compiler.get_converters(columns)
        return self._converters

    @staticmethod
    def _adapted(value: Any, connection: Any) -> Any:
        return connection.ops.adapt_datetimefield_value(value) if isinstance(value, datetime) else value


class _Compiled(Generic[Row]):
    """Give it what builds a queryset from constants, for each set of which there is a statement, and parameters."""

    def __init__(self, build: "Callable[..., QuerySet[Any, Row]]", *names: str, prepared: bool = True) -> None:
        self._build, self._names, self._prepared = build, names, prepared
        self._known: dict[Hashable, Any] = {}

    def plain(self, *given: Any) -> "QuerySet[Any, Row]":
        """The same as an ordinary queryset."""
        return self._build(*given)

    def _parts(self, given: Sequence[Any]) -> tuple[tuple[Any, ...], dict[str, Any]]:
        """The constants, and the parameters by name."""
        split = len(given) - len(self._names)
        parameters = [_comparable(_plain(each)) for each in given[split:]]
        if None in parameters:
            raise TypeError("A parameter cannot be None: nothing equals NULL.")
        return tuple(given[:split]), dict(zip(self._names, parameters, strict=True))

    def _rows(self, constants: Iterable[Any]) -> "QuerySet[Any, Row]":
        return self._build(*constants, *map(Parameter, self._names))

    def _statement(self, rows: "QuerySet[Any, Any]", around: str = "%s") -> Statement:
        return Statement(rows.query.get_compiler(rows.db), self._prepared, around)


class CompiledRows(_Compiled[Row]):
    """Call it with constants and parameters for the rows."""

    def __call__(self, *given: Any) -> list[Row]:
        constants, parameters = self._parts(given)
        if constants not in self._known:
            rows = self._rows(constants)
            self._known[constants] = rows, self._statement(rows)
        rows, statement = self._known[constants]
        query = SimpleNamespace(get_compiler=lambda *_args, **_more: statement.filled(parameters))
        asked = SimpleNamespace(db=rows.db, query=query, model=rows.model, _known_related_objects={}, _fields=())
        return list(rows._iterable_class(asked))

    def first(self, *given: Any) -> Row | None:
        return next(iter(self(*given)), None)


class CompiledCount(_Compiled[Any]):
    """Call it with constants and parameters for the number of rows."""

    def __call__(self, *given: Any) -> int:
        constants, parameters = self._parts(given)
        if constants not in self._known:
            rows = self._rows(constants)
            self._known[constants] = self._statement(rows, "SELECT COUNT(*) FROM (%s) counted")
        found = self._known[constants].filled(parameters).execute_sql(CURSOR)
        with found as cursor:
            return int(cursor.fetchone()[0])


class CompiledUpdate(_Compiled[Any]):
    """Call it with the changes, as `update` takes them, and then constants and parameters; it tells how many rows
    it changed. Changes that are expressions are constants."""

    def __call__(self, changes: Mapping[str, Any], *given: Any) -> int:
        constants, parameters = self._parts(given)
        shape = tuple((name, value if _is_expression(value) else None) for name, value in changes.items())
        if (shape, constants) not in self._known:
            self._known[shape, constants] = self._composed(changes, constants)
        fields, statement = self._known[shape, constants]
        for name, field in fields.items():
            parameters[f"to {name}"] = field.get_db_prep_save(_plain(changes[name]), connections[statement.alias])
        with transaction.mark_for_rollback_on_error(using=statement.alias):
            return statement.filled(parameters).execute_sql(ROW_COUNT)

    def _composed(self, changes: Mapping[str, Any], constants: Iterable[Any]) -> tuple[dict[str, Any], Statement]:
        rows = self._rows(constants)
        query: Any = rows.query.chain(UpdateQuery)
        fields = {
            name: rows.model._meta.get_field(name) for name, value in changes.items() if not _is_expression(value)
        }
        query.add_update_values(dict(changes) | {name: Parameter(f"to {name}") for name in fields})
        query.clear_select_clause()
        return fields, Statement(query.get_compiler(rows.db), self._prepared)


def _written_in(sql: str, given: Iterable[Any]) -> tuple[str, tuple[Any, ...]]:
    """Constants where they stand: a plan kept for all parameters can use a partial index only if it sees them."""
    parts = sql.split("%s")
    written = ("%s" if isinstance(each, Parameter) else quote(each).replace("%", "%%") for each in given)
    filled = "".join(part + value for part, value in zip(parts, (*written, ""), strict=True))
    return filled, tuple(each for each in given if isinstance(each, Parameter))


def _plain(value: Any) -> Any:
    return value.pk if isinstance(value, Model) else value


def _comparable(value: Any) -> Any:
    """A number from an address may be larger than any that a database knows: it compares as the largest one does."""
    return min(max(value, -LARGEST), LARGEST) if isinstance(value, int) else value


def _is_expression(value: Any) -> bool:
    return hasattr(value, "resolve_expression")
