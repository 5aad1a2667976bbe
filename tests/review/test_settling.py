import pytest
from django.urls import reverse

from curation.accounts.models import User
from curation.examples.models import Example
from curation.examples.states import Action, Decision, Status
from curation.pipeline.similarity import fingerprint
from curation.projects.models import Project
from curation.projects.roles import Role
from curation.review import settling
from curation.review.settling import OwnExample
from tests.factories import join, make_document, make_example, make_label, make_passage, make_user
from tests.review.posting import again, post, write

pytestmark = pytest.mark.django_db


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


def test_making_final_is_asked_for_twice_as_the_manager_and_the_person_like(reviewer, example, client):
    def page():
        return client.get(reverse("review:example", args=[example.project.slug, example.pk])).content.decode()

    assert 'data-ask="textReadFirst"' in page()
    Project.objects.update(read_first=False)
    assert "data-ask" not in page()
    User.objects.update(confirm_submit=True)
    assert 'data-ask="textConfirm"' in page()


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
