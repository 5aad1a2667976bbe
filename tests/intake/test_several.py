"""All documents that match, not only those on the page: what is done is what was looked at."""

import re

import pytest
from django.urls import reverse

from curation.documents.models import Document
from curation.documents.states import PageState, State
from curation.projects.roles import Role
from tests.factories import join, make_document, make_project, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def project(client):
    project = make_project()
    client.force_login(join(project, make_user(), Role.UPLOADER))
    return project


def post(client, project, action, **fields):
    return client.post(reverse(f"intake:{action}", args=[project.slug]), fields, follow=True).content.decode()


def fields_in(page):
    """The hidden fields of the page's form, but for the token."""
    form = page[page.index('name="confirmed"') - 4000 :]
    found = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', form))
    return {name: value for name, value in found.items() if name != "csrfmiddlewaretoken"}


def test_all_that_match_are_counted_looked_at_and_removed_beyond_the_page(client, project):
    for n in range(60):
        make_document(project, name=f"old-{n}.pdf")
    make_document(project, name="new.pdf")
    page = post(client, project, "remove", every="on", name="old")
    assert "Remove 60 documents?" in page
    assert "60 documents were removed." in post(client, project, "remove", **fields_in(page))
    assert Document.objects.present().get().name == "new.pdf"


def test_what_matches_by_now_but_was_not_looked_at_is_not_removed(client, project):
    make_document(project, name="old.pdf")
    seen = fields_in(post(client, project, "remove", every="on", name="old"))
    make_document(project, name="old-too.pdf")
    page = post(client, project, "remove", **seen)
    assert "Remove 2 documents?" in page and "have changed meanwhile" in page
    assert Document.objects.present().count() == 2


def test_all_that_match_are_tried_again_and_the_others_are_not(client, project):
    for name in ("a.pdf", "b.pdf", "c.txt"):
        failed = make_document(project, name=name, state=State.FAILED, problem="too_slow")
        failed.pages.update(state=PageState.FAILED)
    foreign = make_document(name="foreign.pdf", state=State.FAILED)
    assert "2 documents will be read again." in post(client, project, "retry_several", every="on", name="pdf")
    foreign.refresh_from_db()
    assert foreign.state == State.FAILED


def test_the_list_offers_it_only_where_there_is_more_than_one_page(client, project):
    def listed(query=""):
        return client.get(reverse("documents:list", args=[project.slug]) + query).content.decode()

    for n in range(51):
        make_document(project, name=f"letter-{n}.pdf")
    make_document(project, name="ruling.pdf")
    assert "All 51 that match" in listed("?name=letter")
    assert 'name="name" value="letter"' in listed("?name=letter")
    assert "that match" not in listed("?name=ruling")
