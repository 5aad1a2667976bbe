"""The settings of drafting: which drafters serve, how many drafts a passage gives, how long it is."""

import pytest
from django.test import Client
from django.urls import reverse

from curation.pipeline.drafting import plain, registry
from curation.projects.drafter_words import WORDS, name_of
from curation.projects.roles import Role
from tests.factories import make_document, make_project, make_user

SECTION = reverse("projects:settings", args=["letters", "drafting"])
FIELDS = {"drafts_per_passage": 3, "passage_unit": "tokens", "passage_characters": 1600, "passage_tokens": 300}


@pytest.fixture
def project(db):
    return make_project(slug="letters", members={make_user("maria"): [Role.MANAGER]})


@pytest.fixture
def client(project):
    client = Client()
    client.force_login(project.memberships.get().user)
    return client


def test_what_is_set_makes_the_plan_that_documents_are_drafted_by(client, project):
    assert client.post(SECTION, FIELDS | {"drafters": ["faq", "definition"]}).url == SECTION
    project.refresh_from_db()
    plan = project.plan
    assert [drafter.family for drafter in plan.drafters] == ["faq", "definition"]
    assert (plan.per_passage, plan.passage_limit, plan.passage_tokenizer) == (3, 300, "o200k_base")


def test_all_drafters_of_the_task_serve_from_the_beginning(client, project):
    families = {drafter.family for drafter in registry.ALL if "question_answer" in drafter.kinds}
    page = client.get(SECTION).content.decode()
    assert page.count(" checked") == len(families) + 1  # and how passages are measured
    assert {drafter.family for drafter in project.plan.drafters} == families


def test_drafters_of_another_task_keep_their_setting(client, project):
    project.drafters_off = ["summary", "faq"]
    project.save()
    client.post(SECTION, FIELDS | {"drafters": ["faq"]})
    project.refresh_from_db()
    assert "summary" in project.drafters_off and "faq" not in project.drafters_off


@pytest.mark.parametrize(
    "change",
    [
        {"drafters_off": ["faq"]}, {"drafts_per_passage": 3}, {"kind": "summary"},
        {"passage_characters": 900}, {"passage_unit": "tokens"},
    ],
)  # fmt: skip
def test_each_setting_changes_the_mark_by_which_older_drafts_are_known(project, change):
    before = project.plan.mark
    for name, value in change.items():
        setattr(project, name, value)
    assert project.plan.mark != before


def test_settings_that_decide_nothing_leave_the_mark_as_it_is(project):
    before = project.plan.mark
    project.drafters_off, project.passage_tokens, project.tokenizer = ["conversation"], 77, "cl100k_base"
    assert project.plan.mark == before


def test_documents_drafted_with_other_settings_are_counted(client, project):
    make_document(project, recipe=f"{project.plan.mark}:0123")
    assert "drafted from with other settings" not in client.get(SECTION).content.decode()
    make_document(project, recipe="cut-1:0123456789abcdef")
    assert "1 document was drafted from with other settings" in client.get(SECTION).content.decode()


@pytest.mark.parametrize(("field", "value"), [("drafts_per_passage", 21), ("passage_tokens", 10), ("drafters", "poem")])
def test_limits_hold(client, project, field, value):
    assert client.post(SECTION, FIELDS | {field: value}).status_code == 422
    project.refresh_from_db()
    assert (project.drafts_per_passage, project.drafters_off) == (registry.LIMIT, [])


def test_every_drafter_has_its_words():
    assert {drafter.family for drafter in registry.ALL} | {registry.family_of(plain.NAME)} <= set(WORDS)
    assert name_of("faq-1") == "Questions in the text"
    assert name_of("import") == "import"


def test_a_language_model_is_offered_once_the_administrator_has_named_one(client, project, settings):
    settings.MODEL_BASE_URL = settings.MODEL_NAME = ""
    assert "model_drafting" not in client.get(SECTION).content.decode()
    client.post(SECTION, FIELDS | {"model_drafting": "on"})
    project.refresh_from_db()
    assert not project.model_drafting
    settings.MODEL_BASE_URL, settings.MODEL_NAME = "http://localhost:9/v1", "local"
    assert "model_drafting" in client.get(SECTION).content.decode()
    client.post(SECTION, FIELDS | {"model_drafting": "on"})
    project.refresh_from_db()
    assert project.drafts_with_model
