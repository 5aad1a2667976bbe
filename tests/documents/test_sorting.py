"""The documents list in the orders of its columns, forwards and backwards through its pages."""

import re

import pytest
from django.urls import reverse

from curation.documents import listing
from curation.documents.models import Document
from curation.documents.states import State
from curation.projects.roles import Role
from tests.factories import join, make_document, make_project, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def project(client, monkeypatch):
    monkeypatch.setattr(listing, "ROWS", 2)
    project = make_project()
    client.force_login(join(project, make_user(), Role.UPLOADER))
    for name, pages, state in [
        ("b.pdf", 3, State.READY), ("A.pdf", 3, State.FAILED), ("c.pdf", None, State.WAITING),
        ("B.pdf", 40, State.READY), ("d.pdf", 1, State.READY),
    ]:  # fmt: skip
        make_document(project, name=name, page_count=pages, state=state)
    return project


def page_of(client, project, query):
    return client.get(reverse("documents:list", args=[project.slug]) + f"?{query}").content.decode()


def names_in(page):
    return re.findall(r'id="document-link-\d+"[^>]*>([^<]+)<', page)


def link_in(page, rel):
    found = re.search(rf'href="\?([^"]+)" rel="{rel}"', page)
    return found and found[1].replace("&amp;", "&")


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("", "d B c A b"),
        ("added", "b A c B d"),
        ("name", "A b B c d"),
        ("-name", "d c B b A"),
        ("-pages", "B A b d c"),
        ("status", "c b B d A"),
    ],
)
def test_every_row_is_met_once_forwards_and_backwards(client, project, sort, order):
    query, walked, pages = f"sort={sort}", [], []
    while query:
        pages.append(page_of(client, project, query))
        walked += names_in(pages[-1])
        query = link_in(pages[-1], "next")
    assert [name.removesuffix(".pdf") for name in walked] == order.split()
    back = page_of(client, project, link_in(pages[-1], "prev"))
    assert names_in(back) == walked[2:4]
    assert names_in(page_of(client, project, link_in(back, "prev"))) == walked[:2]


def test_the_head_tells_the_order_and_turns_it_round(client, project):
    page = page_of(client, project, "sort=name&status=ready")
    head = re.search(
        r'<th scope="col" aria-sort="(\w+)">\s*<a class="table__sort" id="sort-name"\s+href="([^"]+)"', page
    )
    assert head[1] == "ascending" and "sort=-name" in head[2] and "status=ready" in head[2]
    assert page.count("aria-sort") == 1
    assert "status=ready" in link_in(page, "next") and "sort=name" in link_in(page, "next")


def test_a_page_begins_behind_a_document_that_was_removed_meanwhile(client, project):
    following = link_in(page_of(client, project, "sort=name"), "next")
    Document.objects.filter(name="b.pdf").remove()
    assert names_in(page_of(client, project, following)) == ["B.pdf", "c.pdf"]
