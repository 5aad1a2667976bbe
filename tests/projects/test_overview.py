import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from curation.examples.states import Action, Status
from curation.projects.models import Guideline, Project
from curation.projects.roles import Role
from tests.factories import join, make_document, make_example, make_label, make_project, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager():
    return make_user("maria")


@pytest.fixture
def project(manager):
    return make_project(members={manager: [Role.MANAGER, Role.UPLOADER]}, name="Cardiology letters", slug="letters")


def text_of(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def address(name, project, **more):
    return reverse(f"projects:{name}", kwargs={"p": project.slug} | more)


@pytest.mark.parametrize("name", ["home", "progress", "guideline"])
def test_a_stranger_finds_no_project(client, project, name):
    client.force_login(make_user())
    assert client.get(address(name, project)).status_code == 404


@pytest.mark.parametrize("name", ["home", "progress", "guideline"])
def test_nobody_is_sent_to_sign_in(client, project, name):
    assert client.get(address(name, project)).status_code == 302
    assert client.get(address(name, project), headers={"HX-Request": "true"}).status_code == 401


@pytest.mark.parametrize("role", Role)
def test_every_member_has_a_home(client, project, role):
    client.force_login(join(project, make_user(), role))
    assert "Cardiology letters" in text_of(client, address("home", project))


def test_the_list_shows_my_projects_and_nobody_elses(client, manager, project):
    make_project(name="Somebody else's")
    client.force_login(manager)
    page = text_of(client, reverse("projects:list"))
    assert "Cardiology letters" in page
    assert "Manager" in page
    assert "Somebody else's" not in page


def test_the_list_asks_as_often_for_one_project_as_for_many(client, manager, project, django_assert_num_queries):
    client.force_login(manager)
    for _ in range(5):
        make_example(make_project(members={manager: [Role.ANNOTATOR]}))
    client.get(reverse("projects:list"))
    with django_assert_num_queries(7):
        client.get(reverse("projects:list"))


@pytest.mark.parametrize(
    ("role", "status", "words"),
    [
        (Role.ANNOTATOR, Status.DRAFTED, "Continue annotating"),
        (Role.REVIEWER, Status.FLAGGED, "Review examples"),
        (Role.UPLOADER, Status.DRAFTED, "Upload documents"),
        (Role.MANAGER, Status.FINAL, "Open the datasets"),
    ],
)
def test_a_card_offers_the_likely_next_step(client, role, status, words):
    project = make_project()
    make_example(project, status=status, final_prompt="Q", final_completion="A")
    client.force_login(join(project, make_user(), role))
    assert words in text_of(client, reverse("projects:list"))


def test_without_a_project_the_list_says_whom_to_ask(client):
    client.force_login(make_user())
    page = text_of(client, reverse("projects:list"))
    assert "Ask a manager to add you" in page
    assert "New project" not in page


def test_who_starts_a_project_manages_it_and_may_upload(client):
    user = make_user()
    user.user_permissions.add(Permission.objects.get(codename="add_project"))
    client.force_login(user)
    fields = {"name": "Consultas de alquiler", "kind": "summary", "language": "es"}
    response = client.post(reverse("projects:create"), fields)
    project = Project.objects.get(name="Consultas de alquiler")
    assert response.url == address("home", project)
    assert project.roles_of(user) >= {Role.MANAGER, Role.UPLOADER}
    assert (project.slug, project.kind, project.language) == ("consultas-de-alquiler", "summary", "es")


def test_two_projects_of_one_name_have_two_addresses(client, manager, project):
    client.force_login(manager)
    for _ in range(2):
        client.post(reverse("projects:create"), {"name": "¿?", "kind": "summary", "language": "en"})
    assert Project.objects.filter(name="¿?").values("slug").distinct().count() == 2


def test_only_some_may_start_a_project(client):
    client.force_login(join(make_project(), make_user(), Role.REVIEWER))
    assert client.get(reverse("projects:create")).status_code == 403


def test_a_project_needs_a_name(client, manager, project):
    client.force_login(manager)
    assert client.post(reverse("projects:create"), {"name": " ", "kind": "summary"}).status_code == 422


def test_a_new_project_shows_what_is_left_to_set_up(client, manager, project):
    make_label(project)
    client.force_login(manager)
    page = text_of(client, address("home", project))
    assert "Set up this project" in page
    assert page.count("(done)") == 1


def test_an_annotator_sees_what_came_back_before_the_queue(client, project):
    annotator = join(project, make_user(), Role.ANNOTATOR)
    make_example(project, assignee=annotator, comment="Say the dose.")
    client.force_login(annotator)
    page = text_of(client, address("home", project))
    assert page.index("came back with a comment") < page.index("is waiting for you")
    assert page.count("btn--primary") == 1


def test_recent_activity_joins_what_one_person_repeated(client, project):
    ana = join(project, make_user("ana"), Role.ANNOTATOR)
    for example in [make_example(project) for _ in range(3)]:
        example.move(Status.SUBMITTED, by=ana, action=Action.SUBMITTED)
    client.force_login(ana)
    assert "<b>ana</b> submitted × 3" in text_of(client, address("home", project))


def test_home_asks_a_fixed_number_of_questions(client, manager, project, django_assert_max_num_queries):
    for _ in range(4):
        make_example(project)
        make_document(project, state="failed", problem="damaged")
    client.force_login(manager)
    client.get(address("home", project))
    with django_assert_max_num_queries(22):
        client.get(address("home", project))


def test_progress_alone_is_a_fragment(client, manager, project):
    make_example(project, status=Status.FINAL, final_prompt="Q", final_completion="A")
    make_example(project)
    client.force_login(manager)
    fragment = client.get(address("progress", project), headers={"HX-Request": "true"}).content.decode()
    assert fragment.lstrip().startswith("<section")
    assert "1 of 2 · 50%" in fragment
    assert client.get(address("progress", project)).url == address("home", project)


def test_the_guideline_is_safe_to_show(client, manager, project):
    text = (
        "# Doses\n\nKeep **units**. <script>alert(1)</script> [x](javascript:alert(1)) ![p](https://example.org/p.png)"
    )
    Guideline.objects.create(project=project, number=1, text=text, author=manager)
    client.force_login(manager)
    page = text_of(client, address("guideline", project))
    assert "<h2>Doses</h2>" in page
    assert "<strong>units</strong>" in page
    assert "<script>alert" not in page
    assert 'href="javascript' not in page
    assert "<img" not in page


def test_the_guideline_alone_is_a_fragment(client, manager, project):
    client.force_login(manager)
    fragment = client.get(address("guideline", project), headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in fragment
    assert "Nobody has written a guideline yet." in fragment


def test_home_shows_how_the_guideline_begins_without_its_markup(client, manager, project):
    Guideline.objects.create(project=project, number=1, text="# Doses\n\n- Keep **units** & “quotes”", author=manager)
    client.force_login(manager)
    assert "Doses Keep units &amp; “quotes”" in text_of(client, address("home", project))
