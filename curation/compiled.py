"""Statements that are composed once.

For a small question Django takes several times longer to compose the SQL than the database to answer it
(docs/benchmarks.md). `CompiledRows(build, "project", "user")` keeps what `build` comes to: it is called once, with
stand-ins for the parameters that the names are given to, and each execution fills those in.
"""

from collections.abc import Callable
from copy import copy
from types import SimpleNamespace
from typing import Any, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.models import Model, QuerySet, Value
from django.db.models.sql import UpdateQuery
from django.db.models.sql.compiler import SQLCompiler
from django.db.models.sql.constants import ROW_COUNT

Built = TypeVar("Built")
Row = TypeVar("Row")


class Parameter(Value):
    """Stands for what an execution fills in."""

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        return "%s", (self,)

    def _resolve_output_field(self) -> None:
        """That of what it is compared with."""


class Statement:
    def __init__(self, compiler: SQLCompiler) -> None:
        self._compiler, self._alias = compiler, compiler.using or DEFAULT_DB_ALIAS
        self._sql, self._parameters = compiler.as_sql()

    def filled(self, values: dict[str, Any]) -> SQLCompiler:
        """What executes it, once, in this thread."""
        filled = tuple(values[each.value] if isinstance(each, Parameter) else each for each in self._parameters)
        compiler = copy(self._compiler)
        compiler.connection = connections[self._alias]
        compiler.as_sql = lambda *_args, **_more: (self._sql, filled)  # type: ignore[method-assign]
        return compiler


class _Compiled(Generic[Built]):
    """`build` takes constants, for each set of which there is a statement, and then the parameters."""

    def __init__(self, build: Callable[..., Built], *names: str) -> None:
        self._build, self._names = build, names
        self._known: dict[tuple[Any, ...], tuple[Built, Statement]] = {}

    def _ready(self, *given: Any) -> tuple[Built, SQLCompiler]:
        split = len(given) - len(self._names)
        constants, parameters = given[:split], [each.pk if isinstance(each, Model) else each for each in given[split:]]
        if None in parameters:
            raise TypeError("A parameter cannot be None: nothing equals NULL.")
        if constants not in self._known:
            built = self._build(*constants, *map(Parameter, self._names))
            self._known[constants] = built, Statement(self._compiler(built))
        built, statement = self._known[constants]
        return built, statement.filled(dict(zip(self._names, parameters, strict=True)))

    def _compiler(self, built: Built) -> SQLCompiler:
        raise NotImplementedError


class CompiledRows(_Compiled["QuerySet[Any, Row]"], Generic[Row]):
    """Give it what builds a queryset; call it with constants and parameters for the rows."""

    def __call__(self, *given: Any) -> list[Row]:
        rows, compiler = self._ready(*given)
        query = SimpleNamespace(get_compiler=lambda *_args, **_more: compiler)
        asked: Any = SimpleNamespace(db=rows.db, query=query, model=rows.model, _known_related_objects={})
        iterable: Any = rows._iterable_class
        return list(iterable(asked))

    def plain(self, *given: Any) -> QuerySet[Any, Row]:
        """The same as an ordinary queryset."""
        return self._build(*given)

    def first(self, *given: Any) -> Row | None:
        return next(iter(self(*given)), None)

    def _compiler(self, built: QuerySet[Any, Row]) -> SQLCompiler:
        return built.query.get_compiler(built.db)


class CompiledUpdate(_Compiled["tuple[QuerySet[Any], dict[str, Any]]"]):
    """Give it what builds a queryset and the changes to its rows; call it for the number of rows changed."""

    def __call__(self, *given: Any) -> int:
        (rows, _changes), compiler = self._ready(*given)
        with transaction.mark_for_rollback_on_error(using=rows.db):
            return compiler.execute_sql(ROW_COUNT)  # type: ignore[call-overload]

    def _compiler(self, built: tuple[QuerySet[Any], dict[str, Any]]) -> SQLCompiler:
        rows, changes = built
        query: Any = rows.query.chain(UpdateQuery)
        query.add_update_values(changes)
        query.clear_select_clause()
        return query.get_compiler(rows.db)
