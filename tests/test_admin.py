import pytest
from django.contrib import admin
from django.urls import reverse
from playwright.sync_api import expect

from curation.accounts.models import User
from curation.documents.models import Document, Page, Passage, Rereading, Upload
from curation.examples.models import Event, Example, Version
from curation.examples.states import Action, Status
from curation.projects.models import Guideline, Label, LabelGroup, Membership, Project
from curation.projects.roles import Role
from tests.browsing import unexpected, watch
from tests.factories import PASSWORD, make_example, make_label, make_project, make_user

OURS = sorted((model for model in admin.site._registry if model.__module__.startswith("curation.")), key=str)
LOOKED_AT = [LabelGroup, Label, Guideline, Document, Page, Passage, Rereading, Upload, Example, Version, Event]


@pytest.fixture
def administrator(db):
    return make_user("root", is_staff=True, is_superuser=True)


@pytest.fixture
def rows(administrator):
    """At least one row of everything but datasets, by model."""
    project = make_project(members={administrator: [Role.MANAGER]})
    Guideline.objects.create(project=project, number=1, text="Be brief.", author=administrator)
    example = make_example(project)
    example.labels.add(make_label(project))
    example.versions.create(author=administrator, prompt="Q", completion="A")
    example.move(Status.SUBMITTED, by=administrator, action=Action.SUBMITTED)
    Rereading.objects.create(page=example.document.pages.first(), asked_by=administrator)
    Upload.objects.create(project=project, uploaded_by=administrator, name="a.txt", size=1, modified=1)


def address(model, view, *args):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{view}", args=args)


@pytest.mark.parametrize("model", OURS, ids=lambda model: model.__name__)
def test_every_row_is_listed_searched_and_opened(client, administrator, rows, model):
    client.force_login(administrator)
    assert client.get(address(model, "changelist")).status_code == 200
    assert client.get(address(model, "changelist"), {"q": "root"}).status_code == 200
    if row := model.objects.first():
        assert client.get(address(model, "change", row.pk)).status_code == 200


@pytest.mark.parametrize("model", LOOKED_AT, ids=lambda model: model.__name__)
def test_work_is_changed_in_the_product_alone(client, administrator, rows, model):
    row = model.objects.first()
    client.force_login(administrator)
    assert client.get(address(model, "add")).status_code == 403
    assert client.post(address(model, "change", row.pk), {}).status_code == 403
    assert client.post(address(model, "delete", row.pk), {"post": "yes"}).status_code == 403


@pytest.mark.parametrize("how", ["changed", "deleted", "deleted with others"])
def test_a_role_taken_here_leaves_nothing_kept_for_that_person(client, administrator, how):
    ana, project = make_user("ana"), make_project()
    membership = Membership.objects.create(project=project, user=ana, role=Role.ANNOTATOR)
    example = make_example(project, assignee=ana)
    label = make_label(project)
    label.people.add(ana)
    client.force_login(administrator)
    if how == "changed":
        form = {"user": ana.pk, "project": project.pk, "role": Role.UPLOADER}
        client.post(address(Membership, "change", membership.pk), form)
    elif how == "deleted":
        client.post(address(Membership, "delete", membership.pk), {"post": "yes"})
    else:
        form = {"action": "delete_selected", "_selected_action": [membership.pk], "post": "yes"}
        client.post(address(Membership, "changelist"), form)
    example.refresh_from_db()
    assert example.assignee is None and not label.people.exists()


def test_every_stored_row_has_a_page():
    assert {User, Project, Membership, *LOOKED_AT} <= set(OURS)


@pytest.mark.parametrize("name", ["examples_example", "examples_event", "documents_page", "projects_membership"])
def test_a_list_asks_as_often_for_many_rows_as_for_few(client, administrator, django_assert_max_num_queries, name):
    project = make_project(members={administrator: [Role.MANAGER]})
    for _ in range(6):
        make_example(project).move(Status.SUBMITTED, by=administrator, action=Action.SUBMITTED)
    client.force_login(administrator)
    with django_assert_max_num_queries(9):
        client.get(reverse(f"admin:{name}_changelist"))


def test_the_texts_of_examples_are_not_fetched_for_a_list(client, administrator, rows, django_assert_max_num_queries):
    client.force_login(administrator)
    with django_assert_max_num_queries(20) as seen:
        client.get(reverse("admin:examples_example_changelist"))
    assert not any('"final_completion"' in query["sql"] for query in seen.captured_queries)


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_the_admin_works_under_the_strict_policy(live_server, context, administrator, rows):
    problems = watch(context)
    page = context.new_page()
    page.goto(f"{live_server.url}/admin/")
    page.get_by_label("Username").fill("root")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Site administration")
    for name in ("accounts_user", "projects_membership", "examples_example", "examples_event"):
        page.goto(live_server.url + reverse(f"admin:{name}_changelist"))
        page.locator("#result_list tbody th a").first.click()
        page.get_by_role("heading", level=2).first.wait_for()
    assert not unexpected(problems, [])
