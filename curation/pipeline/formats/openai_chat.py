"""One conversation a line, as OpenAI's chat fine-tuning and most open-weights trainers read it."""

from collections.abc import Iterator

from curation.pipeline.formats.options import Options
from curation.pipeline.types import Finding, Pair

ROLES = ("system", "user", "assistant")


def render(pair: Pair, options: Options) -> dict[str, object]:
    return {"messages": [{"role": role, "content": content} for role, content in _turns(pair, options)]}


def problems(pair: Pair, options: Options) -> Iterator[Finding]:
    turns = _turns(pair, options)
    for number, (role, content) in enumerate(turns, start=1):
        if not content.strip():
            yield Finding("empty_text", blocks=True, values={"turn": number, "role": role})
        if role not in ROLES:
            yield Finding("unknown_role", blocks=True, values={"turn": number, "role": role})
    roles = [role for role, _ in turns]
    if "system" in roles[1:]:
        yield Finding("system_not_first", blocks=True, values={"turn": roles.index("system", 1) + 1})


def _turns(pair: Pair, options: Options) -> list[tuple[str, str]]:
    turns = [*pair.context, ("user", pair.prompt), ("assistant", pair.completion)]
    if options.system and turns[0][0] != "system":
        turns.insert(0, ("system", options.system))
    return turns
