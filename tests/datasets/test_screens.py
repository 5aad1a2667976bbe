import hashlib
import io
import json
import zipfile

import pytest
from django.urls import reverse

from curation.datasets.building import build
from curation.datasets.models import DatasetVersion
from curation.datasets.states import State
from curation.examples.models import Event
from curation.examples.states import Action
from curation.projects.roles import Role
from tests.datasets.plans import make_final, make_finals, start
from tests.factories import join, make_label, make_project, make_user

pytestmark = pytest.mark.django_db(transaction=True)
HTMX = {"HTTP_HX_REQUEST": "true"}
PLAN = {
    "train": 80, "validation": 10, "test": 10, "seed": 42, "formats": "openai-chat", "separator": r"\n\n###\n\n",
    "stop": " END", "leading_space": "True", "warnings_seen": "on", "number": 1,
}  # fmt: skip


@pytest.fixture
def project():
    return make_project(members={make_user("boss"): [Role.MANAGER]})


@pytest.fixture
def manager(project, client):
    client.force_login(project.memberships.get().user)
    return client


def address(project, name, *args):
    return reverse(f"datasets:{name}", args=[project.slug, *args])


@pytest.fixture
def ready(project):
    make_finals(project)
    version = start(project)
    build(version.pk)
    return DatasetVersion.objects.get()


def body(response):
    return b"".join(response.streaming_content) if response.streaming else response.content


ADDRESSES = [
    ("get", "list", ()), ("get", "create", ()), ("post", "create", ()), ("get", "counts", ()), ("get", "checks", ()),
    ("get", "detail", (1,)), ("get", "build", (1,)), ("post", "build", (1,)), ("get", "archive", (1,)),
    ("get", "file", (1, "openai-chat/train.jsonl")), ("get", "file", (1, "SHA256SUMS")),
]  # fmt: skip


def test_only_managers_of_the_project_may(client, project, ready):
    def answers():
        return {getattr(client, method)(address(project, name, *args)).status_code for method, name, args in ADDRESSES}

    assert answers() == {302}  # to sign in
    client.force_login(make_user())
    assert answers() == {404}
    for role in (Role.UPLOADER, Role.ANNOTATOR, Role.REVIEWER):
        client.force_login(join(project, make_user(), role))
        assert answers() == {403}, role
    client.force_login(project.memberships.get(role=Role.MANAGER).user)
    assert answers() == {200, 302, 409}


@pytest.mark.parametrize("step", ["choose", "split", "check", "build", "", "nonsense"])
def test_every_step_has_an_address_of_its_own(manager, project, step):
    make_finals(project)
    response = manager.get(address(project, "create"), {"step": step})
    assert response.status_code == 200
    assert response.context["step"] == (step if step in ("split", "check", "build") else "choose")


def test_a_mistake_in_an_earlier_step_is_shown_there(manager, project):
    make_finals(project)
    response = manager.get(address(project, "create"), PLAN | {"train": 90, "step": "build"})
    assert response.context["step"] == "split"
    assert b"must add up to 100" in response.content


def test_what_was_said_travels_through_every_step(manager, project):
    make_finals(project)
    label = make_label(project)
    said = PLAN | {"labels": label.pk, "seed": 7, "separator": r"\n--\n", "leading_space": "False"}
    page = manager.get(address(project, "create"), said | {"step": "build"}).content.decode()
    for name, value in (("labels", label.pk), ("seed", 7), ("separator", r"\n--\n"), ("leading_space", "False")):
        assert f'<input type="hidden" name="{name}" value="{value}"' in page


def test_counts_follow_the_choice(manager, project):
    label = make_label(project)
    make_final(project, "a", "b", labels=[label])
    make_finals(project, documents=3, each=2)
    response = manager.get(address(project, "counts"), PLAN, **HTMX)
    assert response.context["size"].examples == 7
    response = manager.get(address(project, "counts"), PLAN | {"labels": label.pk}, **HTMX)
    assert (response.context["size"].examples, response.context["size"].documents) == (1, 1)


def test_the_counts_before_and_the_lines_after_agree(manager, project, ready):
    size = manager.get(address(project, "counts"), PLAN, **HTMX).context["size"]
    assert size.parts == {part: ready.counts[part] for part in ("train", "validation", "test")}


def test_the_preview_is_what_is_written(manager, project, ready):
    look = manager.get(address(project, "checks"), PLAN, **HTMX).context["look"]
    written = b"".join(body(manager.get(address(project, "file", 1, file.name))) for file in ready.files.all()).decode()
    assert all(line in written for line in look.lines["openai-chat"])
    assert len(look.lines["openai-chat"]) == 3


def test_building_goes_from_the_form_to_files(manager, project):
    make_finals(project)
    response = manager.post(address(project, "create"), PLAN | {"notes": "For the pilot."})
    assert response.url == address(project, "detail", 1)
    version = DatasetVersion.objects.get()
    assert (version.state, version.notes, version.created_by.username) == (State.WAITING, "For the pilot.", "boss")
    assert version.options["separator"] == "\n\n###\n\n"
    assert manager.get(address(project, "build", 1), **HTMX).status_code == 200
    build(version.pk)
    response = manager.get(address(project, "build", 1), **HTMX)
    assert response.status_code == 286
    assert json.loads(response["HX-Trigger"])["app:toast"]["level"] == "success"
    assert b"never changes" in response.content


def test_pressing_build_twice_makes_one_version(manager, project):
    make_finals(project)
    for _ in range(2):
        manager.post(address(project, "create"), PLAN)
    assert DatasetVersion.objects.count() == 1


def test_warnings_need_a_tick(manager, project):
    make_final(project, "a", "b")
    unticked = {name: value for name, value in PLAN.items() if name != "warnings_seen"}
    assert manager.post(address(project, "create"), unticked).status_code == 422
    assert manager.post(address(project, "create"), PLAN).status_code == 302


def test_errors_stop_the_build_until_they_are_left_out(manager, project):
    make_final(project, "a", "b")
    make_final(project, "A", "B")
    response = manager.post(address(project, "create"), PLAN)
    assert response.status_code == 422
    assert b"Go back to Check" in response.content
    assert manager.post(address(project, "create"), PLAN | {"leave_out": "duplicate"}).status_code == 302


def test_a_failed_build_says_why_and_can_be_tried_again(manager, project):
    make_final(project, "a", "b")
    make_final(project, "A", "B")
    version = start(project)
    build(version.pk)
    page = manager.get(address(project, "detail", 1))
    assert b"did not pass the checks" in page.content
    assert b"Leave this example out" in page.content
    manager.post(address(project, "build", 1), {"leave_out": "duplicate"})
    build(version.pk)
    version.refresh_from_db()
    assert version.state == State.READY


def test_a_built_version_cannot_be_built_again(manager, project, ready):
    assert manager.post(address(project, "build", 1)).status_code == 409
    ready.refresh_from_db()
    assert ready.state == State.READY


def test_a_file_leaves_as_an_attachment_whole_and_recorded(manager, project, ready):
    file = ready.files.first()
    response = manager.get(address(project, "file", 1, file.name))
    data = body(response)
    assert hashlib.sha256(data).hexdigest() == file.sha256
    assert response["Content-Disposition"] == f'attachment; filename="{project.slug}-v1-openai-chat-train.jsonl"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]
    assert int(response["Content-Length"]) == file.size
    event = Event.objects.get(action=Action.DOWNLOADED)
    assert (event.dataset, event.note, event.actor.username) == (1, file.name, "boss")


@pytest.mark.parametrize(
    ("asked", "status", "expected"),
    [
        ("bytes=10-19", 206, slice(10, 20)),
        ("bytes=10-", 206, slice(10, None)),
        ("bytes=0-0", 206, slice(0, 1)),
        ("bytes=10-999999999", 206, slice(10, None)),
        ("bytes=999999999-", 200, slice(None)),
        ("bytes=0-1,4-5", 200, slice(None)),
        ("bytes=9-5", 200, slice(None)),
        ("lines=1-2", 200, slice(None)),
    ],
)
def test_a_broken_download_can_go_on(manager, ready, asked, status, expected):
    where = address(ready.project, "file", 1, "openai-chat/train.jsonl")
    whole = body(manager.get(where))
    response = manager.get(where, HTTP_RANGE=asked)
    assert (response.status_code, body(response)) == (status, whole[expected])


def test_a_range_of_another_file_gives_the_whole_one(manager, project, ready):
    where = address(project, "file", 1, "openai-chat/train.jsonl")
    assert manager.get(where, HTTP_RANGE="bytes=5-9", HTTP_IF_RANGE='"other"').status_code == 200


def test_the_zip_holds_every_file_and_the_sums(manager, project, ready):
    response = manager.get(address(project, "archive", 1))
    data = body(response)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        held = {name.partition("/")[2]: archive.read(name) for name in archive.namelist()}
    assert held.pop("SHA256SUMS").decode() == ready.sums()
    assert {name: hashlib.sha256(data).hexdigest() for name, data in held.items()} == dict(
        ready.files.values_list("name", "sha256")
    )
    assert body(manager.get(address(project, "archive", 1))) == data


def test_nothing_is_offered_of_a_version_that_is_not_ready(manager, project):
    make_finals(project)
    start(project)
    for name, args in (("file", (1, "SHA256SUMS")), ("file", (1, "openai-chat/train.jsonl")), ("archive", (1,))):
        assert manager.get(address(project, name, *args)).status_code == 404


def test_a_name_that_is_no_file_of_the_version_is_not_found(manager, project, ready):
    for name in ("openai-chat/../SHA256SUMS", "../../secret_key", "openai-chat/extra.jsonl"):
        assert manager.get(f"{address(project, 'detail', 1)}files/{name}").status_code == 404


def test_an_empty_project_says_what_is_missing(manager, project):
    assert b"nothing to put in a dataset yet" in manager.get(address(project, "list")).content
    assert b"nothing to put in a dataset yet" in manager.get(address(project, "create")).content


def test_the_list_asks_the_database_the_same_few_questions(manager, project, ready, django_assert_max_num_queries):
    for _ in range(5):
        start(project)
    with django_assert_max_num_queries(12):
        assert manager.get(address(project, "list")).content.count(b"<tr>") == 7
