"""Invitations in mails (iCalendar): what is on, when, where and with whom."""

import re
from collections.abc import Iterator

from curation.pipeline.reading.paging import Piece
from curation.pipeline.types import BlockKind

FOLDED = re.compile(r"\r?\n[ \t]")  # a long line goes on in the next
LINE = re.compile(r"([A-Z-]+)((?:;[^:\"]*(?:\"[^\"]*\"[^:\"]*)*)?):(.*)")
TIME = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)\d\d(Z?))?$")
CALLED = re.compile(r"CN=\"?([^;\"]+)")
SHOWN = {
    "SUMMARY": "Subject", "DTSTART": "Start", "DTEND": "End", "LOCATION": "Location", "ORGANIZER": "Organizer",
    "ATTENDEE": "Attendee", "DESCRIPTION": "",
}  # fmt: skip


def pieces(source: str) -> Iterator[Piece]:
    """A paragraph for each event."""
    event: list[str] = []
    within: list[str] = []
    for line in FOLDED.sub("", source).splitlines():
        told = LINE.match(line.strip())
        if told is None:
            continue
        if told[1] == "BEGIN":
            within.append(told[3].upper())
        elif told[1] == "END" and within and within.pop() == "VEVENT":
            yield Piece(BlockKind.PARAGRAPH, "\n".join(event))
            event = []
        elif told[1] in SHOWN and within[-1:] == ["VEVENT"]:  # not in an alarm inside the event
            event.append(f"{SHOWN[told[1]]}: {_value(*told.groups())}".removeprefix(": "))


def _value(name: str, parameters: str, value: str) -> str:
    if time := TIME.match(value) if name.startswith("DT") else None:
        year, month, day, hour, minute, utc = time.groups()
        return f"{year}-{month}-{day}" + (f" {hour}:{minute}" if hour else "") + (" UTC" if utc else "")
    if name in {"ORGANIZER", "ATTENDEE"}:
        address = re.sub("^mailto:", "", value, flags=re.IGNORECASE)
        return f"{called[1]} <{address}>" if (called := CALLED.search(parameters)) else address
    return re.sub(r"\\(.)", lambda sign: "\n" if sign[1] in "nN" else sign[1], value).strip()
