"""Which word a network most likely saw: its letters from frame to frame weighed against the words that there are.

The method is word beam search over connectionist temporal classification: a frame shows a letter or, between letters,
nothing (""), and a letter that stays for several frames is written once.
"""

from collections.abc import Mapping, Sequence
from math import exp, log, log1p

from curation.pipeline.ocr.lexicon import Lexicon
from curation.pipeline.ocr.thresholds import DICTIONARY_WEIGHT, UNKNOWN_WORD

Frame = Mapping[str, float]  # small letter -> how likely the frame shows it
Ends = tuple[float, float]  # log probabilities of a beginning whose last frame showed nothing, or its last letter

BEAMS = 30  # beginnings of words that are followed at once
NEVER = -1e30


def likeliest(frames: Sequence[Frame], own: str, words: Lexicon) -> str:
    """The word of the dictionary that these frames show, or `own`, the letters as they were seen, if it is none."""
    beams: dict[str, Ends] = {"": (0.0, NEVER)}
    for frame in frames:
        grown = _grown(beams, frame, own, words)
        beams = dict(sorted(grown.items(), key=lambda beam: -_either(*beam[1]))[:BEAMS])
    weights = {
        word: _either(*ends) + DICTIONARY_WEIGHT * (words.commonness(word) if word in words else UNKNOWN_WORD)
        for word, ends in beams.items()
        if word in words or word == own
    }
    return max(weights, key=weights.__getitem__, default=own)


def _grown(beams: Mapping[str, Ends], frame: Frame, own: str, words: Lexicon) -> dict[str, Ends]:
    logs = {letter: log(share) for letter, share in frame.items()}
    nothing = logs.pop("", NEVER)
    grown: dict[str, Ends] = {}
    for begun, (blank, letter) in beams.items():
        last = begun[-1:]
        _add(grown, begun, _either(blank, letter) + nothing, letter + logs[last] if last in logs else NEVER)
        for next_letter, likelihood in logs.items():
            longer = begun + next_letter
            if words.has_beginning(longer) or own.startswith(longer):
                # The same letter twice is written twice only with nothing in between.
                before = blank if next_letter == last else _either(blank, letter)
                _add(grown, longer, NEVER, before + likelihood)
    return grown


def _add(grown: dict[str, Ends], begun: str, blank: float, letter: float) -> None:
    known = grown.get(begun, (NEVER, NEVER))
    grown[begun] = _either(known[0], blank), _either(known[1], letter)


def _either(one: float, other: float) -> float:
    """The logarithm of the sum of two probabilities that are given by theirs."""
    low, high = (one, other) if one < other else (other, one)
    return high if low <= NEVER / 2 else high + log1p(exp(low - high))
