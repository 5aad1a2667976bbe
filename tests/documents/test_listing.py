import re

import pytest
from django.urls import reverse
from django.utils import timezone

from curation.documents.models import Document, Page, Worker
from curation.documents.states import LONG_WAIT, PageState, State
from curation.projects.roles import Role
from tests.factories import join, make_document, make_example, make_passage, make_project, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def project(client):
    project = make_project()
    client.force_login(join(project, make_user(), Role.UPLOADER))
    return project


def listed(client, project, query="", **headers):
    return client.get(reverse("documents:list", args=[project.slug]) + query, headers=headers).content.decode()


def seen_in(page):
    return re.search(r'data-seen="(\w+)"', page)[1]


def poll(client, project, seen):
    return client.get(reverse("documents:status", args=[project.slug]), {"seen": seen}, headers={"HX-Request": "true"})


def test_each_state_is_said_in_words(client, project):
    reading = make_document(project, pages=["a"] * 3, state=State.READING)
    Page.objects.filter(document=reading, number__gt=1).update(state=PageState.WAITING)
    make_document(project, state=State.FAILED, problem="encrypted")
    partial = make_document(project, pages=["a", "b"])
    Page.objects.filter(document=partial, number=2).update(state=PageState.FAILED)
    hard = make_document(project)
    Page.objects.filter(document=hard).update(confidence=52)
    page = listed(client, project)
    hard_to_read = "Ready, page 1 is hard to read"
    for words in ("Reading page 2 of 3", "This PDF needs a password", "1 of 2 pages failed", hard_to_read):
        assert words in page


def test_the_list_costs_the_same_for_one_document_and_for_many(client, project, django_assert_max_num_queries):
    for _ in range(12):
        make_example(passage=make_passage(make_document(project)))
    with django_assert_max_num_queries(10):
        listed(client, project)


def test_polling_answers_nothing_until_something_changes_and_ends_when_all_is_settled(client, project):
    document = make_document(project, state=State.WAITING)
    seen = seen_in(listed(client, project))
    assert poll(client, project, seen).status_code == 204
    Document.objects.filter(pk=document.pk).update(state=State.READY, changed_at=timezone.now())
    changed = poll(client, project, seen)
    assert changed.status_code == 200 and "Ready" in changed.content.decode()
    assert poll(client, project, seen_in(changed.content.decode())).status_code == 286


def test_documents_that_wait_without_a_worker_say_so(client, project):
    make_document(project, state=State.WAITING)
    assert "no worker is running" in listed(client, project)
    Worker.objects.create(name="one")
    assert "no worker is running" not in listed(client, project)


def test_name_and_status_narrow_the_list(client, project):
    make_document(project, name="ruling.pdf")
    make_document(project, name="letter.pdf", state=State.FAILED, problem="damaged")
    assert "letter.pdf" not in listed(client, project, "?name=RUL")
    assert "ruling.pdf" not in listed(client, project, "?status=failed")
    fragment = listed(client, project, "?name=rul", **{"HX-Request": "true"})
    assert "<html" not in fragment and "ruling.pdf" in fragment


def test_person_and_language_narrow_the_list_and_stay_in_the_address(client, project):
    ana = make_user("ana")
    for n in range(51):
        make_document(project, name=f"carta-{n}.pdf", uploaded_by=ana, language="es")
    make_document(project, name="letter.pdf", uploaded_by=ana, language="en")
    make_document(project, name="ajena.pdf", language="es")
    page = listed(client, project, f"?by={ana.pk}&language=es")
    assert "letter.pdf" not in page and "ajena.pdf" not in page and "carta-50.pdf" in page and "carta-0.pdf" not in page
    older = re.search(r'href="\?([^"]+)" rel="next"', page)[1].replace("&amp;", "&")
    assert f"by={ana.pk}" in older and "language=es" in older
    assert "carta-0.pdf" in listed(client, project, f"?{older}")
    assert "53 documents" in page


def test_a_filter_that_means_nothing_narrows_nothing(client, project):
    make_document(project, name="letter.pdf")
    assert "letter.pdf" in listed(client, project, f"?by={make_user().pk}&language=xx&status=lost&before=x")


def test_a_stranger_finds_no_project(client, project):
    client.force_login(make_user())
    assert client.get(reverse("documents:list", args=[project.slug])).status_code == 404


def test_a_document_shows_its_page_and_the_problem_of_a_page(client, project):
    document = make_document(project, pages=["First page words.", ""])
    Page.objects.filter(document=document, number=2).update(state=PageState.FAILED, problem="too_slow")
    address = reverse("documents:detail", args=[project.slug, document.pk])
    assert "First page words." in client.get(address).content.decode()
    assert "took too long" in client.get(f"{address}?page=2").content.decode()
    Page.objects.filter(document=document, number=2).update(problem="damaged")
    assert "This page is damaged and cannot be read." in client.get(f"{address}?page=2").content.decode()
    assert client.get(f"{address}?page=drop+table").status_code == 200


def test_an_answer_that_ends_polling_leaves_the_rows_where_they_are(client, project):
    make_document(project)
    page = listed(client, project)
    assert "app:tick" not in page
    assert poll(client, project, seen_in(page)).headers["HX-Reswap"] == "none"


def test_a_document_that_waits_for_long_says_how_many_are_ahead(client, project):
    for _ in range(3):
        make_document(state=State.WAITING)  # of other projects: the workers are for all
    mine = make_document(project, state=State.WAITING)
    assert "ahead" not in listed(client, project)
    Document.objects.filter(pk=mine.pk).update(changed_at=timezone.now() - 2 * LONG_WAIT)
    assert "About 3 documents are ahead." in listed(client, project)


@pytest.mark.parametrize(("role", "told"), [(Role.MANAGER, True), (Role.UPLOADER, False)])
def test_after_three_tries_managers_see_the_technical_details(client, project, role, told):
    client.force_login(join(project, make_user(), role))
    make_document(project, state=State.FAILED, problem="failed", tries=3, problem_detail="ZeroDivisionError")
    page = listed(client, project)
    assert "Tried 3 times" in page and ("ZeroDivisionError" in page) == told


def test_what_lay_inside_another_document_says_so(client, project):
    make_document(project, name="rates.txt", parent=make_document(project, name="all.zip"))
    assert "from all.zip" in listed(client, project)
