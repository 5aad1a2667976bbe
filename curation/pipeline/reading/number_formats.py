"""Numbers as a workbook shows them: percentages, currencies and decimals, by the format of their cell."""

import re
from dataclasses import dataclass
from functools import cache

BUILT_IN = {1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%"}  # those that are the same everywhere
NUMBER = re.compile(r"[#0?,]*[0#](?:\.([0#?]+))?")
# Words in quotes, escaped signs, the sign of a currency; what is only skipped, filled, coloured or a condition.
PART = re.compile(r'"([^"]*)"|\\(.)|\[\$([^\]-]*)[^\]]*\]|_.|\*.|\[[^\]]*\]')
OTHER_KINDS = re.compile(r"[dmyhsDMYHSE@?/]")
LONGEST_AROUND = 12


@dataclass(frozen=True, slots=True)
class Format:
    decimals: int
    percent: bool
    before: str
    after: str

    def written(self, value: float) -> str:
        number = f"{abs(value) * (100 if self.percent else 1):.{self.decimals}f}"
        sign = "-" if value < 0 and float(number) else ""
        return f"{sign}{self.before}{number}{self.after}"


@cache
def parsed(code: str) -> Format | None:
    """The format for positive numbers; None where the number itself shows all that it says, and for dates and texts."""
    said: list[str] = []

    def kept(part: re.Match[str]) -> str:
        said.append(part[1] or part[2] or part[3] or "")
        return f"\0{len(said) - 1}\1" if said[-1] else ""

    bare = PART.sub(kept, code.partition(";")[0])
    number = NUMBER.search(re.sub("\0.*?\1", lambda part: "\0" * len(part[0]), bare))
    if number is None or OTHER_KINDS.search(re.sub("\0.*?\1", "", bare)):
        return None
    around = [bare[: number.start()], bare[number.end() :]]
    before, after = (re.sub("\0(.*?)\1", lambda part: said[int(part[1])], side) for side in around)
    decimals = len((number[1] or "").rstrip("#?"))
    plain = not decimals and not before.strip() and not after.strip()
    if plain or "#." in bare or max(len(before), len(after)) > LONGEST_AROUND:
        return None
    return Format(decimals, "%" in after, before.lstrip(), after.rstrip())
