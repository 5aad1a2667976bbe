"""What Word writes by other means than text: symbols by their place in a font, fields of forms, raised digits."""

from docx.oxml.ns import qn
from lxml import etree

TICK = "[x]"
# By the character's number in the font; Word adds F000 to it.
SYMBOL = {
    0x22: "∀", 0x24: "∃", 0x27: "∋", 0x2D: "−", 0x40: "≅", 0x44: "Δ", 0x46: "Φ", 0x47: "Γ", 0x4C: "Λ", 0x50: "Π",
    0x53: "Σ", 0x57: "Ω", 0x61: "α", 0x62: "β", 0x63: "χ", 0x64: "δ", 0x65: "ε", 0x66: "φ", 0x67: "γ", 0x68: "η",
    0x6B: "κ", 0x6C: "λ", 0x6D: "μ", 0x6E: "ν", 0x70: "π", 0x71: "θ", 0x72: "ρ", 0x73: "σ", 0x74: "τ", 0x77: "ω",
    0x78: "ξ", 0x79: "ψ", 0x7A: "ζ", 0xA2: "′", 0xA3: "≤", 0xA5: "∞", 0xAB: "↔", 0xAC: "←", 0xAD: "↑", 0xAE: "→",
    0xAF: "↓", 0xB0: "°", 0xB1: "±", 0xB2: "″", 0xB3: "≥", 0xB4: "×", 0xB5: "∝", 0xB7: "•", 0xB8: "÷", 0xB9: "≠",
    0xBA: "≡", 0xBB: "≈", 0xBC: "…", 0xC5: "⊕", 0xC6: "∅", 0xC7: "∩", 0xC8: "∪", 0xCE: "∈", 0xD6: "√", 0xD7: "·",
    0xDB: "⇔", 0xDE: "⇒", 0xE5: "∑", 0xF2: "∫",
}  # fmt: skip
WINGDINGS = {
    0x28: "☎", 0x2A: "✉", 0x6C: "●", 0x6E: "■", 0x6F: "☐", 0x71: "☐", 0xA7: "▪", 0xA8: "☐", 0xD8: "➢", 0xDF: "←",
    0xE0: "→", 0xE1: "↑", 0xE2: "↓", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
}  # fmt: skip
FONTS = {"symbol": SYMBOL, "wingdings": WINGDINGS}
RAISED = str.maketrans("0123456789+-−n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻ⁿ")
LOWERED = str.maketrans("0123456789+-−", "₀₁₂₃₄₅₆₇₈₉₊₋₋")
SHIFTED = {"superscript": RAISED, "subscript": LOWERED}


def symbol(font: str, number: str) -> str:
    """The sign that a font of symbols draws; nothing for one that is unknown."""
    try:
        code = int(number, 16)
    except ValueError:
        return ""
    known = FONTS.get(font.lower())
    if known is not None:
        return known.get(code & 0xFF, "")
    return "" if 0xE000 <= code <= 0xF8FF or code < 0x20 or code > 0xFFFD else chr(code)


def shifted(text: str, place: str) -> str:
    """Figures raised or lowered as the page shows them: 10⁹ is not 109. Words are left as they are."""
    table = SHIFTED.get(place)
    if table is None or not text or not all(ord(letter) in table for letter in text):
        return text
    return text.translate(table)


def form_field(data: etree._Element) -> str:
    """What is chosen in a form's old kind of field; what is typed into one is text."""
    box = data.find(qn("w:checkBox"))
    if box is not None:
        ticked = box.find(qn("w:checked"))
        ticked = box.find(qn("w:default")) if ticked is None else ticked
        return f"{TICK} " if ticked is not None and ticked.get(qn("w:val"), "1") not in {"0", "false"} else ""
    entries = [entry.get(qn("w:val"), "") for entry in data.iterfind(f"{qn('w:ddList')}/{qn('w:listEntry')}")]
    chosen = data.find(f"{qn('w:ddList')}/{qn('w:result')}")
    at = int(chosen.get(qn("w:val"), "0")) if chosen is not None and chosen.get(qn("w:val"), "0").isdecimal() else 0
    return entries[at] if at < len(entries) else ""
