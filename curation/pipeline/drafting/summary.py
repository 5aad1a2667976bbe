"""A summary that the source gives itself, or the sentences that say most, for the expert to rewrite."""

import re
from collections.abc import Iterator, Sequence

from curation.pipeline import sentences
from curation.pipeline.drafting.candidates import LEANING, PROSE, Piece, ends_well, pieces_of, reads_well
from curation.pipeline.drafting.ranking import ranks
from curation.pipeline.types import BlockKind, Draft, Passage

NAME = "summary-2"
TITLE = re.compile(
    r"(?:\d+(?:\.\d+)*\.?\s+)?(?:(?:executive )?summary|abstract|in short|key points|resumen(?: ejecutivo)?|"
    r"sumario|síntesis|en síntesis|puntos clave)\s*[.:]?$",
    re.IGNORECASE,
)
OPENS = re.compile(
    r"(?:abstract|summary|resumen)\s*[.:—–-]+\s+"
    r"|(?:in summary|to sum up|in short|en resumen|en síntesis|en suma)\s*[,:]\s+",
    re.IGNORECASE,
)
OF_DOCUMENT, OWN, EXTRACTED = 0.9, 0.85, 0.3
LONGEST_DOCUMENT = 4000  # words; a summary of more says too little of each part
LONGEST_OWN = 250  # words
SUMMED_UP = 60  # words that the rest of the passage has at least, for its summary to be one
FEWEST, MOST = 6, 60  # sentences of a text that is worth shortening
SHORTEST = 100  # words of it
CHOSEN = 3
CODE = re.compile(r":=|//|==|[{}]|\w\(\)")
POINTS = re.compile(r"\b(?:above|below|following|figure|table|arriba|abajo|siguientes?|figura|tabla)\b", re.IGNORECASE)


def draft(passage: Passage, kind: str, language: str) -> Iterator[Draft]:
    pieces = [piece for piece in pieces_of(passage) if piece.kind in (BlockKind.HEADING, BlockKind.PARAGRAPH)]
    own = _own(pieces)
    if own:
        yield from _from_own(passage, pieces, own, kind)
    elif not any(TITLE.match(piece.text) for piece in pieces):
        yield from _extracted(passage, pieces, kind)


def within(passage: Passage, document: Sequence[Passage], kind: str, language: str) -> Iterator[Draft]:
    """The summary that stands in a section of its own, of all that the document says beside it."""
    pieces = [piece for piece in pieces_of(passage) if piece.kind in (BlockKind.HEADING, BlockKind.PARAGRAPH)]
    own = _own(pieces) if pieces and pieces[0].kind == BlockKind.HEADING else []
    after = document[passage.ordinal + 1 : passage.ordinal + 2]
    goes_on = any(other.heading_path == passage.heading_path for other in after)
    if not own or goes_on or own[-1] is not pieces[-1]:
        return
    body = [piece.text for other in document if other.ordinal != passage.ordinal for piece in _prose(other)]
    said = passage.text[own[0].start : own[-1].end]
    text = "\n\n".join(body)
    words = len(text.split())
    fits = max(SUMMED_UP, 2 * len(said.split())) <= words <= LONGEST_DOCUMENT
    if fits and len(said.split()) < LONGEST_OWN and reads_well(said) and ends_well(said):
        yield Draft(kind, text, said, own[0].start, own[-1].end, NAME, OF_DOCUMENT)


def _prose(passage: Passage) -> Iterator[Piece]:
    """What a passage tells beside its headings; other summaries and lists of contents are not told twice."""
    if not any(TITLE.match(title) for title in passage.heading_path):
        yield from (piece for piece in pieces_of(passage) if piece.kind in PROSE and reads_well(piece.text))


def _own(pieces: Sequence[Piece]) -> list[Piece]:
    """The paragraphs of the source's own summary; the first may begin with what calls it one."""
    for at, piece in enumerate(pieces):
        if piece.kind == BlockKind.HEADING and TITLE.match(piece.text):
            section = []
            for below in pieces[at + 1 :]:
                if below.kind == BlockKind.HEADING:
                    break
                section.append(below)
            return section
        if piece.kind == BlockKind.PARAGRAPH and OPENS.match(piece.text):
            return [piece]
    return []


def _from_own(passage: Passage, pieces: Sequence[Piece], own: Sequence[Piece], kind: str) -> Iterator[Draft]:
    opening = OPENS.match(own[0].text)
    start, end = own[0].start + (opening.end() if opening else 0), own[-1].end
    said = passage.text[start:end]
    rest = [piece for piece in pieces if piece.kind == BlockKind.PARAGRAPH and piece not in own]
    text = "\n\n".join(piece.text for piece in rest)
    shorter = len(said.split()) < min(LONGEST_OWN, len(text.split()))
    if shorter and len(text.split()) >= SUMMED_UP and reads_well(said) and ends_well(said):
        yield Draft(kind, text, said[0].upper() + said[1:], start, end, NAME, OWN)


def _extracted(passage: Passage, pieces: Sequence[Piece], kind: str) -> Iterator[Draft]:
    prose = [piece for piece in pieces if piece.kind == BlockKind.PARAGRAPH and _is_prose(piece)]
    told = [sentence for piece in prose for sentence in _sentences(piece.text)]
    if not FEWEST <= len(told) <= MOST or sum(len(sentence.split()) for sentence in told) < SHORTEST:
        return
    rank = ranks(told)
    alone = [at for at, sentence in enumerate(told) if _stands_alone(sentence)]
    best = sorted(sorted(alone, key=lambda at: (-rank[at], at))[:CHOSEN])
    if len(best) == CHOSEN:
        text = "\n\n".join(piece.text for piece in prose)
        yield Draft(kind, text, " ".join(told[at] for at in best), prose[0].start, prose[-1].end, NAME, EXTRACTED)


def _is_prose(piece: Piece) -> bool:
    return (
        len(piece.text.split()) > 5 and reads_well(piece.text) and ends_well(piece.text) and not CODE.search(piece.text)
    )


def _sentences(text: str) -> Iterator[str]:
    start = 0
    for end in sentences.ends(text):
        if sentence := text[start:end].strip():
            yield sentence
        start = end


def _stands_alone(sentence: str) -> bool:
    whole = sentence[0].isupper() and sentence.endswith((".", ".”", ".»")) and len(sentence.split()) > 5
    return whole and not LEANING.match(sentence) and not POINTS.search(sentence)
