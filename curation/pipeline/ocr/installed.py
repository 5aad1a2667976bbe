"""The languages that pages can be recognised in on this machine."""

from collections.abc import Sequence

from curation.pipeline.errors import OcrUnavailable
from curation.pipeline.ocr import engines

NO_LANGUAGES = {"osd", "equ"}  # orientation, formulas
# As those who speak them write them, by Tesseract's codes. What is missing here is offered by its code.
NAMES = {
    "afr": "Afrikaans", "ara": "العربية", "bel": "Беларуская", "ben": "বাংলা", "bul": "Български", "cat": "Català",
    "ces": "Čeština", "chi_sim": "中文（简体）", "chi_tra": "中文（繁體）", "cym": "Cymraeg", "dan": "Dansk",
    "deu": "Deutsch", "ell": "Ελληνικά", "eng": "English", "est": "Eesti", "eus": "Euskara", "fas": "فارسی",
    "fin": "Suomi", "fra": "Français", "gle": "Gaeilge", "glg": "Galego", "heb": "עברית", "hin": "हिन्दी",
    "hrv": "Hrvatski", "hun": "Magyar", "ind": "Bahasa Indonesia", "isl": "Íslenska", "ita": "Italiano",
    "jpn": "日本語", "kat": "ქართული", "kor": "한국어", "lat": "Latina", "lav": "Latviešu", "lit": "Lietuvių",
    "msa": "Bahasa Melayu", "nld": "Nederlands", "nor": "Norsk", "pol": "Polski", "por": "Português",
    "ron": "Română", "rus": "Русский", "slk": "Slovenčina", "slv": "Slovenščina", "spa": "Español", "sqi": "Shqip",
    "srp": "Српски", "swa": "Kiswahili", "swe": "Svenska", "tam": "தமிழ்", "tel": "తెలుగు", "tgl": "Tagalog",
    "tha": "ไทย", "tur": "Türkçe", "ukr": "Українська", "urd": "اردو", "vie": "Tiếng Việt",
}  # fmt: skip


def languages() -> dict[str, str]:
    """Code -> name of every language whose data is installed; empty without Tesseract."""
    try:
        installed = engines.installed() - NO_LANGUAGES
    except OcrUnavailable:
        return {}
    return {code: NAMES.get(code, code) for code in sorted(installed, key=lambda code: NAMES.get(code, code))}


def check(wanted: Sequence[str]) -> None:
    missing = sorted(set(wanted) - engines.installed())
    if missing:
        raise OcrUnavailable(f"Text recognition lacks the language data for: {', '.join(missing)}.")
