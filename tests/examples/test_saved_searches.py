import pytest
from django.urls import reverse

from curation.examples.models import SavedSearch
from curation.projects.roles import Role
from tests.factories import join, make_project, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def project():
    return make_project()


@pytest.fixture
def ana(project):
    return join(project, make_user("ana", first_name="Ana"), Role.ANNOTATOR)


@pytest.fixture
def rosa(project):
    return join(project, make_user("rosa", first_name="Rosa"), Role.REVIEWER)


@pytest.fixture
def boss(project):
    return join(project, make_user("boss"), Role.MANAGER)


@pytest.fixture
def post(project, client):
    def post(by, view, pk=None, /, **form):
        client.force_login(by)
        return client.post(reverse(f"examples:{view}", args=[project.slug, *([pk] if pk else [])]), form)

    return post


def listed(client, project, person, name="list"):
    client.force_login(person)
    return client.get(reverse(f"examples:{name}", args=[project.slug]), {"q": "dose"}).content.decode()


def test_a_search_is_saved_and_stands_above_the_list_of_whoever_may_see_it(project, ana, rosa, client, post):
    answer = post(ana, "searches", q="status:disputed dose", name="  Doses in   dispute ")
    assert answer.url == reverse("examples:list", args=[project.slug]) + "?q=status%3Adisputed+dose"
    assert "Saved as “Doses in dispute”." in client.get(answer.url).content.decode()
    post(ana, "searches", q="flag:unsure", name="Doubts", is_shared="on")
    assert "?q=status%3Adisputed%20dose" in listed(client, project, ana)
    assert "Doubts" in listed(client, project, rosa) and "in dispute" not in listed(client, project, rosa)
    assert "Shared by Ana" in listed(client, project, rosa, "searches")
    elsewhere = make_project(members={ana: [Role.ANNOTATOR]})
    assert "Doubts" not in listed(client, elsewhere, ana)


def test_a_name_is_taken_once_by_a_person_in_a_project_and_nothing_typed_is_lost(project, ana, rosa, client, post):
    post(ana, "searches", q="dose", name="Doses")
    refused = post(ana, "searches", q="label:heart", name="DOSES", is_shared="on")
    page = refused.content.decode()
    assert refused.status_code == 422 and "There is a search of this name already." in page
    assert 'value="DOSES"' in page and 'value="label:heart"' in page and "checked" in page
    assert post(rosa, "searches", q="dose", name="Doses").status_code == 302
    elsewhere = make_project(members={ana: [Role.ANNOTATOR]})
    address = reverse("examples:searches", args=[elsewhere.slug])
    client.force_login(ana)
    assert client.post(address, {"q": "dose", "name": "Doses"}).status_code == 302
    other = SavedSearch.objects.create(project=project, owner=ana, name="Other", q="x")
    assert post(ana, "search_change", other.pk, name="doses").status_code == 422
    assert post(ana, "search_change", other.pk, name="OTHER").status_code == 302


def test_its_owner_renames_shares_and_deletes_it(project, ana, client, post):
    post(ana, "searches", q="dose", name="Doses")
    search = SavedSearch.objects.get()
    post(ana, "search_change", search.pk, name="All doses", is_shared="on")
    search.refresh_from_db()
    assert (search.name, search.is_shared, search.q) == ("All doses", True, "dose")
    answer = post(ana, "search_delete", search.pk)
    assert "“All doses” is deleted. It searched for: dose" in client.get(answer.url).content.decode()
    assert not SavedSearch.objects.exists()


@pytest.mark.parametrize(("is_shared", "of_manager"), [(True, 302), (False, 404)])
def test_what_others_saved_is_changed_by_a_manager_alone_and_only_if_shared(
    project, ana, rosa, boss, post, is_shared, of_manager
):
    search = SavedSearch.objects.create(project=project, owner=ana, name="Doses", q="dose", is_shared=is_shared)
    for name in ("search_change", "search_delete"):
        assert post(rosa, name, search.pk, name="Mine").status_code == (403 if is_shared else 404)
        assert post(boss, name, search.pk, name="Better", is_shared="on").status_code == of_manager
    assert SavedSearch.objects.exists() is not is_shared


def test_there_are_no_more_than_fit_above_the_list(project, ana, rosa, post, monkeypatch):
    monkeypatch.setattr(SavedSearch, "most_own", 2)
    monkeypatch.setattr(SavedSearch, "most_shared", 1)
    post(rosa, "searches", q="dose", name="One", is_shared="on")
    assert (
        "searches are shared in this project" in post(ana, "searches", q="a", name="A", is_shared="on").content.decode()
    )
    assert [post(ana, "searches", q="a", name=name).status_code for name in ("A", "B", "C")] == [302, 302, 422]
    one = SavedSearch.objects.get(name="One")
    assert post(rosa, "search_change", one.pk, name="Uno", is_shared="on").status_code == 302


def test_a_search_that_cannot_be_read_is_not_saved(project, ana, post):
    answer = post(ana, "searches", q="estdo:final", name="Finals")
    assert answer.status_code == 422 and "Did you mean “estado”?" in answer.content.decode()
    assert not SavedSearch.objects.exists()
