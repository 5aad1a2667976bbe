"""What is edited depends on the task of the project."""

import pytest
from django.urls import reverse

from curation.annotate import turns
from curation.datasets.choosing import records
from curation.datasets.models import DatasetVersion
from curation.examples.models import Example
from curation.projects.models import Kind, SignOff
from curation.projects.roles import Role
from tests.annotate.posting import HTMX, post, posted, url
from tests.factories import join, make_document, make_example, make_label, make_passage, make_user

TALK = [["user", "Good morning."], ["assistant", "How can I help?"]]


def of_kind(project, kind, **fields):
    type(project).objects.filter(pk=project.pk).update(kind=kind, sign_off=SignOff.NONE)
    project.refresh_from_db()
    return make_example(passage=make_passage(make_document(project)), **fields)


def exported(project):
    version = DatasetVersion(project=project, choice={})
    return next(records(version))


# --- conversations ---------------------------------------------------------------------------
def talk(example, roles, contents, **fields):
    return posted(example, turns="1", role=roles, content=contents, **fields)


def test_turns_are_edited_and_go_into_the_dataset(ana_client, project):
    example = of_kind(project, Kind.CONVERSATION, context=TALK)
    page = ana_client.get(url(example)).content.decode()
    assert page.count('name="role"') == 3  # two turns, and the one that Add copies
    sent = talk(example, ["system", "user"], ["Be brief.", "Hello.\r\nI have a question."], decision="submit")
    ana_client.post(url(example, "decide"), sent, headers=HTMX)
    assert exported(project)["context"] == [["system", "Be brief."], ["user", "Hello.\nI have a question."]]
    assert Example.objects.get(pk=example.pk).context == TALK


def test_turns_that_nobody_touched_are_exported_as_drafted(ana_client, project):
    example = of_kind(project, Kind.CONVERSATION, context=TALK)
    post(ana_client, example, "decide", decision="submit")
    assert exported(project)["context"] == TALK


@pytest.mark.parametrize(
    ("step", "expected"),
    [
        ("add", [*TALK, ["user", ""]]),
        ("up-1", TALK[::-1]),
        ("down-0", TALK[::-1]),
        ("up-0", TALK),
        ("down-1", TALK),
        ("remove-0", TALK[1:]),
        ("remove-7", TALK),
        ("up-", TALK),
    ],
)
def test_a_button_beside_a_turn_works_without_scripts(ana_client, project, step, expected):
    example = of_kind(project, Kind.CONVERSATION, context=TALK)
    sent = talk(example, [role for role, _ in TALK], [content for _, content in TALK], turn=step)
    assert ana_client.post(url(example, "draft"), sent).status_code == 200
    assert example.versions.get().turns == expected == turns.changed(TALK, step)


def test_turns_that_did_not_arrive_whole_are_refused_and_the_rest_is_kept(ana_client, project):
    example = of_kind(project, Kind.CONVERSATION, context=TALK)
    answer = ana_client.post(url(example, "draft"), talk(example, ["user", "pirate"], ["Ahoy.", ""]), headers=HTMX)
    assert answer.status_code == 422 and "did not arrive whole" in answer.content.decode()
    assert not example.versions.exists()


def test_versions_that_differ_in_a_turn_are_a_dispute(ana_client, ben_client, project):
    example = of_kind(project, Kind.CONVERSATION, context=TALK)
    type(project).objects.filter(pk=project.pk).update(versions_needed=2)
    ana_client.post(url(example, "decide"), talk(example, ["user"], ["Hello."], decision="submit"), headers=HTMX)
    ben_client.post(
        url(example, "decide"), talk(example, ["user"], ["Hi."], session=2, decision="submit"), headers=HTMX
    )
    assert Example.objects.get(pk=example.pk).status == "disputed"


# --- classification ---------------------------------------------------------------------------
def test_the_labels_chosen_are_the_completion(ana_client, project):
    example = of_kind(project, Kind.CLASSIFICATION, prompt="The rent is too high.", completion="")
    praise, blame = make_label(project, "Praise"), make_label(project, "Blame")
    page = ana_client.get(url(example)).content.decode()
    assert 'id="completion"' not in page and "data-locked" in page and 'name="by_label"' in page
    nothing = post(ana_client, example, "decide", decision="submit", completion="", by_label="1")
    assert nothing.status_code == 422 and "Choose a label: Answer type." in nothing.content.decode()
    chosen = {f"labels-{blame.group_id}": blame.pk}
    post(ana_client, example, "decide", decision="submit", completion="", by_label="1", sequence=2, **chosen)
    record = exported(project)
    assert (record["completion"], record["labels"]) == ("Blame", ["Blame"])
    assert praise.pk != blame.pk


def test_without_labels_a_classification_is_written(ana_client, project):
    example = of_kind(project, Kind.CLASSIFICATION, prompt="The rent is too high.", completion="")
    assert 'id="completion"' in ana_client.get(url(example)).content.decode()


# --- instructions and summaries ---------------------------------------------------------------------------
def test_an_instruction_has_an_input_which_every_format_finds_in_the_prompt(ana_client, project):
    example = of_kind(project, Kind.INSTRUCTION, prompt="Shorten this.\n\nA long text.", completion="A text.")
    page = ana_client.get(url(example)).content.decode()
    assert "Shorten this.</textarea>" in page and "A long text.</textarea>" in page
    assert all(f">{name}" in page for name in ("Instruction", "Input", "Output"))
    parts = {"prompt": "Shorten it.", "input": "A very\r\nlong text."}
    post(ana_client, example, "decide", decision="submit", **parts)
    assert exported(project)["prompt"] == "Shorten it.\n\nA very\nlong text."


def test_an_instruction_without_input_stays_as_it_is(ana_client, project):
    example = of_kind(project, Kind.INSTRUCTION)
    post(ana_client, example, "draft", prompt="What is to be done?", input="")
    assert example.versions.get().prompt == "What is to be done?"


def test_the_text_of_a_summary_is_locked_and_stays_when_it_is_not_touched(ana_client, project):
    example = of_kind(project, Kind.SUMMARY, prompt="A long text.")
    page = ana_client.get(url(example)).content.decode()
    assert 'data-unlock="prompt"' in page and ">Summary" in page
    post(ana_client, example, "decide", decision="submit")
    assert exported(project)["prompt"] == "A long text."


def test_a_reviewer_sees_the_turns_as_each_person_left_them(ana_client, client, project):
    example = of_kind(project, Kind.CONVERSATION, context=TALK)
    type(project).objects.filter(pk=project.pk).update(sign_off=SignOff.ALL)
    ana_client.post(url(example, "decide"), talk(example, ["user"], ["Good evening."], decision="submit"), headers=HTMX)
    client.force_login(join(project, make_user(), Role.REVIEWER))
    page = client.get(reverse("review:example", args=[project.slug, example.pk])).content.decode()
    assert "evening" in page.partition("<ins>")[2].partition("</ins>")[0]


def test_a_conflict_shows_the_turns_of_both_tabs(ana_client, project):
    example = of_kind(project, Kind.CONVERSATION, context=TALK)
    ana_client.post(url(example, "draft"), talk(example, ["user"], ["Good evening."]), headers=HTMX)
    answer = ana_client.post(url(example, "draft"), talk(example, ["user"], ["Good night."], session=2), headers=HTMX)
    assert answer.status_code == 409
    assert "Good night." in answer.content.decode() and "evening" in answer.content.decode()
