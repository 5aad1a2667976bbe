"""What the titles of a passage can be asked for, in its language."""

import re
from collections.abc import Callable, Sequence

from curation.pipeline.drafting import wording_en, wording_es
from curation.pipeline.drafting.wording import Topic, bare
from curation.pipeline.language import STOP_WORDS, WORD
from curation.pipeline.types import Passage

TOPICS: dict[str, Callable[[str, str], Topic | None]] = {"en": wording_en.topic_of, "es": wording_es.topic_of}
# Titles of what every document has: nobody asks for them by name.
GENERAL = re.compile(
    r"(?:introduc|conclu|summary|abstract|overview|contents|table|figure|index|preface|foreword|acknowledg|referenc|"
    r"bibliogra|notes?\b|about\b|resum|índice|contenido|tabla|figura|prefacio|prólogo|agradec|notas?\b|page|página)",
    re.IGNORECASE,
)
# Titles that mean something only under another.
BELOW_ANOTHER = frozenset(
    WORD.findall("""
    background description details discussion evaluation example examples general highlights implementation information
    limitations method methodology methods motivation objectives other procedure purpose requirements results scope
    antecedentes alcance descripción detalles discusión ejemplo ejemplos evaluación generalidades información método
    metodología métodos objetivo objetivos objeto otros procedimiento requisitos resultados
    """)
)
POINTING = re.compile(
    r"\b(?:this|these|that|our|above|below|following|este|esta|estos|estas|nuestro|nuestra|anterior|siguientes?)\b",
    re.IGNORECASE,
)
# More consonants in a row than a word has: what recognition leaves of a drawing.
UNSPEAKABLE = re.compile(r"[bcdfghjklmnpqrstvwxz]{5}", re.IGNORECASE)
SPEAKABLE = re.compile(r"ghts|ngths?|tchst", re.IGNORECASE)
SIGNS = re.compile(r"[^\w\s,;:.()\[\]/&'’\"“”«»¿?%+º–—-]|_ ")
LONGEST = 12  # words
COLUMNS = 5  # so many words that nothing joins are the names of a table's columns


def can_be_asked(title: str) -> bool:
    words = WORD.findall(title)
    begins_well = len(title) > 3 and (title[0].isupper() or title[0] in '¿“«"')
    whole = begins_well and not title.endswith(("?", ";", ":", ",")) and 0 < len(words) <= LONGEST
    legible = not SIGNS.search(title) and not UNSPEAKABLE.search(SPEAKABLE.sub("", title))
    named = len(words) < COLUMNS or any(word.lower() in STOP_WORDS for word in words)
    return whole and legible and named and not GENERAL.match(title) and not POINTING.search(title)


def needs_place(topic: Topic, title: str) -> bool:
    return topic.form == "quoted" or title.lower() in BELOW_ANOTHER or title.lower().endswith(" work")


def place_of(passage: Passage, heading: str) -> str:
    """The heading above, for a title that says too little by itself; "" when there is none that helps."""
    path = passage.heading_path
    return title_of(path[: path.index(heading)][-1:]) if heading in path[1:] else ""


def title_of(path: Sequence[str]) -> str:
    """The nearest of the headings that names something, as a title is written; "" where none does."""
    titles = (_capitalised(bare(heading)) for heading in reversed(path))
    return next((title for title in titles if can_be_asked(title)), "")


def _capitalised(title: str) -> str:
    return title[:1].upper() + title[1:]
