"""RapidOCR on OpenVINO: the second engine, for handwriting, tables, receipts and whatever the first is unsure of.

Its models lie in its wheel and nothing is fetched. Loading takes 1.3 s, which the first page that needs it waits for.
"""

import resource
import sys
from collections.abc import Sequence
from contextlib import suppress
from functools import cache
from importlib import import_module
from importlib.metadata import version
from typing import Any

from PIL import Image

from curation.pipeline.errors import Damaged
from curation.pipeline.hygiene import clean
from curation.pipeline.layout import Line, Token
from curation.pipeline.ocr.decoding import Decoder
from curation.pipeline.ocr.engine import left
from curation.pipeline.ocr.lexicon import lexicon
from curation.pipeline.ocr.thresholds import DISAGREED

# Detection on a smaller copy: 0.4 GiB less memory at the same result. Small pictures are enlarged instead.
LARGE = 1120
SMALL_SIDE = 736
# One thread per process, bound to no core: pinned, two processes share one core and take twice as long. Keeping
# nothing for each shape of picture halves the address space.
COMPILED = {
    "INFERENCE_NUM_THREADS": 1,
    "NUM_STREAMS": 1,
    "ENABLE_CPU_PINNING": False,
    "CPU_RUNTIME_CACHE_CAPACITY": 0,
}
# What its models were trained on, by Tesseract's codes.
LANGUAGES = frozenset(
    """
    eng spa cat glg eus por fra ita deu nld dan swe nor fin isl gle cym pol ces slk slv hrv hun ron est lav lit sqi
    tur ind msa afr swa tgl lat chi_sim chi_tra jpn
    """.split()  # noqa: SIM905  forty quoted codes are harder to read
)


@cache
def name() -> str:
    return f"rapidocr {version('rapidocr')}"


def knows(languages: Sequence[str]) -> bool:
    return LANGUAGES.issuperset(languages)


def read(picture: Image.Image, languages: Sequence[str], dpi: int, ends: float) -> tuple[Line, ...]:
    """Lines from top to bottom as they were found: their reading order is for the caller to restore."""
    left(ends)
    reader = _reader()
    enlarge = max(picture.size) <= LARGE
    reader.text_det.limit_type, reader.text_det.limit_side_len = ("min", SMALL_SIDE) if enlarge else ("max", LARGE)
    decoder: Decoder = reader.text_rec.postprocess_op
    decoder.words, decoder.guessed = lexicon(frozenset(languages)), {}
    numpy = import_module("numpy")
    try:
        found = reader(numpy.asarray(picture.convert("RGB")), return_word_box=True)
    except import_module("rapidocr.inference_engine.openvino").OpenVINOError as error:
        raise Damaged("The second engine could not read this page.") from error
    if found.boxes is None:
        return ()
    rows = zip(found.boxes.tolist(), found.txts, found.scores, found.word_results, strict=True)
    return tuple(line for row in rows if (line := _line(*row, decoder.guessed.get(row[1], ()))))


def _line(
    corners: list[list[float]], text: str, score: float, parts: Sequence[Sequence[Any]], guessed: Sequence[bool]
) -> Line | None:
    words = clean(text)[0].split()
    if not words:
        return None
    if len(parts) == len(words):  # it tells where each word stands
        tokens = [_token(word, round(100 * part[1]), part[2]) for word, part in zip(words, parts, strict=True)]
    else:
        tokens = _shared_out(words, round(100 * score), corners)
    if len(guessed) == len(tokens):
        tokens = [_doubted(token) if is_guess else token for token, is_guess in zip(tokens, guessed, strict=True)]
    return Line.of(tokens, _height(corners))


def _token(text: str, confidence: int, corners: Sequence[Sequence[float]]) -> Token:
    across, down = zip(*corners, strict=True)
    return Token(text, min(across), min(down), max(across), max(down), confidence)


def _doubted(token: Token) -> Token:
    """A word from the dictionary is never sure, however well it fits."""
    return token._replace(confidence=min(token.confidence or 0, DISAGREED))


def _shared_out(words: list[str], confidence: int, corners: list[list[float]]) -> list[Token]:
    """The words of a line, each with its share of the line's box."""
    across, down = zip(*corners, strict=True)
    start, width = min(across), max(across) - min(across)
    letters = len(" ".join(words))
    tokens, at = [], 0
    for word in words:
        begins, ends = (start + width * place / letters for place in (at, at + len(word)))
        tokens.append(Token(word, begins, min(down), ends, max(down), confidence))
        at += len(word) + 1
    return tokens


def _height(corners: list[list[float]]) -> float:
    """Of the line itself, however it slants."""
    (x, y), _, _, (below_x, below_y) = corners
    return float(((below_x - x) ** 2 + (below_y - y) ** 2) ** 0.5)


@cache
def _reader() -> Any:
    _make_room()
    sys.modules["openvino_telemetry"] = None  # type: ignore[assignment]  # OpenVINO would report its use
    rapidocr = import_module("rapidocr")
    openvino = rapidocr.EngineType.OPENVINO
    reader = rapidocr.RapidOCR(
        params={
            "Global.use_cls": False,  # it would turn lines of handwriting upside down
            "Global.log_level": "critical",
            "Det.engine_type": openvino,
            "Cls.engine_type": openvino,
            "Rec.engine_type": openvino,
        }
    )
    core = import_module("openvino").Core()
    detection, recognition = reader._load_det_model(), reader._load_rec_model()
    for part in (detection, recognition):
        part.session.session = core.compile_model(part.session.model, "CPU", COMPILED).create_infer_request()
    recognition.postprocess_op = Decoder(recognition.postprocess_op, recognition.postprocess_op.character)
    return reader


def _make_room() -> None:
    """This engine needs more address space than readers may have: up to what our process may take at all."""
    most = resource.getrlimit(resource.RLIMIT_AS)[1]
    with suppress(ValueError, OSError):  # macOS
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
