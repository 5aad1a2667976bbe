"""Prompt and completion a line, the older form: a separator ends the prompt, a stop sequence the completion."""

from collections.abc import Iterator

from curation.pipeline.formats.options import Options
from curation.pipeline.types import Finding, Pair

SPEAKERS = {"user": "User: ", "assistant": "Assistant: "}


def render(pair: Pair, options: Options) -> dict[str, object]:
    space = " " if options.leading_space else ""
    return {
        "prompt": _prompt(pair) + options.separator,
        "completion": space + pair.completion.strip() + options.stop,
    }


def problems(pair: Pair, options: Options) -> Iterator[Finding]:
    texts = (("prompt", _prompt(pair)), ("completion", pair.completion.strip()))
    for field, text in (("prompt", pair.prompt), ("completion", pair.completion)):
        if not text.strip():
            yield Finding("empty_text", blocks=True, values={"field": field})
    for check, mark in (("separator_in_text", options.separator), ("stop_in_text", options.stop)):
        for field, text in texts:
            if mark and mark in text:
                yield Finding(check, blocks=True, values={"field": field, "mark": mark})


def _prompt(pair: Pair) -> str:
    """The context above the prompt. Who speaks is said only where there are earlier turns to tell apart."""
    if all(role not in SPEAKERS for role, _ in pair.context):
        return "\n\n".join([*(content.strip() for _, content in pair.context), pair.prompt.strip()])
    turns = [*pair.context, ("user", pair.prompt)]
    return "\n\n".join(SPEAKERS.get(role, "") + content.strip() for role, content in turns)
