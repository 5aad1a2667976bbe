"""What is wrong or worth a look in a set of examples, counted by check."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from typing import Any

from curation.datasets.models import DatasetVersion
from curation.datasets.states import PARTS
from curation.pipeline.formats.registry import FORMATS
from curation.pipeline.seen import Seen, seen
from curation.pipeline.similarity import fingerprint
from curation.pipeline.types import Pair

SHOWN = 20  # examples named per check
FEWEST = 10  # lines that fine-tuning jobs ask for at least
ERRORS: Mapping[str, tuple[str, ...]] = {
    "": ("empty_text", "duplicate"),
    "openai-chat": ("unknown_role", "system_not_first"),
    "openai-completion": ("separator_in_text", "stop_in_text"),
}
WARNINGS = ("overlap", "too_few", "empty_part")


@dataclass(slots=True)
class Result:
    """How many examples (or parts of the split) a check found, and the first of them."""

    check: str
    blocks: bool
    left_out: bool = False
    count: int = 0
    examples: list[int] = field(default_factory=list)

    def add(self, example: int) -> None:
        self.count += 1
        if len(self.examples) < SHOWN:
            self.examples.append(example)


class Checking:
    """Sees every example once, and then again with its part."""

    def __init__(self, version: DatasetVersion, texts: Seen, prompts: Seen) -> None:
        self._formats = [FORMATS[name] for name in version.formats]
        self._options = version.render_options
        self._texts, self._prompts = texts, prompts
        names = [check for of in ("", *version.formats) for check in ERRORS[of]]
        self.results = {name: Result(name, blocks=True, left_out=name in version.leave_out) for name in names}
        self.results |= {name: Result(name, blocks=False) for name in WARNINGS}
        self.left_out = 0

    def keeps(self, pair: Pair, example: int) -> bool:
        """Count what is wrong with the example; False when it is to be left out for that."""
        found = {problem.check for of in self._formats for problem in of.problems(pair, self._options)}
        if not found and self._texts.first(_text_mark(pair), example) != example:
            found.add("duplicate")
        for check in found:
            self.results[check].add(example)
        out = any(self.results[check].left_out for check in found)
        self.left_out += out
        return not out

    def see_part(self, pair: Pair, example: int, part: str) -> None:
        """Count an example whose prompt came by in another part."""
        number = PARTS.index(part)
        if self._prompts.first(_prompt_mark(pair), number) != number:
            self.results["overlap"].add(example)

    def see_sizes(self, sizes: Mapping[str, int]) -> None:
        """Look at the number of lines in each part that has a share."""
        self.results["too_few"].count = int(sizes.get("train", 0) < FEWEST)
        self.results["empty_part"].count = sum(1 for size in sizes.values() if not size)

    @property
    def blocked(self) -> bool:
        return any(result.blocks and result.count and not result.left_out for result in self.results.values())

    def rows(self) -> list[dict[str, Any]]:
        return [asdict(result) for result in self.results.values()]


@contextmanager
def checking(version: DatasetVersion) -> Iterator[Checking]:
    with seen() as texts, seen() as prompts:
        yield Checking(version, texts, prompts)


def _text_mark(pair: Pair) -> bytes:
    return bytes.fromhex(fingerprint(_before(pair.context) + pair.prompt, pair.completion))


def _prompt_mark(pair: Pair) -> bytes:
    return bytes.fromhex(fingerprint(_before(pair.context) + pair.prompt, ""))


def _before(context: Iterable[tuple[str, str]]) -> str:
    return "".join(f"{role}\x1f{content}\x1f" for role, content in context)
