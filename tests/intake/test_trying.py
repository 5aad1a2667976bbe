"""The try-out: what typed settings would make of a document, shown with its evidence and stored nowhere."""

import pytest
from django.test import Client
from django.urls import reverse

from curation.examples.models import Example
from curation.projects.roles import Role
from tests.factories import make_document, make_project, make_user

TRY = reverse("intake:try_drafting", args=["letters"])
HTMX = {"HX-Request": "true"}
TEXT = """# Visits

When is the clinic open?

The clinic is open from Monday to Friday, between nine and five.

# Deposits

A deposit is a sum of money that the tenant pays before moving in, and gets back at the end."""
FIELDS = {
    "drafters": ["faq", "definition"], "drafts_per_passage": 8, "passage_unit": "characters",
    "passage_characters": 1600, "passage_tokens": 400, "document": "visits.txt",
}  # fmt: skip


@pytest.fixture
def project(db):
    project = make_project(slug="letters", members={make_user("maria"): [Role.MANAGER]})
    make_document(project, name="visits.txt", pages=[TEXT], recipe="cut-1:0123456789abcdef")
    return project


@pytest.fixture
def client(project):
    client = Client()
    client.force_login(project.memberships.get().user)
    return client


def test_drafts_are_shown_with_the_words_they_were_made_from(client):
    page = client.post(TRY, FIELDS, headers=HTMX).content.decode()
    assert "2 passages" in page and "2 drafts" in page
    assert "<mark>The clinic is open from Monday to Friday, between nine and five.<sup>1</sup></mark>" in page
    assert "When is the clinic open?</p>" in page
    assert "<html" not in page


def test_the_settings_as_typed_decide_and_not_those_that_are_stored(client, project):
    page = client.post(TRY, FIELDS | {"drafters": ["definition"]}, headers=HTMX).content.decode()
    assert "Definitions: 1" in page and "Empty drafts: 1" in page and "What is a deposit?" in page
    assert "<mark>The clinic" not in page


def test_nothing_is_stored(client, project):
    client.post(TRY, FIELDS | {"drafts_per_passage": 2})
    project.refresh_from_db()
    assert (project.drafts_per_passage, project.drafters_off) == (8, [])
    assert not Example.objects.exists()
    assert not project.documents.get().passages.exists()


def test_without_scripts_the_page_comes_with_what_was_typed(client):
    page = client.post(TRY, FIELDS | {"drafts_per_passage": 2}).content.decode()
    assert "<html" in page and "Tried on visits.txt" in page
    assert 'name="drafts_per_passage" value="2"' in page


def test_words_that_two_drafts_share_carry_both_numbers(client, project):
    project.kind = "generation"
    project.save()
    text = "# Rent\n\n" + " ".join(
        f"The tenant pays the rent of month {number} to the owner on the first day of the month." for number in range(9)
    )
    make_document(project, name="rent.txt", pages=[text], recipe="cut-1:0123456789abcdef")
    page = client.post(
        TRY, FIELDS | {"document": "rent.txt", "drafters": ["generation"]}, headers=HTMX
    ).content.decode()
    assert "<sup>1, 2</sup>" in page


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [("document", "nothing.txt", "is called “nothing.txt”"), ("drafts_per_passage", 99, "less than or equal to 20")],
)
def test_what_cannot_be_tried_says_why(client, field, value, said):
    for headers in ({}, HTMX):
        answer = client.post(TRY, FIELDS | {field: value}, headers=headers)
        assert answer.status_code == 422
        assert said in answer.content.decode()


def test_a_document_is_found_by_a_part_of_its_name(client):
    assert "Tried on visits.txt" in client.post(TRY, FIELDS | {"document": "VISITS"}, headers=HTMX).content.decode()


def test_a_document_of_another_project_is_not_found(client):
    make_document(name="theirs.txt", pages=[TEXT], recipe="cut-1:0123456789abcdef")
    assert client.post(TRY, FIELDS | {"document": "theirs.txt"}, headers=HTMX).status_code == 422
