"""Mail: its headers as first lines, its text, the names of what is attached."""

import email
import email.policy
from collections.abc import Iterator
from email.message import EmailMessage, MIMEPart
from pathlib import Path

from curation.pipeline.errors import Damaged
from curation.pipeline.limits import Limits
from curation.pipeline.reading import html_blocks, plain
from curation.pipeline.reading.decoding import decode
from curation.pipeline.reading.members import Member
from curation.pipeline.reading.paging import Leaf, Piece, paged
from curation.pipeline.reading.whole import whole
from curation.pipeline.types import BlockKind

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
    attached = [name for part in message.iter_attachments() if (name := part.get_filename())]
    if attached:
        headers.append(f"Attachments: {', '.join(attached)}")
    yield Piece(BlockKind.PARAGRAPH, "\n".join(headers))
    body = message.get_body(("plain", "html"))
    if body is None:
        return
    text = _text(body)
    yield from plain.pieces(text) if body.get_content_subtype() == "plain" else html_blocks.pieces(text)


def members(path: Path, limits: Limits) -> Iterator[Member]:
    """What is attached; a mail that was forwarded whole is a mail again."""
    try:
        for part in parsed(path).iter_attachments():
            if part.get_content_type() == "message/rfc822":
                inner = part.get_content()
                yield f"{inner['Subject'] or 'mail'}.eml".replace("/", "-"), inner.as_bytes()
            elif not part.is_multipart():
                content = part.get_payload(decode=True)
                yield part.get_filename() or "attachment", content if isinstance(content, bytes) else b""
    except BROKEN as error:
        raise Damaged("The file is damaged: it cannot be read as a mail.") from error


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
