"""Finding a model's quotes in the source: word for word, but for white space, typography and case."""

import unicodedata

SAME = str.maketrans("‘’‚‛“”„«»´`‐‑‒–—−", "''''\"\"\"\"\"''------")
AROUND = " .…\"'-"  # what a model puts around a quote


def find(quote: str, text: str) -> tuple[int, int] | None:
    """Where `quote` stands in `text`, as offsets; None when it does not."""
    wanted = "".join(sign for sign, _ in _signs(quote)).strip(AROUND)
    signs = list(_signs(text))
    at = "".join(sign for sign, _ in signs).find(wanted) if wanted else -1
    return (signs[at][1], signs[at + len(wanted) - 1][1] + 1) if at >= 0 else None


def _signs(text: str) -> list[tuple[str, int]]:
    """Each sign that counts, as it is compared, with where it stands."""
    found: list[tuple[str, int]] = []
    for at, sign in enumerate(text):
        if sign == "\u00ad":  # a hyphen that is only seen at the end of a line
            continue
        for plain in unicodedata.normalize("NFKC", sign).translate(SAME).lower():
            if not plain.isspace():
                found.append((plain, at))
            elif found and found[-1][0] != " ":
                found.append((" ", at))
    return found
