"""How the value of a form's field or of a table's cell is asked for."""

import re

from curation.pipeline.drafting import wording_en, wording_es
from curation.pipeline.drafting.topics import TOPICS
from curation.pipeline.drafting.wording import ask
from curation.pipeline.language import WORD

LINKED = re.compile(r"\b(?:by|to|for|of|from|at|por|para|de|a|con)$", re.IGNORECASE)
PLACED = {"en": "{question} in “{title}”?", "es": "{question} en «{title}»?"}
NAMED = {"en": "What does “{title}” give as “{name}”?", "es": "¿Qué figura como «{name}» en «{title}»?"}
FOR_ROW = {"en": "{question} for {row}", "es": "{question} de {row}"}
OF_TITLE = {"en": " for {row} ({column})", "es": " para {row} ({column})"}
OF_CELL = {
    "en": "What does “{title}” give for “{row}” under “{column}”?",
    "es": "¿Qué figura en «{title}» para «{row}», en la columna «{column}»?",
}
# Titles of tables whose cells hold nothing else: "Opening hours".
HELD = re.compile(
    r"\b(?:hours|times|timetable|schedule|prices|rates|fees|costs|deadlines|limits|doses|results|requirements|"
    r"horarios?|precios|tarifas|cuotas|plazos|costes|límites|dosis|resultados|requisitos)\b",
    re.IGNORECASE,
)
DAYS = re.compile(r"(?:Lunes|Martes|Miércoles|Jueves|Viernes|Sábados?|Domingos?)\b")
PERSONS = frozenset(
    WORD.findall("""
    applicant approver author borrower buyer carer coordinator customer director doctor employee employer guardian head
    insured landlord manager nurse owner patient physician recipient seller sender supervisor surveyor tenant tutor user
    arrendador arrendatario autor autora coordinador coordinadora director directora doctor doctora encargado inquilino
    médico paciente propietaria propietario remitente responsable solicitante supervisor titular tutor tutora vendedor
    """)
)


def ask_for(name: str, title: str, language: str) -> str:
    """The question for a form's field: "What is the loan date in “Equipment loan form”?" """
    if question := _what_is(name, language):
        return PLACED[language].format(question=question, title=title)
    return NAMED[language].format(name=name, title=title)


def ask_for_cell(row: str, column: str, title: str, language: str) -> str:
    """ "What is the price for Blood test in “Tests”?"; "" where no title helps it to be clear."""
    row = row.lower() if DAYS.match(row) else row
    if _holds_values(column, language) and (question := _what_is(column, language)):
        asked = FOR_ROW[language].format(question=question, row=row)
        return PLACED[language].format(question=asked, title=title) if title else f"{asked}?"
    topic = TOPICS[language](title, "") if HELD.search(title) else None
    if topic and topic.form in ("is", "are"):
        return ask(topic, language).removesuffix("?") + OF_TITLE[language].format(row=row, column=column) + "?"
    return OF_CELL[language].format(title=title, row=row, column=column) if title else ""


def _holds_values(column: str, language: str) -> bool:
    """Whether the name says what is in the column, a price or a term, and not what the figures are of."""
    words = column.lower().split()
    if language == "es":
        return not {words[0], wording_es.singular(words[0])}.isdisjoint(wording_es.ASKED_FOR)
    return words[-1] in wording_en.COUNTED | wording_en.SEVERAL


def _what_is(name: str, language: str) -> str:
    """ "What is the loan date", "¿Cuáles son los plazos"; "" for a name that cannot be put so."""
    said = name if name[1:] != name[1:].lower() else name.lower()
    if LINKED.search(name):
        return ""
    return _what_is_es(said) if language == "es" else _what_is_en(said)


def _what_is_en(said: str) -> str:
    last = said.rsplit(maxsplit=1)[-1].lower()
    if last.endswith("ed") or wording_en.CLAUSE.search(said):
        return ""
    plural = last.endswith("s") and not last.endswith(("ss", "us", "is"))
    return f"{'Who' if last in PERSONS else 'What'} {'are' if plural else 'is'} the {said}"


def _what_is_es(said: str) -> str:
    first = said.split(maxsplit=1)[0].lower()
    article = "" if wording_es.is_infinitive(first) else wording_es.article_of(first)
    if not article:
        return ""
    if first in PERSONS:
        return f"¿Quién es {article} {said}"
    return f"¿{'Cuáles son' if article in ('los', 'las') else 'Cuál es'} {article} {said}"
