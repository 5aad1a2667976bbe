"""Checks of how a completion reads: whole sentences, in the language of its source, without its prompt."""

from curation.pipeline.language import WORD, guess
from curation.pipeline.similarity import plain
from curation.pipeline.tokens import Limit
from curation.pipeline.types import Finding, Pair

ENDS = tuple(".!?…:;)]}»”\"'%>|`")
NEVER_LAST = tuple(",([{¿¡«“-–/")
LEANING = frozenset(  # words that lean on the next one
    """a an and as at because by for from if in into of on or than that the to with your
    a al con cuando de del desde donde e el en entre la las los o para pero por porque que si sin sobre su sus tu un una
    y""".split()  # noqa: SIM905
)
SENTENCE = 8  # words: shorter answers need no full stop
REPEATED = 4  # words: a shorter prompt may well be how the answer begins
TOLD = 6  # words: fewer say little about their language
QUOTED = 40  # characters


def cut_in_mid_sentence(pair: Pair, source: str, limit: Limit) -> Finding | None:
    """It begins in the middle of a sentence or ends in one."""
    text = pair.completion.strip()
    last_line = text.rpartition("\n")[2]
    words = WORD.findall(last_line)
    if not words:
        return None
    if _ends_early(last_line, words):
        return Finding("cut_in_mid_sentence", blocks=False, quote=last_line[-QUOTED:])
    begins = text[:1].islower() and not text[1:2].isupper() and len(text.split()) >= SENTENCE and text.endswith(".")
    return Finding("cut_in_mid_sentence", blocks=False, quote=text[:QUOTED]) if begins else None


def _ends_early(line: str, words: list[str]) -> bool:
    leans = len(words) > 2 and words[-1].casefold() in LEANING and line.endswith(words[-1])
    tells = len(words) >= SENTENCE and any(f"{mark} " in line for mark in ".!?")
    return line.endswith(NEVER_LAST) or leans or (tells and not line.endswith(ENDS))


def prompt_repeated(pair: Pair, source: str, limit: Limit) -> Finding | None:
    """The completion begins with the whole prompt. (Nothing but the prompt is an error of its own.)"""
    prompt, completion = plain(pair.prompt), plain(pair.completion)
    if len(prompt.split()) < REPEATED or completion == prompt or not completion.startswith(prompt):
        return None
    return Finding("prompt_repeated", blocks=False, quote=pair.completion.strip()[:QUOTED])


def wrong_language(pair: Pair, source: str, limit: Limit) -> Finding | None:
    """In another of our languages than the source, or than the prompt where there is no source."""
    if len(WORD.findall(pair.completion)) < TOLD:
        return None
    expected, found = guess(source) or guess(pair.prompt), guess(pair.completion)
    if not (expected and found) or expected == found:
        return None
    return Finding("wrong_language", blocks=False, values={"language": found})
