"""One figure, one line of JSON."""

import json


def report(name: str, value: float, unit: str, n: int, *, peer: str = "", ratio: float | None = None) -> None:
    """Print a figure measured over `n` things; `ratio` is ours to the peer's in the same run."""
    rounded = None if ratio is None else round(ratio, 2)
    line = {"name": name, "value": round(value, 2), "unit": unit, "n": n, "peer": peer, "ratio": rounded}
    print(json.dumps(line, ensure_ascii=False), flush=True)
