"""How a Spanish title is asked about."""

import re

from curation.pipeline.drafting.wording import ASKING, Topic, in_sentence
from curation.pipeline.language import WORD

# Nouns, and their plurals, that are asked for with "¿Cuál es ...?"
ASKED_FOR = frozenset(
    WORD.findall("""
    alcance ámbito calendario característica causa clase coste composición condición conclusión consecuencia contenido
    cuota criterio dato derecho destinatario diferencia dirección documento duración efecto equipo estado estructura
    excepción fase fecha fin finalidad forma función garantía grado horario importe indicación indicador límite lugar
    medida método misión modelo motivo multa nivel nombre norma número objetivo objeto obligación opción oferta paso
    plan plazo política porcentaje precio prestación presupuesto principio procedimiento proceso propósito
    puesto razón recomendación regla referencia requisito responsabilidad responsable resultado riesgo sanción síntoma
    sede tarifa tarea teléfono tipo total ubicación unidad uso valor ventaja visión
    """)
)
# Endings that tell the gender of a noun, longest first; for the others an article would be a guess.
GENDERS = (
    ("la", ("ción", "sión", "dad", "tad", "tud", "umbre", "a")),
    ("las", ("ciones", "siones", "dades", "tades", "tudes", "as")),
    ("el", ("miento", "aje", "o", "or", "al", "ón")),
    ("los", ("mientos", "ajes", "os", "ores", "ones")),
)
EXCEPTIONS = {
    "día": "el", "días": "los", "programa": "el", "programas": "los", "sistema": "el", "sistemas": "los",
    "problema": "el", "problemas": "los", "tema": "el", "temas": "los", "esquema": "el", "mapa": "el", "idioma": "el",
    "idiomas": "los", "agua": "el", "área": "el", "acta": "el", "mano": "la", "foto": "la", "fotos": "las",
    "razón": "la", "razones": "las", "sede": "la", "fase": "la", "fases": "las", "clase": "la", "clases": "las",
    "alcance": "el", "coste": "el", "costes": "los", "importe": "el", "límite": "el", "límites": "los", "plan": "el",
    "planes": "los", "fin": "el", "lugar": "el", "informe": "el", "informes": "los", "nombre": "el", "clave": "la",
    "personal": "el", "responsable": "el", "responsables": "los", "señal": "la", "señales": "las", "labor": "la",
    "canal": "el", "canales": "los", "actividades": "las",
    "titular": "el", "alta": "el", "aula": "el", "titulares": "los",
}  # fmt: skip
NO_VERBS = frozenset(
    ("lugar", "hogar", "taller", "alquiler", "deber", "poder", "mujer", "carácter", "placer", "familiar", "escolar",
     "particular", "militar", "lugares", "celular", "ejemplar", "bienestar", "malestar", "par", "pilar", "mar", "ayer",
     "titular")
)  # fmt: skip
INFINITIVE = re.compile(r"[a-záéíóúñ]+[aeií]r(?:se)?")
CLAUSE = re.compile(r"\b(?:es|son|está|están|fue|ha|han|puede|pueden|debe|deben|tiene|tienen)\b")
DETERMINERS = frozenset(("el", "la", "los", "las", "un", "una"))


def topic_of(title: str, body: str) -> Topic | None:
    """None for a title of which no natural question can be made."""
    said = in_sentence(title, body)
    words = said.split()
    first = words[0].lower()
    rest = said[len(first) :].strip()
    if first in ASKING:
        infinitive = first == "cómo" and rest and is_infinitive(rest.split()[0])
        return Topic("how", _mine(rest)) if infinitive else Topic("clause", f"{first} {rest}")
    if len(words) > 1 and is_infinitive(first):
        return Topic("how", _mine(said))
    if CLAUSE.search(said):
        return None
    if first in DETERMINERS:
        return _noun(first, rest) if rest else None
    article = article_of(first, body)
    return _noun(article, said) if article else Topic("quoted", title)


def is_infinitive(word: str) -> bool:
    return word not in NO_VERBS and bool(INFINITIVE.fullmatch(word))


def _mine(text: str) -> str:
    """Said by the one who asks."""
    return re.sub(r"\bsu(s?)\b", r"mi\1", re.sub(r"(?<=[aei]r)se\b", "me", text))


def _noun(article: str, noun: str) -> Topic:
    said = f"{article} {noun}"
    head = noun.split(maxsplit=1)[0].lower()
    if {head, singular(head)}.isdisjoint(ASKED_FOR):
        return Topic("about", said)
    return Topic("are" if article in ("los", "las") else "is", said)


def singular(noun: str) -> str:
    if noun.endswith("ones"):
        return noun.removesuffix("ones") + "ón"
    shorter = noun.removesuffix("es")
    return shorter if shorter in ASKED_FOR else noun.removesuffix("s")


def article_of(noun: str, body: str = "") -> str:
    """The noun's article, as the text gives it or as its ending tells it; "" where neither does."""
    if noun in EXCEPTIONS:
        return EXCEPTIONS[noun]
    if used := re.search(rf"\b(el|la|los|las) {re.escape(noun)}\b", body, re.IGNORECASE):
        return used[1].lower()
    return next((article for article, endings in GENDERS if noun.endswith(endings)), "")
