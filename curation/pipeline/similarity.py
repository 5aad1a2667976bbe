"""Signatures by which two pairs can be told to be the same."""

import hashlib
import unicodedata


def fingerprint(prompt: str, completion: str) -> str:
    """Equal for pairs that differ only in case, white space or Unicode form: SHA-256, in hexadecimal."""
    plain = "\x1f".join(_plain(text) for text in (prompt, completion))
    return hashlib.sha256(plain.encode("utf-8", "surrogatepass")).hexdigest()


def _plain(text: str) -> str:
    # Folding case can undo the normal form ("ᾳ"), so it is normalised again afterwards.
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    return " ".join(folded.split())
