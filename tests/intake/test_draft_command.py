"""`manage.py draft`: drafts as lines of JSON whose evidence stands in what `manage.py text` prints."""

import json
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command

from curation.documents.states import State
from curation.examples.models import Example
from curation.intake import drafting, suggesting_jobs
from curation.projects.roles import Role
from tests.factories import make_document, make_project, make_user
from tests.intake.suggesting import make_passages, use
from tests.model_server import serving

pytestmark = pytest.mark.django_db
FIRST = """# Visitas

¿Cuándo abre la consulta?

La consulta abre de lunes a viernes, de nueve a cinco, tam-
bién en verano.

La fianza es una cantidad de dinero que se entrega al empezar y se devuelve al final."""
SECOND = """# Pagos

¿Cómo se paga la renta?

La renta se paga por transferencia dentro de los siete primeros días de cada mes."""


@pytest.fixture
def project():
    return make_project(slug="clinic", language="es", members={make_user("maria"): [Role.MANAGER]})


@pytest.fixture
def document(project):
    document = make_document(project, name="visitas.md", pages=[FIRST, SECOND], state=State.DRAFTING, token=uuid4())
    drafting.cut_and_draft(document)
    return document


def lines(capsys, *options):
    call_command("draft", "clinic", "--json", *options)
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


@pytest.mark.parametrize("options", [[], ["--dry-run"], ["--drafter", "faq"]])
def test_each_line_is_a_draft_whose_evidence_stands_in_the_text_that_is_printed(capsys, document, options):
    call_command("text", "clinic", str(document.pk))
    pages = capsys.readouterr().out.rstrip("\n").split("\f")
    drafts = lines(capsys, *options)
    assert drafts
    for draft in drafts:
        assert list(draft) == [
            "document", "drafter", "kind", "language", "score", "prompt", "completion", "label", "evidence", "context",
        ]  # fmt: skip
        assert (draft["document"], draft["language"], draft["kind"]) == (document.pk, "es", "question_answer")
        assert draft["evidence"]
        for span in draft["evidence"]:
            assert list(span) == ["page", "start", "end", "text"]
            assert pages[span["page"] - 1][span["start"] : span["end"]] == span["text"] != ""
    faq = next(draft for draft in drafts if draft["prompt"] == "¿Cuándo abre la consulta?")
    assert "también en verano" in faq["completion"] and len(faq["evidence"]) > 1


def test_a_dry_run_stores_nothing(capsys, project, document):
    Example.objects.all().delete()
    project.drafts_per_passage = 1
    project.save()
    assert lines(capsys, "--dry-run")
    assert not Example.objects.exists()
    document.refresh_from_db()
    assert document.state == State.READY


def test_documents_are_drafted_from_again_where_the_settings_changed(capsys, project, document):
    project.drafters_off = ["definition"]
    project.save()
    assert {draft["drafter"] for draft in lines(capsys)}.isdisjoint({"definition-1"})
    document.refresh_from_db()
    assert document.recipe.startswith(project.plan.mark)
    assert not Example.objects.filter(drafter="definition-1").exists()


def test_a_drafter_named_alone_adds_to_what_is_there_and_only_its_drafts_are_told(capsys, project, document):
    project.drafters_off = ["faq"]
    project.save()
    lines(capsys)
    others = set(Example.objects.values_list("pk", flat=True))
    assert {draft["drafter"] for draft in lines(capsys, "--drafter", "faq")} == {"faq-1"}
    assert others < set(Example.objects.values_list("pk", flat=True))
    count = Example.objects.count()
    lines(capsys, "--drafter", "faq")
    assert Example.objects.count() == count


def test_without_json_a_line_tells_how_many_each_drafter_made(capsys, document):
    call_command("draft", "clinic", "--dry-run")
    assert "visitas.md: " in (out := capsys.readouterr().out) and "Questions in the text 2" in out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [(["nowhere"], "no project nowhere"), (["clinic", "--drafter", "poem"], "no drafter poem .*definition, faq")],
)
def test_what_is_not_there_is_said(project, arguments, said):
    with pytest.raises(CommandError, match=said):
        call_command("draft", *arguments)


def test_the_language_model_drafts_when_it_is_asked_for_and_says_why_it_does_not(capsys, settings, monkeypatch):
    monkeypatch.setattr(suggesting_jobs, "ring", lambda *told: None)
    with serving() as server:
        use(settings, server)
        project, _ = make_passages(3, slug="clinic")
        drafts = lines(capsys, "--model")
        assert [draft["prompt"][-2] for draft in drafts] == ["1", "2", "3"]
        assert {draft["drafter"] for draft in drafts} == {"model-1:test-model"}
        assert all(span["text"].startswith("Bisoprolol") for draft in drafts for span in draft["evidence"])
        with pytest.raises(CommandError, match="all passages already"):
            lines(capsys, "--model")
        with pytest.raises(CommandError, match="without --dry-run"):
            lines(capsys, "--model", "--dry-run")
    project.model_drafting = False
    project.save()
    with pytest.raises(CommandError, match="switched off"):
        lines(capsys, "--model")
