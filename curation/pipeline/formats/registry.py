"""Every output format by the name that people choose it by."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from curation.pipeline.formats import openai_chat, openai_completion
from curation.pipeline.formats.options import Options
from curation.pipeline.types import Finding, Pair


@dataclass(frozen=True, slots=True)
class Format:
    render: Callable[[Pair, Options], dict[str, object]]
    find: Callable[[Pair, Options], Iterable[Finding]]

    def problems(self, pair: Pair, options: Options) -> list[Finding]:
        """Why this pair would make an invalid or misleading line; empty when it is good."""
        return list(self.find(pair, options))


FORMATS: Mapping[str, Format] = {
    "openai-chat": Format(openai_chat.render, openai_chat.problems),
    "openai-completion": Format(openai_completion.render, openai_completion.problems),
}
