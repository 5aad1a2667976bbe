"""How an English title is asked about."""

import re

from curation.pipeline.drafting.wording import ASKING, Topic, in_sentence
from curation.pipeline.language import WORD

# Nouns that are asked for with "What is the ...?"; titles leave out the article.
COUNTED = frozenset(
    WORD.findall("""
    address agreement aim amount approach architecture background budget code committee contract cost date deadline
    deposit description duration email e fee form format formula frequency goal job key law level limit list location
    method mission model name number objective office order organisation organization period phone plan policy price
    problem procedure process profile programme program project purpose rate reason reference report requirement result
    role rule schedule scope size state status strategy structure system table target task team telephone term time
    timetable title total type unit value vision warranty
    """)
)
# Plurals that are asked for with "What are the ...?"
SEVERAL = frozenset(
    WORD.findall("""
    activities advantages aims benefits characteristics components conclusions conditions consequences contents costs
    criteria deadlines details differences documents duties effects elements exceptions exclusions features fees
    findings functions goals hours instructions limitations limits measures members methods objectives obligations
    options parts penalties phases plans powers prices principles problems procedures prices reasons recommendations
    requirements responsibilities results rights risks roles rules stages standards steps symptoms tasks terms tools
    types uses values
    """)
)
# Endings of nouns that need no article: "data protection", "register allocation".
UNCOUNTED = (
    "ation",
    "ction",
    "ment",
    "ity",
    "ing",
    "ance",
    "ence",
    "ness",
    "ship",
    "ism",
    "ics",
    "work",
    "care",
    "ware",
)
LINK = re.compile(r" (?:of|for|in|on|to|from|with|at|by|under|during|after|before|between) ")
CLAUSE = re.compile(r"\b(?:is|are|was|were|has|have|can|must|should|will)\b")
TELLS = re.compile(
    r"\b(?:you|your|must be|should be|please|staff|can be)\b"
    r"|^\W?\d{1,2}[.)]\s",
    re.IGNORECASE | re.MULTILINE,
)
BEGINS = re.compile(r"(?:^|[.:;•]\s+)(?:never |always |do not )?([A-Za-z]+)", re.IGNORECASE | re.MULTILINE)
# What ends so and is counted all the same.
SINGLE = frozenset(
    WORD.findall("""
    activity apartment appointment audience building city community conference department distance document element
    entity experiment facility function instance instrument meeting opportunity payment section sentence sequence
    setting statement transaction university
    """)
)


def topic_of(title: str, body: str) -> Topic | None:
    """None for a title of which no natural question can be made."""
    said = in_sentence(title, body)
    words = said.split()
    first = words[0].lower()
    if first in ASKING:
        return _asking(first, said)
    if base := _deed(words, body):
        return Topic("how", f"{base} {_mine(said[len(first) :].strip())}")
    if first in ("a", "an", "the"):
        return Topic("is" if first != "the" else _number(said), first + said[len(first) :])
    if CLAUSE.search(said):
        return None
    return _noun(title, said, body)


def _asking(first: str, said: str) -> Topic:
    rest = said[len(first) :].strip()
    if first == "how" and rest.startswith("to "):
        return Topic("how", _mine(rest[3:]))
    return Topic("clause", f"{first} {rest}")


def _deed(words: list[str], body: str) -> str:
    """The verb of "booking a visit"; "" for "opening hours", "printing and binding"."""
    compound = len(words) == 2 and words[1].lower() in COUNTED | SEVERAL
    several = any(word.endswith("ing") for word in words[1:4])
    told = len(words) > 1 and not (compound or several) and _tells_what_to_do(body)
    return verb_of(words[0].lower(), body) if told else ""


def _tells_what_to_do(body: str) -> bool:
    """Steps, "you", or a sentence that begins with a verb: what answers "How do I ...?"."""
    return bool(TELLS.search(body)) or any(match[1].lower() in VERBS for match in BEGINS.finditer(body))


def _mine(text: str) -> str:
    """Said by the one who asks."""
    return re.sub(r"\byour\b", "my", text)


def _number(said: str) -> str:
    return "are" if _head(said) in SEVERAL else "about"


def _head(said: str) -> str:
    return LINK.split(said, maxsplit=1)[0].split()[-1].lower()


def _noun(title: str, said: str, body: str) -> Topic:
    head = _head(said)
    if head in SEVERAL:
        return Topic("are", f"the {said}")
    if head in COUNTED:
        return Topic("is", f"the {said}")
    plural = head.endswith("s") and not head.endswith(("ss", "us", "is"))
    if plural or (head.endswith(UNCOUNTED) and head not in SINGLE):
        return Topic("about", said)
    if found := re.search(rf"\b(an?|the) {re.escape(said)}\b", body, re.IGNORECASE):
        article = found[1].lower()
        return Topic("about" if article == "the" else "is", f"{article} {said}")
    if re.search(rf"\b{re.escape(said)}\b", body):
        return Topic("about", said)
    return Topic("quoted", title)


def verb_of(gerund: str, body: str) -> str:
    """The verb of "booking" where the text itself uses it, or one everybody uses; "" for a word that is no gerund."""
    if len(gerund) < 6 or not gerund.endswith("ing"):
        return ""
    stem = gerund[:-3]
    shorter = stem[:-1] if len(stem) > 2 and stem[-1] == stem[-2] and stem[-1] not in "sl" else stem
    known = [verb for verb in (f"{stem}e", shorter, stem) if verb in VERBS]
    used = [verb for verb in (stem, f"{stem}e", shorter) if re.search(rf"\b{verb}\b", body, re.IGNORECASE)]
    return (known or used or [""])[0]


VERBS = frozenset(
    WORD.findall("""
    activate add apply appeal archive arrange ask assign attach back book build buy call cancel change charge check
    choose claim clean close complete configure connect contact create delete deliver disable download edit enable end
    enrol enter export file fill find get give handle hire import install keep leave log maintain make manage measure
    move open order pack pay place plan prepare print process protect record register remove renew repair replace
    report request reserve reset restart restore return review save schedule search select send set share ship sign
    start stop store submit switch take test train transfer turn uninstall update upgrade upload use verify withdraw
    write
    """)
)
