"""Pairs from files that people bring: JSONL or CSV, a row at a time, each good or with the reason why not."""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from curation.pipeline.types import Pair

BOM = "\ufeff"
ROLES = ("system", "user", "assistant")


class RowError(ValueError):
    """The sentence says what is wrong with the row."""


@dataclass(frozen=True, slots=True)
class Row:
    """Line `number` of the file, from 1: a pair, or the reason why it is none."""

    number: int
    pair: Pair | None
    reason: str = ""


def parse_jsonl(lines: Iterable[str | bytes]) -> Iterator[Row]:
    """One row for each line that is not blank."""
    for number, line in enumerate(lines, start=1):
        try:
            text = _decoded(line)
            if number == 1:
                text = text.removeprefix(BOM)
            if text.strip():
                yield Row(number, _pair(_object(text)))
        except RowError as bad:
            yield Row(number, None, str(bad))


def parse_csv(text: str) -> Iterator[Row]:
    """One row for each record; the first line names the columns, of which prompt and completion are read."""
    text = text.removeprefix(BOM)
    first_line = text.lstrip().partition("\n")[0]
    # Spreadsheets that write decimal commas separate columns with semicolons.
    delimiter = max(",;\t", key=first_line.count)
    records = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    columns: list[str] | None = None
    while True:
        number = records.line_num + 1
        try:
            record = next(records)
            if not any(cell.strip() for cell in record):
                continue
            if columns is not None:
                yield Row(number, _pair(_named(columns, record)))
                continue
            columns = [name.strip().casefold() for name in record]
            if not {"prompt", "completion"} <= set(columns):
                yield Row(number, None, "The first line must name the columns prompt and completion.")
                return
        except StopIteration:
            return
        except csv.Error as error:
            yield Row(number, None, f"This is not valid CSV: {error}.")
        except RowError as bad:
            yield Row(number, None, str(bad))


def _decoded(line: str | bytes) -> str:
    if isinstance(line, str):
        return line
    try:
        return line.decode()
    except UnicodeDecodeError as error:
        raise RowError(f"Byte {error.start + 1} of this line is not UTF-8 text.") from error


def _object(text: str) -> Mapping[str, object]:
    try:
        row = json.loads(text)
    except json.JSONDecodeError as error:
        raise RowError(f"This is not valid JSON: {error.msg} at character {error.pos + 1}.") from error
    except (ValueError, RecursionError) as error:  # a number of thousands of digits; brackets thousands deep
        raise RowError("This JSON is too large or too deep to read.") from error
    if not isinstance(row, dict):
        raise RowError("The line must be a JSON object, in curly brackets.")
    return row


def _named(columns: list[str], record: list[str]) -> Mapping[str, object]:
    if len(record) != len(columns):
        raise RowError(f"This row has {len(record)} cells where the first line names {len(columns)} columns.")
    return dict(zip(columns, record, strict=True))


def _pair(row: Mapping[str, object]) -> Pair:
    if "messages" in row:
        return _from_messages(row["messages"])
    for name in ("prompt", "completion"):
        if name not in row:
            raise RowError(f"There is no {name}. A row has prompt and completion, or messages.")
    return Pair(_text(row["prompt"], "The prompt"), _text(row["completion"], "The completion"))


def _from_messages(messages: object) -> Pair:
    if not isinstance(messages, list) or not messages:
        raise RowError("messages must be a list with at least a user and an assistant message.")
    turns = [_turn(message, number) for number, message in enumerate(messages, start=1)]
    if [role for role, _ in turns[-2:]] != ["user", "assistant"]:
        raise RowError("The last two messages must be one from the user and then one from the assistant.")
    if "system" in [role for role, _ in turns[1:]]:
        raise RowError("A system message can only be the first one.")
    return Pair(turns[-2][1], turns[-1][1], context=tuple(turns[:-2]))


def _turn(message: object, number: int) -> tuple[str, str]:
    if not isinstance(message, dict):
        raise RowError(f"Message {number} must be an object with role and content.")
    role = message.get("role")
    if role not in ROLES:
        raise RowError(f"Message {number} has the role {role!r}; it must be one of {', '.join(ROLES)}.")
    return role, _text(message.get("content"), f"The content of message {number}")


def _text(value: object, name: str) -> str:
    if not isinstance(value, str):
        raise RowError(f"{name} must be text.")
    if not value.strip():
        raise RowError(f"{name} is empty.")
    if "\x00" in value:
        raise RowError(f"{name} holds a NUL character, which no text has.")
    if any("\ud800" <= character <= "\udfff" for character in value):
        raise RowError(f"{name} holds half of a character (a lone surrogate).")
    return value.strip()
