"""The messages that ask a model for drafts of a passage, or for one draft rewritten."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from curation.pipeline import language
from curation.pipeline.drafting.model.endpoint import Message
from curation.pipeline.drafting.model.wording import FIELDS, PLAIN_FIELDS, RULES, TASKS, WORDS
from curation.pipeline.types import Pair, Passage

WORDS_A_DRAFT = 60  # of a passage
MOST = 8
EXAMPLES, LONGEST_EXAMPLE, LONGEST_GUIDELINE = 5, 600, 4000  # characters
ONE_EACH = ("summary", "classification")


@dataclass(frozen=True, slots=True)
class Style:
    """What a project says of how its examples are written."""

    kind: str
    language: str  # where the passage tells none
    guideline: str = ""
    examples: tuple[Pair, ...] = ()
    labels: tuple[str, ...] = ()
    most: int = MOST  # drafts of one passage


def count_for(passage: Passage, most: int) -> int:
    """How many drafts a passage of this length may give."""
    return max(1, min(most, len(passage.text.split()) // WORDS_A_DRAFT))


def for_drafts(passage: Passage, style: Style) -> list[Message]:
    spoken = _spoken(passage, style)
    labels = WORDS[spoken]["labels"].format(labels=", ".join(style.labels)) if style.labels else ""
    sentences = max(2, min(6, len(passage.text.split()) // 60))
    count = count_for(passage, style.most)
    task = TASKS[spoken][style.kind].format(count=count, sentences=sentences, labels=labels)
    return [_system(style, spoken), _user(task, _source(passage, spoken))]


def for_rewriting(passage: Passage, style: Style, pair: Pair, instruction: str) -> list[Message]:
    spoken = _spoken(passage, style)
    words = WORDS[spoken]
    asked = words["rewrite"].format(
        prompt=pair.prompt, completion=pair.completion, instruction=instruction.strip() or words["better"]
    )
    return [_system(style, spoken), _user(asked, _source(passage, spoken))]


def _spoken(passage: Passage, style: Style) -> str:
    told = language.guess(passage.text) or style.language[:2].lower()
    return told if told in RULES else "en"


def _system(style: Style, spoken: str) -> Message:
    parts = [RULES[spoken].format(fields=FIELDS.get(style.kind, PLAIN_FIELDS))]
    if style.guideline.strip():
        parts.append(WORDS[spoken]["guideline"].format(text=style.guideline.strip()[:LONGEST_GUIDELINE]))
    if examples := [_example(pair, style.kind) for pair in style.examples[:EXAMPLES]]:
        parts += [WORDS[spoken]["examples"], *examples]
    return {"role": "system", "content": "\n".join(parts)}


def _example(pair: Pair, kind: str) -> str:
    told = {"completion": pair.completion[:LONGEST_EXAMPLE]}
    if kind not in ONE_EACH:
        told = {"prompt": pair.prompt[:LONGEST_EXAMPLE]} | told
    if pair.labels and kind == "classification":
        told = {"label": ", ".join(pair.labels)}
    return json.dumps(told, ensure_ascii=False)


def _source(passage: Passage, spoken: str) -> str:
    words = WORDS[spoken]
    return words["passage"].format(place=" › ".join(passage.heading_path) or words["here"], text=passage.text)


def _user(*parts: str) -> Message:
    return {"role": "user", "content": "\n\n".join(parts)}


def cost(messages: Sequence[Message]) -> int:
    """About how many tokens a request and its answer will take, before it is sent."""
    return sum(len(message["content"]) for message in messages) // 3 + 400
