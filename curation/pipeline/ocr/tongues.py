"""In which languages a page is recognised: those asked for, and those that the document or the page itself shows."""

from collections.abc import Sequence

from curation.pipeline import language
from curation.pipeline.limits import Options
from curation.pipeline.ocr import engines

CODES = {  # two-letter codes -> Tesseract's
    "ar": "ara", "bn": "ben", "ca": "cat", "de": "deu", "el": "ell", "en": "eng", "es": "spa", "eu": "eus",
    "fa": "fas", "fr": "fra", "gl": "glg", "he": "heb", "hi": "hin", "it": "ita", "ja": "jpn", "ka": "kat",
    "ko": "kor", "nl": "nld", "pt": "por", "ru": "rus", "ta": "tam", "te": "tel", "th": "tha", "uk": "ukr",
    "zh": "chi_sim",
}  # fmt: skip
WRITTEN_IN = {  # what Tesseract calls a script -> languages written in it, the commonest first
    "Arabic": ("ara", "fas", "urd"), "Armenian": ("hye",), "Bengali": ("ben",), "Cyrillic": ("rus", "ukr", "bul"),
    "Devanagari": ("hin",), "Georgian": ("kat",), "Greek": ("ell",), "Han": ("chi_sim", "chi_tra"),
    "Hangul": ("kor",), "Hebrew": ("heb",), "Japanese": ("jpn",), "Korean": ("kor",), "Tamil": ("tam",),
    "Telugu": ("tel",), "Thai": ("tha",),
}  # fmt: skip
AT_ONCE = 2  # each one more makes reading slower and not surer


def asked(options: Options) -> tuple[str, ...]:
    """The languages to begin with: the document's own first, where it is known and installed."""
    return _with([CODES.get(options.spoken, "")], options.languages)


def shown(text: str, script: str, languages: Sequence[str]) -> tuple[str, ...]:
    """Other languages to read a page in, by its text or its script as read in `languages`; none where these will do."""
    if set(WRITTEN_IN.get(script, ())).isdisjoint(languages) and script in WRITTEN_IN:
        wanted = list(WRITTEN_IN[script])
    else:
        wanted = [CODES.get(language.detect(text), "")]
    found = _with(wanted, languages)
    return () if set(found) == set(languages) or found[0] in languages else found


def _with(wanted: Sequence[str], languages: Sequence[str]) -> tuple[str, ...]:
    new = [code for code in wanted if code and code in engines.installed()]
    return tuple(dict.fromkeys([*new, *languages]))[: max(AT_ONCE, len(new))] if new else tuple(languages)
