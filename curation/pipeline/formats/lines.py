"""Objects to the bytes of a JSONL file."""

import json
from collections.abc import Mapping

# Valid inside JSON, but ends of lines to readers that split text by Unicode's rules.
LINE_ENDS = {end: f"\\u{ord(end):04x}" for end in "\u0085\u2028\u2029"}
ENCODER = json.JSONEncoder(ensure_ascii=False, allow_nan=False)


def line(row: Mapping[str, object]) -> bytes:
    """One line of UTF-8 JSON, keys in the order given. Half a character (a lone surrogate) becomes U+FFFD."""
    text = ENCODER.encode(row) + "\n"
    for end, escape in LINE_ENDS.items():  # ten times as fast as one `translate`
        text = text.replace(end, escape)
    try:
        return text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").encode()
