"""What a model is asked to answer with, and reading it: `{"drafts": [{prompt, completion, quotes, ...}]}`."""

import json
import re
from dataclasses import dataclass
from typing import Any

TEXT = {"type": "string"}
TURN = {
    "type": "object",
    "properties": {"role": {"type": "string", "enum": ["user", "assistant"]}, "content": TEXT},
    "required": ["role", "content"],
    "additionalProperties": False,
}
FENCE = re.compile(r"\A\s*```(?:json)?\s*|\s*```\s*\Z")


class MalformedAnswer(ValueError):
    """The answer is not what was asked for; says in what."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One draft as the model gave it; nothing of it has been held against the source."""

    prompt: str
    completion: str
    quotes: tuple[str, ...]
    label: str = ""
    context: tuple[tuple[str, str], ...] = ()


def schema(kind: str) -> dict[str, Any]:
    """The JSON schema of an answer; strict endpoints want every property to be required."""
    properties: dict[str, Any] = {"prompt": TEXT, "completion": TEXT, "quotes": {"type": "array", "items": TEXT}}
    if kind == "classification":
        properties = {"label": TEXT, "quotes": properties["quotes"]}
    if kind == "summary":
        del properties["prompt"]  # what is summed up is the passage itself
    if kind == "conversation":
        properties = {"before": {"type": "array", "items": TURN}} | properties
    draft = {
        "type": "object", "properties": properties, "required": list(properties), "additionalProperties": False,
    }  # fmt: skip
    return {
        "type": "object",
        "properties": {"drafts": {"type": "array", "items": draft}},
        "required": ["drafts"],
        "additionalProperties": False,
    }


def read(text: str, kind: str, passage: str) -> list[Answer]:
    """The drafts of an answer; raise MalformedAnswer."""
    try:
        told = json.loads(FENCE.sub("", text))
    except ValueError as error:
        raise MalformedAnswer(f"It is not JSON: {error}") from error
    drafts = told.get("drafts") if isinstance(told, dict) else None
    if not isinstance(drafts, list):
        raise MalformedAnswer('It has no list called "drafts".')
    return [_answer(draft, kind, passage) for draft in drafts]


def _answer(draft: Any, kind: str, passage: str) -> Answer:
    if not isinstance(draft, dict):
        raise MalformedAnswer("A draft is not an object.")
    about_passage = kind in ("summary", "classification")
    try:
        return Answer(
            prompt=passage if about_passage else _text(draft, "prompt"),
            completion="" if kind == "classification" else _text(draft, "completion"),
            quotes=tuple(_storable(str(quote)) for quote in draft.get("quotes") or ()),
            label=_text(draft, "label") if kind == "classification" else "",
            context=tuple((_text(turn, "role"), _text(turn, "content")) for turn in draft.get("before") or ()),
        )
    except TypeError as error:
        raise MalformedAnswer(str(error)) from error


def _text(draft: Any, name: str) -> str:
    value = draft.get(name) if isinstance(draft, dict) else None
    if not isinstance(value, str):
        raise MalformedAnswer(f'"{name}" is missing, or is no text.')
    return _storable(value)


def _storable(text: str) -> str:
    """Without what no database takes: NUL, and half a surrogate pair."""
    return text.encode("utf-8", "replace").decode().replace("\0", "").strip()
