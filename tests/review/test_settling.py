import pytest
from django.urls import reverse

from curation.examples.models import Event, Example, Version
from curation.examples.states import Action, Decision, Status
from curation.pipeline.similarity import fingerprint
from curation.projects.roles import Role
from curation.review import settling
from curation.review.settling import CannotUndo, OwnExample
from tests.factories import join, make_document, make_example, make_label, make_passage, make_project, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def project():
    return make_project()


@pytest.fixture
def reviewer(project, client):
    join(project, make_user("omar"), Role.MANAGER)
    reviewer = join(project, make_user("rosa"), Role.REVIEWER)
    client.force_login(reviewer)
    return reviewer


@pytest.fixture
def ana(project):
    return join(project, make_user("ana"), Role.ANNOTATOR)


@pytest.fixture
def ben(project):
    return join(project, make_user("ben"), Role.ANNOTATOR)


@pytest.fixture
def example(project, ana, ben):
    example = make_example(passage=make_passage(make_document(project)), status=Status.DISPUTED)
    write(example, ana, "2.5 mg once daily.")
    write(example, ben, "1.25 mg once daily.")
    return example


def write(example, author, completion, *, decision=Decision.SUBMIT, **fields):
    values = {"prompt": "What dose?", "completion": completion, "decision": decision}
    return Version.objects.create(example=example, author=author, **values | fields)


def post(client, example, *, htmx=False, **data):
    sent = {"version": example.version, "prompt": "What dose?", "completion": "2.5 mg daily."} | data
    url = reverse("review:decide", args=[example.project.slug, example.pk])
    return client.post(url, sent, headers={"HX-Request": "true"} if htmx else {})


def again(example):
    return Example.objects.get(pk=example.pk)


# --- make final ------------------------------------------------------------------------------------------------------
def test_final_keeps_text_labels_signature_and_who(project, reviewer, example, client):
    label = make_label(project)
    answer = post(client, example, action="final", **{f"labels_{label.group_id}": label.pk})
    assert answer.url == reverse("review:queue", args=[project.slug]) + "?tab=all"
    final = again(example)
    assert (final.status, final.final_prompt, final.final_completion) == (Status.FINAL, "What dose?", "2.5 mg daily.")
    assert final.signature == fingerprint("What dose?", "2.5 mg daily.")
    assert list(final.labels.all()) == [label]
    event = final.events.last()
    assert (event.actor, event.action, event.before, event.after, event.note) == (
        reviewer, Action.MADE_FINAL, Status.DISPUTED, Status.FINAL, "",
    )  # fmt: skip


def test_a_text_the_reviewer_wrote_stays_in_the_history_without_counting_as_a_submission(reviewer, example, client):
    post(client, example, action="final")
    kept = example.versions.get(author=reviewer)
    assert (kept.completion, kept.live) == ("2.5 mg daily.", False)
    assert not again(example).versions.submitted().filter(author=reviewer).exists()


def test_a_version_made_final_as_it_is_is_not_kept_twice(reviewer, example, client):
    post(client, example, action="final", completion="2.5 mg once daily.")
    assert example.versions.count() == 2


def test_lines_end_alike_whatever_the_browser_sends(reviewer, example, client):
    post(client, example, action="final", completion="One.\r\nTwo.")
    assert again(example).final_completion == "One.\nTwo."


@pytest.mark.parametrize("htmx", [False, True])
def test_what_is_missing_is_said_and_what_was_typed_stays(project, reviewer, example, client, htmx):
    make_label(project, required=True)
    answer = post(client, example, action="final", prompt="Half a question", completion=" ", htmx=htmx)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "The completion is empty." in page
    assert "Choose a label." in page
    assert "Half a question" in page
    assert again(example).status == Status.DISPUTED


def test_with_htmx_the_next_example_follows_under_its_own_address(project, reviewer, example, client):
    following = make_example(passage=make_passage(make_document(project)), status=Status.SUBMITTED)
    answer = post(client, example, action="final", htmx=True)
    assert answer["HX-Push-Url"] == reverse("review:example", args=[project.slug, following.pk]) + "?tab=all"
    assert answer.content.decode().lstrip().startswith('<div class="review" id="workspace"')
    assert "Undo" in answer["HX-Trigger"]


def test_with_htmx_the_end_of_the_queue_says_so(reviewer, example, client):
    answer = post(client, example, action="final", htmx=True)
    assert "Nothing to review" in answer.content.decode()


# --- authors do not settle their own ---------------------------------------------------------------------------------
@pytest.mark.parametrize("decision", [Decision.SUBMIT, Decision.FLAG])
def test_an_author_does_not_make_their_own_example_final(reviewer, example, client, decision):
    write(example, reviewer, "2.5 mg", decision=decision)
    answer = post(client, example, action="final")
    assert answer.status_code == 409
    assert "another reviewer must make it final" in answer.content.decode()
    assert "2.5 mg daily." in answer.content.decode()
    assert again(example).status == Status.DISPUTED
    with pytest.raises(OwnExample):
        settling.make_final(again(example), "What dose?", "2.5 mg", [], by=reviewer)


def test_the_screen_tells_an_author_before_they_try(reviewer, example, client):
    write(example, reviewer, "2.5 mg")
    page = client.get(reverse("review:example", args=[example.project.slug, example.pk])).content.decode()
    assert "another reviewer must make it final" in page
    assert "make-final" not in page


def test_the_only_reviewer_may_and_it_is_recorded(ana, example, client):
    boss = join(example.project, make_user(), Role.MANAGER)
    write(example, boss, "2.5 mg")
    client.force_login(boss)
    page = client.get(reverse("review:example", args=[example.project.slug, example.pk])).content.decode()
    assert "this is recorded" in page
    post(client, example, action="final")
    assert again(example).status == Status.FINAL
    assert "the only reviewer" in example.events.last().note


def test_a_reviewer_who_left_the_company_does_not_count(example):
    boss = join(example.project, make_user(), Role.MANAGER)
    join(example.project, make_user(is_active=False), Role.REVIEWER)
    write(example, boss, "2.5 mg")
    settling.make_final(example, "What dose?", "2.5 mg", [], by=boss)
    assert again(example).status == Status.FINAL


# --- send back, reject -----------------------------------------------------------------------------------------------
def test_sent_back_it_waits_for_that_author_with_the_comment_and_their_text(reviewer, ana, ben, example, client):
    label = make_label(example.project)
    decided = example.versions.get(author=ana)
    decided.labels.add(label)
    post(client, example, action="send_back", comment="Say how often.", to=decided.pk)
    sent = again(example)
    assert (sent.status, sent.assignee, sent.comment) == (Status.DRAFTED, ana, "Say how often.")
    copy = sent.versions.live().get(author=ana)
    assert (copy.decision, copy.completion, list(copy.labels.all())) == ("", "2.5 mg once daily.", [label])
    decided.refresh_from_db()
    assert (decided.live, decided.decision) == (False, Decision.SUBMIT)
    assert sent.versions.live().get(author=ben).decision == Decision.SUBMIT
    assert (sent.events.last().action, sent.events.last().note) == (Action.SENT_BACK, "Say how often.")


def test_an_example_that_nobody_wrote_for_goes_back_to_everybody(reviewer, project, client):
    example = make_example(passage=make_passage(make_document(project)), status=Status.FLAGGED)
    post(client, example, action="send_back", comment="Try again.")
    assert (again(example).status, again(example).assignee) == (Status.DRAFTED, None)


def test_an_author_who_has_left_the_project_is_not_waited_for(reviewer, ana, example, client):
    ana.memberships.all().delete()
    post(client, example, action="send_back", comment="Try again.", to=example.versions.get(author=ana).pk)
    assert again(example).assignee is None


@pytest.mark.parametrize("htmx", [False, True])
def test_sending_back_needs_a_comment(reviewer, example, client, htmx):
    answer = post(client, example, action="send_back", comment="  ", htmx=htmx)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Say what should be changed." in page
    assert ("data-dialog-show" in page) is htmx
    assert again(example).status == Status.DISPUTED


def test_rejected_it_says_why(reviewer, example, client):
    post(client, example, action="reject", reason="wrong", note="See the newer letter.")
    event = again(example).events.last()
    assert (event.after, event.note) == (
        Status.REJECTED,
        "The source is wrong or out of date: See the newer letter.",
    )


def test_an_action_that_does_not_exist_does_nothing(reviewer, example, client):
    assert post(client, example, action="publish").status_code == 422
    assert again(example).status == Status.DISPUTED


# --- conflicts -------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("htmx", [False, True])
def test_a_decision_that_comes_too_late_shows_both_texts(reviewer, example, client, htmx):
    other = join(example.project, make_user("lena"), Role.REVIEWER)
    settling.make_final(again(example), "What dose?", "1.25 mg in the evening.", [], by=other)
    answer = post(client, example, action="final", completion="2.5 mg in the morning.", htmx=htmx)
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "was changed somewhere else" in page or "cannot become" in page
    assert "lena" in page
    assert "2.5 mg in the morning." in page
    assert "evening" in page
    assert again(example).final_completion == "1.25 mg in the evening."


def test_after_seeing_both_a_person_may_decide_again(reviewer, example, client):
    Example.objects.filter(pk=example.pk).update(version=4)
    answer = post(client, example, action="final")
    assert answer.status_code == 409
    assert 'name="version" value="4"' in answer.content.decode()
    post(client, again(example), action="final")
    assert again(example).status == Status.FINAL


# --- undo ------------------------------------------------------------------------------------------------------------
def undo(client, project, *, htmx=False):
    return client.post(reverse("review:undo", args=[project.slug]), headers={"HX-Request": "true"} if htmx else {})


@pytest.mark.usefixtures("reviewer")
@pytest.mark.parametrize("status", [Status.DISPUTED, Status.FLAGGED, Status.SUBMITTED, Status.AGREED])
@pytest.mark.parametrize("htmx", [False, True])
def test_undo_brings_back_status_text_and_labels(project, example, client, status, htmx):
    Example.objects.filter(pk=example.pk).update(status=status)
    label = make_label(project)
    post(client, again(example), action="final", completion="Edited by hand.", **{f"labels_{label.group_id}": label.pk})
    undone = undo(client, project, htmx=htmx)
    assert again(example).status == status
    page = undone if htmx else client.get(undone.url)
    assert "Edited by hand." in page.content.decode()
    assert page.context["form"][f"labels_{label.group_id}"].value() == str(label.pk)


def test_undo_of_a_rejection(project, reviewer, example, client):
    post(client, example, action="reject", reason="wrong")
    undo(client, project)
    assert again(example).status == Status.DISPUTED


def test_undo_of_sending_back_makes_the_decision_stand_again(project, reviewer, ana, example, client):
    decided = example.versions.get(author=ana)
    post(client, example, action="send_back", comment="Say how often.", to=decided.pk)
    undo(client, project)
    sent = again(example)
    assert (sent.status, sent.assignee, sent.comment) == (Status.DISPUTED, None, "")
    assert sent.versions.get(author=ana) == decided
    assert sent.versions.live().get(author=ana).decision == Decision.SUBMIT


def test_sending_back_cannot_be_undone_once_the_author_writes(project, reviewer, ana, example, client):
    post(client, example, action="send_back", comment="How often?", to=example.versions.get(author=ana).pk)
    copy = example.versions.live().get(author=ana)
    copy.save_text("What dose?", "2.5 mg twice.", session="new", sequence=1, seen=copy.revision, seconds=3)
    answer = undo(client, project, htmx=True)
    assert (answer.status_code, answer["HX-Retarget"]) == (409, "#notices")
    assert "already working on it" in answer.content.decode()
    assert again(example).status == Status.DRAFTED


def test_steps_are_undone_one_after_the_other(project, reviewer, example, client):
    other = make_example(passage=make_passage(make_document(project)), status=Status.SUBMITTED)
    post(client, example, action="final")
    post(client, other, action="final")
    undo(client, project)
    undo(client, project)
    assert (again(example).status, again(other).status) == (Status.DISPUTED, Status.SUBMITTED)
    with pytest.raises(CannotUndo):
        settling.undo(project, by=reviewer)


def test_only_ones_own_settlement_is_undone(project, reviewer, example):
    settling.make_final(example, "What dose?", "2.5 mg", [], by=join(project, make_user(), Role.REVIEWER))
    with pytest.raises(CannotUndo):
        settling.undo(project, by=reviewer)


def test_undo_ends_when_a_dataset_was_built(project, reviewer, example, client):
    post(client, example, action="final")
    Event.objects.create(project=project, dataset=1, action=Action.BUILT)
    with pytest.raises(CannotUndo, match="dataset"):
        settling.undo(project, by=reviewer)
    assert again(example).status == Status.FINAL


def test_undo_ends_when_somebody_else_went_on(project, reviewer, example, client):
    post(client, example, action="reject", reason="wrong")
    again(example).move(Status.DRAFTED, by=make_user(), action=Action.REOPENED)
    with pytest.raises(CannotUndo, match="changed"):
        settling.undo(project, by=reviewer)
