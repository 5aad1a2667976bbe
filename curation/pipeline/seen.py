"""Which marks came by before, of any number of them, in little memory."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager

CACHE_KIB = 1024  # as quick at 300,000 marks as eight times as much: what is spilt stays in the system's own cache


class Seen:
    """Remembers a number with the first sight of each mark."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        connection.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
        connection.execute("CREATE TABLE seen (mark BLOB PRIMARY KEY, number INTEGER) WITHOUT ROWID")
        connection.execute("BEGIN")

    def first(self, mark: bytes, number: int) -> int:
        """The number that came with this mark the first time: `number` itself when that is now."""
        if self._connection.execute("INSERT OR IGNORE INTO seen VALUES (?, ?)", (mark, number)).rowcount:
            return number
        return int(self._connection.execute("SELECT number FROM seen WHERE mark = ?", (mark,)).fetchone()[0])


@contextmanager
def seen() -> Iterator[Seen]:
    # An empty name is a private database of SQLite's own that spills to a temporary file when its cache is full.
    with closing(sqlite3.connect("", isolation_level=None)) as connection:
        yield Seen(connection)
