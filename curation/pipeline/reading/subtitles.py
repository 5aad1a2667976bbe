"""WebVTT and SRT: what was said, a speaker's turn at a time."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from io import StringIO
from pathlib import Path

import webvtt
from webvtt.errors import MalformedCaptionError, MalformedFileError

from curation.pipeline.errors import Damaged
from curation.pipeline.limits import Limits
from curation.pipeline.reading.decoding import read_text
from curation.pipeline.reading.paging import Leaf, Piece, paged
from curation.pipeline.reading.whole import whole
from curation.pipeline.types import BlockKind

VOICE = re.compile(r"<v(?:\.[^ >]*)?\s+([^>]+)>")
TAG = re.compile(r"</?[a-z][^>]*>|<[\d:.]+>|\{\\[^}]*\}", re.IGNORECASE)
NAMED = re.compile(r"([A-ZÀ-Þ][\w.'’ -]{0,30}):\s+(?=\S)")
DASH = re.compile(r"[-–—]\s*(?=\S)")
PAUSE = 3  # seconds: what follows begins a paragraph
LONG = 600  # characters: the next sentence begins a paragraph
ENDS = (".", "?", "!", "…", '."', ".”")


@dataclass(slots=True)
class Turn:
    speaker: str
    text: str
    until: float


def _leaves(path: Path, limits: Limits) -> list[Leaf]:
    text, removed = read_text(path)
    return paged(pieces(text), limits, removed=removed)


def pieces(text: str) -> Iterator[Piece]:
    """A paragraph for each turn; "Speaker: text" where the file names the speaker."""
    for turn in _turns(_captions(text)):
        said = f"{turn.speaker}: {turn.text}" if turn.speaker else turn.text
        yield Piece(BlockKind.PARAGRAPH, said)


def _captions(text: str) -> list[webvtt.Caption]:
    lenient = text.lstrip("\ufeff\n ")
    try:
        kind = "vtt" if lenient.startswith("WEBVTT") else "srt"
        return webvtt.from_buffer(StringIO(lenient), format=kind).captions
    except (MalformedFileError, MalformedCaptionError, ValueError, IndexError) as error:
        raise Damaged("The file is damaged: it cannot be read as subtitles.") from error


def _turns(captions: list[webvtt.Caption]) -> Iterator[Turn]:
    turn: Turn | None = None
    for caption in captions:
        for speaker, text, begins in _said(caption):
            same = turn and not begins and speaker in ("", turn.speaker)
            if turn and same and not _pauses(turn, caption):
                # Live captions roll: each shows the line before it once more.
                turn.text += "" if turn.text.endswith(text) else f" {text}"
                turn.until = caption.end_in_seconds
                continue
            if turn:
                yield turn
            turn = Turn(turn.speaker if turn and same else speaker, text, caption.end_in_seconds)
    if turn:
        yield turn


def _said(caption: webvtt.Caption) -> Iterator[tuple[str, str, bool]]:
    """The speaker, the words, and whether a turn begins with them, for each line of a caption."""
    for line in caption.raw_text.split("\n"):
        voice = VOICE.search(line)
        text = unescape(TAG.sub("", line)).strip()
        name = NAMED.match(text)
        if voice:
            yield voice[1].strip(), text, False
        elif name:
            yield name[1], text[name.end() :], False
        elif dash := DASH.match(text):
            yield "", text[dash.end() :], True
        elif text:
            yield "", text, False


def _pauses(turn: Turn, caption: webvtt.Caption) -> bool:
    silence = caption.start_in_seconds - turn.until
    return turn.text.endswith(ENDS) and (silence > PAUSE or len(turn.text) > LONG)


outline, opened = whole(_leaves)
