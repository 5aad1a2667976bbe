"""Who may open what: the whole table, over every address of the product."""

from uuid import UUID

import pytest
from django.urls import URLPattern, get_resolver, reverse

from curation.examples.models import Example
from curation.projects.roles import Role, added_up
from tests.factories import join, make_document, make_example, make_passage, make_project, make_user

pytestmark = pytest.mark.django_db

EVERYBODY = {"live", "ready", "accounts:sign_in", "accounts:language"}  # signed in or not
SIGNED_IN = {
    "home", "styleguide", "accounts:sign_out", "accounts:password_change", "accounts:settings", "accounts:theme",
    "accounts:single_keys", "accounts:dim_pages", "accounts:session_ending", "accounts:stay",
    "accounts:sign_out_elsewhere", "accounts:sign_out_there",
    "accounts:shortcuts", "projects:list", "projects:create",
}  # fmt: skip
MEMBERS = {
    "projects:home", "projects:progress", "projects:guideline", "documents:list", "documents:status",
    "documents:detail", "documents:page", "documents:page_image", "documents:strip", "documents:text",
    "documents:passages", "documents:examples", "documents:turn",
}  # fmt: skip
ROLES = {
    **dict.fromkeys(["intake:upload", "intake:upload_create", "intake:upload_slice"], frozenset({Role.UPLOADER})),
    **dict.fromkeys(
        ["intake:retry", "intake:cancel", "intake:unlock", "intake:page_retry", "intake:read_again",
         "intake:answer_readings", "intake:map_rows", "intake:correct_word",
         "intake:remove", "intake:retry_several", "intake:move", "intake:use_other"],
        frozenset({Role.UPLOADER, Role.MANAGER}),
    ),
    **dict.fromkeys(
        ["annotate:next", "annotate:waiting", "annotate:example", "annotate:draft", "annotate:decide",
         "annotate:undo", "examples:patch", "annotate:lease", "annotate:peek", "annotate:source", "annotate:suggest",
         "annotate:doubts", "annotate:guideline", "annotate:practice", "annotate:practice_draft",
         "annotate:practice_decide",
         "annotate:own_answers", "examples:list", "examples:detail", "examples:searches", "examples:search_change",
         "examples:search_delete"],
        frozenset({Role.ANNOTATOR, Role.REVIEWER, Role.MANAGER}),
    ),
    **dict.fromkeys(
        ["review:queue", "review:example", "review:decide", "review:undo", "examples:reopen",
         "review:bulk", "review:bulk_change", "review:bulk_undo",
         "annotate:answers_of", "dashboard:overview", "dashboard:panel_csv"],
        frozenset({Role.REVIEWER, Role.MANAGER}),
    ),
    **dict.fromkeys(
        ["examples:assign", "examples:practise", "projects:settings", "projects:label_group", "projects:sentiment",
         "projects:add_member", "datasets:list", "datasets:create",
         "datasets:counts", "datasets:checks", "datasets:detail", "datasets:build", "datasets:archive",
         "datasets:file", "intake:try_drafting", "intake:draft_again", "intake:cut_again", "intake:drafting_progress",
         "intake:model_drafting", "intake:model_job", "intake:model_stop", "intake:model_go_on"],
        frozenset({Role.MANAGER}),
    ),
}  # fmt: skip


def addresses(patterns=None, space="", prefix=""):
    """Every name with the parameters it takes; Django's own administration is tested apart."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLPattern):
            yield f"{space}{pattern.name}", prefix + str(pattern.pattern)
        elif pattern.namespace != "admin":
            within = f"{pattern.namespace}:" if pattern.namespace else space
            yield from addresses(pattern.url_patterns, within, prefix + str(pattern.pattern))


NAMES = sorted(name for name, _ in addresses())
PROJECT_NAMES = [name for name, path in addresses() if path.startswith("p/<slug:p>/")]


@pytest.fixture
def project():
    return make_project()


@pytest.fixture
def example(project):
    return make_example(passage=make_passage(make_document(project)))


def address_of(name, project, example):
    pattern = dict(addresses())[name]
    values = {
        "p": project.slug, "d": example.document_id, "n": 1, "w": 320, "e": example.pk, "pk": example.pk,
        "section": "general", "panel": "status", "number": 1, "name": "SHA256SUMS", "mark": "0",
        "person": 1, "u": UUID(int=1),
    }  # fmt: skip
    return reverse(name, kwargs={key: value for key, value in values.items() if f":{key}>" in pattern})


def answers(client, address):
    return {client.get(address).status_code, client.post(address).status_code}


def test_the_table_names_every_address():
    assert set(NAMES) == EVERYBODY | SIGNED_IN | MEMBERS | set(ROLES)


@pytest.mark.parametrize("name", sorted(set(NAMES) - EVERYBODY))
def test_nobody_is_sent_to_sign_in(client, project, example, name):
    address = address_of(name, project, example)
    for response in (client.get(address), client.post(address)):
        assert response.status_code == 302 and response.url.startswith("/sign-in/")
    assert client.get(address, headers={"HX-Request": "true"}).status_code == 401


@pytest.mark.parametrize("name", PROJECT_NAMES)
def test_a_stranger_finds_nothing(client, project, example, name):
    elsewhere = make_project()
    client.force_login(join(elsewhere, make_user(is_superuser=True, is_staff=True), *Role))
    assert answers(client, address_of(name, project, example)) <= {404, 405}


@pytest.mark.parametrize("name", PROJECT_NAMES)
@pytest.mark.parametrize("role", list(Role))
def test_a_role_opens_what_the_table_says_and_no_more(client, project, example, role, name):
    client.force_login(join(project, make_user(), role))
    found = answers(client, address_of(name, project, example))
    allowed = name in MEMBERS or added_up([role]) & ROLES.get(name, set())
    assert not any(code >= 500 for code in found)
    if allowed:
        assert 403 not in found
    else:
        assert found <= {403, 405}
    assert Example.objects.filter(pk=example.pk).exists()


@pytest.mark.parametrize(
    "name", [name for name, path in addresses() if ":d>" in path or ":e>" in path or ":pk>" in path]
)
def test_an_id_of_another_project_is_not_there(client, project, name):
    foreign = make_example()
    client.force_login(join(project, make_user(), *Role))
    assert answers(client, address_of(name, project, foreign)) <= {404, 405}
