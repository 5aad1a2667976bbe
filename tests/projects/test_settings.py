import pytest
from django.urls import reverse

from curation.projects.models import Guideline, LabelGroup, QueueOrder, SignOff
from curation.projects.roles import Role
from tests.factories import join, make_example, make_label, make_project, make_user

pytestmark = pytest.mark.django_db
SECTIONS = ["general", "task", "labels", "guideline", "queue", "members"]


@pytest.fixture
def manager():
    return make_user("maria")


@pytest.fixture
def project(manager):
    return make_project(members={manager: [Role.MANAGER]}, name="Letters", slug="letters")


@pytest.fixture
def client(client, manager):
    client.force_login(manager)
    return client


def section(name):
    return reverse("projects:settings", args=["letters", name])


def group_form(group, **changes):
    """What the browser posts for one group when nothing was changed but `changes`."""
    labels = list(group.labels.all())
    prefix = f"group-{group.pk}"
    fields = {f"{prefix}-name": group.name, f"{prefix}-labels-TOTAL_FORMS": len(labels) + 1}
    fields[f"{prefix}-labels-INITIAL_FORMS"] = len(labels)
    for at, label in enumerate(labels):
        fields[f"{prefix}-labels-{at}-id"] = label.pk
        fields[f"{prefix}-labels-{at}-name"] = label.name
        fields[f"{prefix}-labels-{at}-export_as"] = label.export_as
    return fields | {f"{prefix}-{name}" if name != "do" else name: value for name, value in changes.items()}


def post_group(client, group, **changes):
    return client.post(reverse("projects:label_group", args=["letters", group.pk]), group_form(group, **changes))


def names(group):
    return [label.name for label in group.labels.all()]


def test_a_manager_sets_the_queue(client, project):
    fields = {"queue_order": "spread", "lease_minutes": 30, "practice_examples": 4}  # an unticked box is not posted
    assert client.post(section("queue"), fields).status_code == 302
    project.refresh_from_db()
    assert (project.queue_order, project.lease_minutes, project.read_first) == (QueueOrder.SPREAD, 30, False)
    assert client.post(section("queue"), {"queue_order": "newest", "lease_minutes": 1}).status_code == 422


@pytest.mark.parametrize("name", SECTIONS)
def test_only_managers_see_the_settings(client, project, name):
    assert client.get(section(name)).status_code == 200
    client.force_login(join(project, make_user(), Role.REVIEWER, Role.UPLOADER))
    assert client.get(section(name)).status_code == 403
    assert client.post(section(name)).status_code == 403
    client.force_login(make_user())
    assert client.get(section(name)).status_code == 404
    client.logout()
    assert client.get(section(name)).status_code == 302


def test_only_managers_change_labels_and_add_people(client, project):
    group = make_label(project, "Factual").group
    client.force_login(join(project, make_user(), Role.REVIEWER))
    assert post_group(client, group, do="remove:").status_code == 403
    assert client.post(reverse("projects:add_member", args=["letters"]), {"who": "ana"}).status_code == 403


def test_there_is_no_other_section(client, project):
    assert client.get(section("secrets")).status_code == 404


def test_name_and_language_are_saved(client, project):
    assert client.post(section("general"), {"name": "Cartas", "language": "es"}).url == section("general")
    project.refresh_from_db()
    assert (project.name, project.language, project.slug) == ("Cartas", "es", "letters")


def test_a_refused_form_leaves_the_frame_of_the_page_as_stored(client, project):
    response = client.post(section("general"), {"name": "Cartas", "language": "xx"})
    assert response.status_code == 422
    assert "<title>General – Settings – Letters – Glosa</title>" in response.content.decode()


def test_the_task_is_saved(client, project):
    fields = {
        "kind": "summary", "versions_needed": 2, "sign_off": "share", "sign_off_share": 10,
        "completion_tokens": 200, "tokenizer": "cl100k_base",
    }  # fmt: skip
    client.post(section("task"), fields)
    project.refresh_from_db()
    assert (project.kind, project.versions_needed, project.sign_off) == ("summary", 2, SignOff.SHARE)
    assert project.tokenizer == "cl100k_base"


@pytest.mark.parametrize(("field", "value"), [("versions_needed", 6), ("sign_off_share", 101), ("kind", "poem")])
def test_limits_of_the_task_hold(client, project, field, value):
    fields = {
        "kind": "summary", "versions_needed": 1, "sign_off": "all", "sign_off_share": 10,
        "completion_tokens": 200, "tokenizer": "cl100k_base",
    }  # fmt: skip
    assert client.post(section("task"), fields | {field: value}).status_code == 422


def test_each_save_of_the_guideline_is_a_new_numbered_version(client, project):
    client.post(section("guideline"), {"text": "Be brief.", "seen": 0})
    client.post(section("guideline"), {"text": "Be brief and exact.", "seen": 1})
    client.post(section("guideline"), {"text": "Be brief and exact.", "seen": 2})
    assert [(each.number, each.text) for each in project.guidelines.order_by("number")] == [
        (1, "Be brief."),
        (2, "Be brief and exact."),
    ]


def test_a_guideline_written_from_an_older_version_is_refused_once(client, project, manager):
    Guideline.objects.create(project=project, number=1, text="Theirs.", author=manager)
    response = client.post(section("guideline"), {"text": "Mine.", "seen": 0})
    assert response.status_code == 422
    page = response.content.decode()
    assert "Version 1 was saved while you wrote" in page
    assert "Mine." in page
    assert 'name="seen" value="1"' in page


def test_a_group_is_added_once(client, project):
    client.post(section("labels"), {"new-name": "Answer type", "new-many": "on"})
    group = project.label_groups.get()
    assert (group.name, group.many, group.required) == ("Answer type", True, False)
    response = client.post(section("labels"), {"new-name": "Answer type"})
    assert response.status_code == 422
    assert "There is a group of this name already." in response.content.decode()


def test_a_label_is_renamed_and_another_added_in_one_save(client, project):
    group = make_label(project, "Factual").group
    post_group(client, group, **{"labels-0-name": "Fact", "labels-0-export_as": "FACT", "labels-1-name": "Dose"})
    assert [(label.name, label.export_as) for label in group.labels.all()] == [("Fact", "FACT"), ("Dose", "")]


def test_a_new_label_comes_last(client, project):
    group = make_label(project, "One").group
    make_label(project, "Two")
    post_group(client, group, **{"labels-2-name": "Three"})
    assert names(group) == ["One", "Two", "Three"]


def test_a_label_is_not_there_twice(client, project):
    group = make_label(project, "Factual").group
    assert post_group(client, group, **{"labels-1-name": "Factual"}).status_code == 422
    assert names(group) == ["Factual"]


def test_a_button_moves_a_label_and_saves_what_was_typed(client, project):
    first, second, third = (make_label(project, name) for name in ("One", "Two", "Three"))
    post_group(client, first.group, do=f"up:{third.pk}", **{"labels-0-name": "Uno"})
    assert names(first.group) == ["Uno", "Three", "Two"]
    post_group(client, first.group, do=f"down:{second.pk}")
    assert names(first.group) == ["Uno", "Three", "Two"]


def test_a_button_moves_a_group(client, project):
    first = make_label(project, group="First", position=1).group
    second = make_label(project, group="Second", position=2).group
    post_group(client, second, do="up:")
    assert list(project.label_groups.all()) == [second, first]


def test_an_unused_label_is_removed_and_a_used_one_stays(client, project):
    free, used = make_label(project, "Free"), make_label(project, "Used")
    make_example(project).labels.add(used)
    assert f'value="remove:{used.pk}"' not in client.get(section("labels")).content.decode()
    post_group(client, free.group, do=f"remove:{free.pk}")
    assert post_group(client, free.group, do=f"remove:{used.pk}").status_code == 409
    assert post_group(client, free.group, do="remove:").status_code == 409
    assert names(free.group) == ["Used"]


def test_a_label_of_somebody_elses_version_counts_as_used(client, project, manager):
    label = make_label(project)
    make_example(project).versions.create(author=manager).labels.add(label)
    assert post_group(client, label.group, do=f"remove:{label.pk}").status_code == 409


def test_another_projects_group_is_not_found(client, project):
    group = make_label(make_project()).group
    assert post_group(client, group).status_code == 404
    assert LabelGroup.objects.filter(pk=group.pk).exists()


def test_keys_run_on_over_the_groups(client, project):
    make_label(project, "One", group="A", position=1)
    make_label(project, "Two", group="B", position=2)
    page = client.get(section("labels")).content.decode()
    assert [page.count(f'<kbd class="keycap">{n}</kbd>') for n in (1, 2, 3)] == [1, 1, 0]


def test_roles_are_given_and_taken(client, project, manager):
    ana = join(project, make_user("ana"), Role.ANNOTATOR)
    fields = {f"roles-{manager.pk}": ["manager"], f"roles-{ana.pk}": ["reviewer", "uploader"]}
    assert client.post(section("members"), fields).url == section("members")
    assert project.roles_of(ana) == {Role.REVIEWER, Role.ANNOTATOR, Role.UPLOADER}
    client.post(section("members"), {f"roles-{manager.pk}": ["manager"]})
    assert not project.memberships.filter(user=ana).exists()


def test_the_last_manager_cannot_go(client, project, manager):
    ana = join(project, make_user("ana"), Role.REVIEWER)
    response = client.post(section("members"), {f"roles-{ana.pk}": ["reviewer"]})
    assert response.status_code == 422
    assert "Give someone else the Manager role first." in response.content.decode()
    assert Role.MANAGER in project.roles_of(manager)


def test_a_manager_may_hand_over(client, project, manager):
    ana = join(project, make_user("ana"), Role.REVIEWER)
    response = client.post(section("members"), {f"roles-{ana.pk}": ["manager"]})
    assert response.url == reverse("projects:list")
    assert not project.roles_of(manager)


@pytest.mark.parametrize("who", ["ana", "ana@example.org", "ANA@EXAMPLE.ORG"])
def test_a_person_is_added_by_name_or_address(client, project, who):
    ana = make_user("ana")
    client.post(reverse("projects:add_member", args=["letters"]), {"who": who, "roles": ["annotator", "uploader"]})
    assert project.roles_of(ana) == {Role.ANNOTATOR, Role.UPLOADER}


@pytest.mark.parametrize(
    ("who", "words"), [("nobody", "Nobody here is called “nobody”"), ("maria", "maria is already in this project")]
)
def test_who_cannot_be_added_is_explained(client, project, who, words):
    response = client.post(reverse("projects:add_member", args=["letters"]), {"who": who, "roles": ["annotator"]})
    assert response.status_code == 422
    assert words in response.content.decode()


def test_members_take_a_fixed_number_of_questions(client, project, django_assert_max_num_queries):
    for _ in range(5):
        join(project, make_user(), Role.ANNOTATOR)
    with django_assert_max_num_queries(12):
        client.get(section("members"))
