"""The search in the bar on top: on every page of a project, for whom the list of examples is."""

import pytest
from django.urls import reverse

from curation.projects.roles import Role
from tests.factories import join, make_project, make_user

pytestmark = pytest.mark.django_db
PAGES = ["projects:home", "documents:list", "projects:guideline"]


@pytest.mark.parametrize("role", [Role.ANNOTATOR, Role.REVIEWER, Role.MANAGER])
@pytest.mark.parametrize("page", PAGES)
def test_examples_are_searched_from_every_page_of_a_project(client, role, page):
    project = make_project()
    client.force_login(join(project, make_user("ana"), role))
    shown = client.get(reverse(page, args=[project.slug])).content.decode()
    assert shown.count(f'action="{reverse("examples:list", args=[project.slug])}"') == 2  # in the bar, and behind it


@pytest.mark.parametrize("page", PAGES)
def test_who_has_no_list_of_examples_has_no_search_for_them(client, page):
    project = make_project()
    client.force_login(join(project, make_user("ana"), Role.UPLOADER))
    shown = client.get(reverse(page, args=[project.slug])).content.decode()
    assert reverse("examples:list", args=[project.slug]) not in shown


def test_the_list_of_examples_has_one_search(client):
    project = make_project()
    client.force_login(join(project, make_user("ana"), Role.MANAGER))
    shown = client.get(reverse("examples:list", args=[project.slug])).content.decode()
    assert shown.count('type="search" name="q"') == 1
    assert "find-examples" not in shown


@pytest.mark.parametrize("page", [*PAGES, "examples:list"])
def test_the_key_of_the_search_reaches_one_field_and_one_picture_for_it(client, page):
    project = make_project()
    client.force_login(join(project, make_user("ana"), Role.MANAGER))
    shown = client.get(reverse(page, args=[project.slug])).content.decode()
    has_its_own = page in {"documents:list", "examples:list"}
    assert shown.count('data-key="/"') == (1 if has_its_own else 2)
