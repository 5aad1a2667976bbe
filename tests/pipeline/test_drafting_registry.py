import pytest

from curation.pipeline.chunking import cut
from curation.pipeline.drafting.registry import ALL, draft
from curation.pipeline.types import Method, Page

ENGLISH = """# Staff handbook

## Vacation policy

An expense report is a list of costs that an employee paid on behalf of the company. Every employee has 23 days of
vacation a year, asked for in the portal fifteen days ahead.

Q: Can I work from abroad?
A: Yes, for up to 20 days a year.
"""


def passages(text):
    return list(cut([Page(1, text, Method.TEXT)]))


def drafts(text, kind="question_answer", language="en", **options):
    return [one for passage in passages(text) for one in draft(passage, kind=kind, language=language, **options)]


def test_the_evidence_is_where_the_completion_came_from():
    for passage in passages(ENGLISH):
        made = draft(passage, kind="question_answer", language="en")
        assert [one.drafter for one in made] == ["definition-1", "faq-1"]
        assert all(passage.text[one.start : one.end] == one.completion for one in made)


def test_the_same_passage_gives_the_same_drafts():
    assert drafts(ENGLISH) == drafts(ENGLISH)


def test_the_best_drafts_come_first_within_the_limit():
    assert [one.drafter for one in drafts(ENGLISH, limit=1)] == ["faq-1"]


def test_one_question_is_asked_once():
    text = "Q: Who is told first of all?\nA: The manager.\n\nQ: Who is told first of all?\nA: The head of staff."
    assert [one.completion for one in drafts(text)] == ["The manager."]


@pytest.mark.parametrize(
    ("kind", "prompted"),
    [
        ("question_answer", False),
        ("instruction", False),
        ("generation", False),
        ("conversation", False),
        ("summary", True),
        ("classification", True),
    ],
)
def test_where_nothing_can_be_asked_the_expert_writes_from_the_passage(kind, prompted):
    text = "The lift was out of order again on Monday and nobody came to mend it until Friday."
    (one,) = drafts(text, kind=kind)
    assert (one.kind, one.drafter, one.completion, one.start, one.end) == (kind, "plain-1", "", 0, len(text))
    assert one.prompt == (text if prompted else "")


@pytest.mark.parametrize(
    ("kind", "drafter"),
    [
        ("summary", "summary-2"),
        ("classification", "classification-2"),
        ("generation", "generation-1"),
        ("conversation", "plain-1"),
    ],
)
def test_other_kinds_are_not_asked_questions(kind, drafter):
    text = ENGLISH + "\nEvery head of a team answers within five days of the question. " + "The team is told. " * 12
    assert {one.drafter for one in drafts(text, kind=kind)} == {drafter}


def test_every_kind_has_a_drafter_and_every_name_its_version():
    kinds = {"question_answer", "instruction", "summary", "classification", "conversation", "generation"}
    assert {kind for drafter in ALL for kind in drafter.kinds} == kinds
    assert all(drafter.name.rpartition("-")[2].isdigit() for drafter in ALL)
    assert len({drafter.name for drafter in ALL}) == len(ALL)


def test_a_passage_without_words_gives_nothing():
    assert drafts("12 34 | 56\n\n* * *") == []
    assert drafts("Heart failure service: report for the year 2") == []
    assert drafts("# Heart failure service\n\n## Report for the whole year") == []


def test_a_passage_is_asked_about_in_its_own_language():
    text = "# Vacaciones\n\nUn permiso retribuido es una ausencia justificada del trabajo con derecho a salario."
    assert drafts(text, language="en")[0].prompt.startswith("¿Qué es un permiso")
    french = "# Le contrat\n\nLe contrat de travail est signé par les deux parties et se termine en mai."
    assert [one.drafter for one in drafts(french, language="es")] == ["plain-1"]


def test_forms_and_tables_are_asked_about_in_the_document_s_language():
    form = "# {}\n\nOffice: 12 Mill Lane\nPhone: 555 0177 (8:00-18:00)\nManager: Laura Sanz, Robledo Ltd"
    assert drafts(form.format("Company"))[-1].prompt == "Who is the manager in “Company”?"
    assert drafts(form.format("Empresa"), language="es")[-1].prompt.startswith("¿Qué figura como «Manager»")
    french = "# Fiche\n\nNom: Les amis des enfants et du parc\nAdresse: dans la rue des Lilas\nVille: Lille"
    assert [one.drafter for one in drafts(french)] == ["plain-1"]
