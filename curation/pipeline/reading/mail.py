"""Mail: its headers as first lines, its text, the names of what is attached."""

import email
import email.policy
from collections.abc import Callable, Iterable, Iterator
from email.message import EmailMessage, MIMEPart
from itertools import islice
from pathlib import Path

from curation.pipeline.errors import Damaged
from curation.pipeline.limits import Limits
from curation.pipeline.reading import html_blocks, invitation, plain
from curation.pipeline.reading.decoding import decode
from curation.pipeline.reading.members import Member
from curation.pipeline.reading.paging import Leaf, Piece, paged
from curation.pipeline.reading.whole import whole
from curation.pipeline.types import BlockKind

READ_AS: dict[str, Callable[[str], Iterable[Piece]]] = {
    "text/html": html_blocks.pieces,
    "text/calendar": invitation.pieces,
}
SHOWN = ("From", "To", "Cc", "Date", "Subject")
# What a broken header or a wrong length makes the parser raise.
BROKEN = (LookupError, ValueError, AttributeError, TypeError, RecursionError, AssertionError)


def _leaves(path: Path, limits: Limits) -> list[Leaf]:
    try:
        return paged(_pieces(parsed(path)), limits)
    except BROKEN as error:
        raise Damaged("The file is damaged: it cannot be read as a mail.") from error


def parsed(path: Path) -> EmailMessage:
    return email.message_from_bytes(path.read_bytes(), policy=email.policy.default)


def _pieces(message: EmailMessage) -> Iterator[Piece]:
    headers = [f"{name}: {' '.join(str(message[name]).split())}" for name in SHOWN if message[name]]
    attached = [name for part in message.iter_attachments() if (name := _name(part))]
    if attached:
        headers.append(f"Attachments: {', '.join(attached)}")
    yield Piece(BlockKind.PARAGRAPH, "\n".join(headers))
    for part in _shown(message):
        read = READ_AS.get(part.get_content_type(), plain.pieces)
        yield from read(_text(part))


def _shown(part: MIMEPart) -> Iterator[MIMEPart]:
    """The parts that a mail program shows one under the other; of several forms of the same, the plainest."""
    kind = part.get_content_type()
    if part.is_attachment() or part.get_filename() or kind == "message/rfc822":
        return
    if kind == "multipart/alternative":
        yield from _plainest(part)
    elif kind == "multipart/related":  # the first is shown, the others are its pictures
        yield from (shown for first in islice(part.iter_parts(), 1) for shown in _shown(first))
    elif part.is_multipart():
        yield from (shown for inner in part.iter_parts() for shown in _shown(inner))
    elif part.get_content_maintype() == "text":
        yield part


def _plainest(part: MIMEPart) -> Iterator[MIMEPart]:
    forms = [shown for inner in part.iter_parts() for shown in _shown(inner)]
    said = [form for form in forms if form.get_content_type() in ("text/plain", "text/html") and _text(form).strip()]
    yield from sorted(said, key=lambda form: form.get_content_type() == "text/html")[:1]
    yield from (form for form in forms if form.get_content_type() == "text/calendar")


def members(path: Path, limits: Limits) -> Iterator[Member]:
    """What is attached; a mail that was forwarded whole is a mail again."""
    try:
        for part in parsed(path).iter_attachments():
            if part.get_content_type() == "message/rfc822":
                yield _name(part), part.get_content().as_bytes()
            elif not part.is_multipart() and not any(part is shown for shown in _shown(part)):
                content = part.get_payload(decode=True)
                yield part.get_filename() or "attachment", content if isinstance(content, bytes) else b""
    except BROKEN as error:
        raise Damaged("The file is damaged: it cannot be read as a mail.") from error


def _name(part: MIMEPart) -> str:
    """What an attachment is called; a mail by its subject."""
    if part.get_content_type() != "message/rfc822":
        return part.get_filename() or ""
    return f"{part.get_content()['Subject'] or 'mail'}.eml".replace("/", "-")


def _text(part: MIMEPart) -> str:
    """In the encoding that the mail names, or the likeliest one where it names none or a wrong one."""
    content = part.get_payload(decode=True)
    if not isinstance(content, bytes):
        return str(content)
    try:
        return content.decode(part.get_content_charset() or "utf-8").replace("\r\n", "\n")
    except (LookupError, UnicodeDecodeError):
        return decode(content).replace("\r\n", "\n")


outline, opened = whole(_leaves)
