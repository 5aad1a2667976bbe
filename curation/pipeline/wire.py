"""Pages and errors as JSON lines, between the process that reads and the one that waits for it."""

import json
from dataclasses import asdict
from operator import attrgetter
from pathlib import Path
from typing import Any

from curation.pipeline.errors import BY_CODE, UnreadableDocument
from curation.pipeline.limits import Limits, Options
from curation.pipeline.types import Block, BlockKind, Method, Outline, Page, Word

PLAIN = ("number", "text", "method", "width", "height", "confidence", "engine", "dpi", "angle", "note", "alternative")
BLOCK = attrgetter("kind", "start", "end", "level")
Message = dict[str, Any]


def line(message: Message | int | tuple[int, int]) -> bytes:
    return json.dumps(message, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace") + b"\n"


def from_page(page: Page) -> Message:
    message: Message = {name: getattr(page, name) for name in PLAIN}
    return message | {"words": page.words, "blocks": [BLOCK(block) for block in page.blocks]}


def to_page(message: Message) -> Page:
    plain = message | {"method": Method(message["method"])}
    plain["words"] = tuple(map(Word._make, message["words"]))
    plain["blocks"] = tuple(Block(BlockKind(kind), *rest) for kind, *rest in message["blocks"])
    return Page(**plain)


def from_error(error: UnreadableDocument) -> Message:
    return {"code": error.code, "message": str(error)}


def to_error(message: Message) -> UnreadableDocument:
    return BY_CODE.get(message["code"], UnreadableDocument)(message["message"])


def from_outline(outline: Outline) -> Message:
    return asdict(outline)


def to_outline(message: Message) -> Outline:
    return Outline(**message | {"labels": tuple(message["labels"])})


def from_options(options: Options) -> Message:
    return asdict(options) | {"cache": str(options.cache) if options.cache else None}


def to_options(message: Message) -> Options:
    plain = message | {"languages": tuple(message["languages"]), "limits": Limits(**message["limits"])}
    return Options(**plain | {"cache": Path(message["cache"]) if message["cache"] else None})


def request(job: str, path: Path, media_type: str, options: Options, **rest: Any) -> bytes:
    plain = {"job": job, "path": str(path.resolve()), "media_type": media_type, "options": from_options(options)}
    return line(plain | rest)
