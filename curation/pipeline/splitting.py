"""Train, validation and test parts that never share a document."""

import hashlib
from collections.abc import Iterable, Mapping


def split(
    groups: Mapping[str, int] | Iterable[tuple[str, int]], *, shares: Mapping[str, int], seed: int
) -> dict[str, str]:
    """Put each group (name, number of lines) whole into one part, as near to `shares` as whole groups allow.

    The largest group goes first, each to the part furthest behind its share. A part with a share gets at least one
    group while there are groups enough. The same groups and seed give the same answer, in whatever order they come.
    """
    sizes = _sizes(groups)
    asked = {part: share for part, share in shares.items() if share > 0}
    if not asked or any(share < 0 for share in shares.values()):
        raise ValueError("Shares cannot be negative, and one part at least needs a share.")
    lines_per_share = sum(sizes.values()) / sum(asked.values())
    missing = {part: share * lines_per_share for part, share in asked.items()}
    unfilled = set(asked)
    parts: dict[str, str] = {}
    for name in sorted(sizes, key=lambda name: (-sizes[name], _shuffled(seed, name))):
        only_enough = len(sizes) - len(parts) <= len(unfilled)
        candidates = [part for part in asked if part in unfilled or not only_enough]
        chosen = max(candidates, key=missing.__getitem__)
        parts[name] = chosen
        missing[chosen] -= sizes[name]
        unfilled.discard(chosen)
    return parts


def _sizes(groups: Mapping[str, int] | Iterable[tuple[str, int]]) -> dict[str, int]:
    sizes: dict[str, int] = {}
    for name, lines in groups.items() if isinstance(groups, Mapping) else groups:
        sizes[name] = sizes.get(name, 0) + lines
    return sizes


def _shuffled(seed: int, name: str) -> bytes:
    return hashlib.sha256(f"{seed}\x1f{name}".encode("utf-8", "surrogatepass")).digest()
