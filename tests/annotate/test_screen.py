import pytest
from django.urls import reverse

from curation.accounts.models import User
from curation.documents.states import PageState, State
from curation.examples.models import Example
from curation.examples.states import Decision, Status
from curation.projects.roles import Role
from tests.annotate.posting import HTMX, post, posted, url
from tests.factories import join, make_document, make_example, make_label, make_project, make_user


def test_each_decision_brings_the_next_example_with_undo_and_counters(ana_client, project):
    first, second = make_example(project), make_example(project, prompt="And when?")
    answer = post(ana_client, first, "decide", decision="submit", completion="Bisoprolol 2.5 mg.")
    page = answer.content.decode()
    assert answer.headers["HX-Push-Url"] == url(second)
    assert "And when?" in page
    assert "1 left" in page and "1 today" in page
    assert "Undo" in answer.headers["HX-Trigger"]
    assert Example.objects.get(pk=first.pk).status == Status.SUBMITTED


def test_without_scripts_a_decision_is_a_post_and_a_redirect(ana_client, project):
    example = make_example(project)
    answer = ana_client.post(url(example, "decide"), posted(example, decision="submit"), follow=True)
    assert answer.redirect_chain[0][0] == url(project, "next")
    assert "All done here" in answer.content.decode()


def test_the_draft_text_survives_a_reload(ana_client, project):
    example = make_example(project)
    ana_client.get(url(example))
    answer = post(ana_client, example, "draft", completion="Two and a half.\r\nOnce.")
    assert "Saved" in answer.content.decode()
    assert "<textarea" not in answer.content.decode()
    assert "Two and a half.\nOnce.</textarea>" in ana_client.get(url(example)).content.decode()


def test_a_save_says_what_changed_and_what_the_checks_found(ana_client, project):
    example = make_example(project)
    page = post(ana_client, example, "draft", completion="Bisoprolol 7.5 mg once daily.").content.decode()
    assert "<del>" in page and "7.5</ins>" in page
    assert "“7.5” is not in the source." in page
    assert "Submit with 1 warning" in page


def test_an_error_of_the_checks_stops_a_submission_and_keeps_the_text(ana_client, project):
    example = make_example(project)
    answer = post(ana_client, example, "decide", decision="submit", completion=" ", prompt="What else?")
    assert answer.status_code == 422
    assert answer.headers["HX-Retarget"] == "#problems"
    assert "The completion is empty." in answer.content.decode()
    assert example.versions.get().prompt == "What else?"
    assert Example.objects.get(pk=example.pk).status == Status.DRAFTED


def test_a_required_label_is_asked_for_and_kept(ana_client, project):
    label = make_label(project, "Factual", required=True)
    example = make_example(project)
    refused = post(ana_client, example, "decide", decision="submit")
    assert refused.status_code == 422 and "Choose a label: Answer type." in refused.content.decode()
    post(ana_client, example, "decide", decision="submit", **{f"labels-{label.group_id}": label.pk})
    assert list(example.versions.get().labels.all()) == [label]


def test_a_text_is_saved_however_long_its_page_was_open(ana_client, project):
    example = make_example(project)
    ana_client.get(url(example))
    assert post(ana_client, example, "draft", completion="After the weekend", seconds=200_000).status_code == 200
    version = example.versions.get()
    assert (version.completion, version.seconds) == ("After the weekend", 24 * 3600)


@pytest.mark.parametrize(("many", "status"), [(False, 422), (True, 200)])
def test_a_group_takes_as_many_labels_as_it_says(ana_client, project, many, status):
    labels = [make_label(project, name, many=many) for name in ("Factual", "Reasoning")]
    example = make_example(project)
    ana_client.get(url(example))
    chosen = {f"labels-{labels[0].group_id}": [label.pk for label in labels]}
    assert post(ana_client, example, "draft", **chosen).status_code == status
    assert [version.labels.count() for version in example.versions.all()] == ([2] if many else [])


def test_a_rejection_needs_a_reason(ana_client, project):
    example = make_example(project)
    assert post(ana_client, example, "decide", decision="reject").status_code == 422
    post(ana_client, example, "decide", decision="reject", reason="wrong", reason_note="Old letter")
    version = example.versions.get()
    assert (version.decision, version.reason, version.note) == (Decision.REJECT, "wrong", "Old letter")


def test_without_scripts_reject_opens_the_dialog_on_a_page(ana_client, project):
    example = make_example(project)
    answer = ana_client.post(url(example, "decide"), posted(example, decision="reject", completion="Kept"))
    assert answer.status_code == 422
    assert 'aria-labelledby="reject-title" open' in answer.content.decode()
    assert "Kept</textarea>" in answer.content.decode()
    ana_client.post(url(example, "decide"), {"decision": "reject", "reason": "wrong"})
    version = example.versions.get()
    assert (version.decision, version.completion) == (Decision.REJECT, "Kept")


def test_two_tabs_conflict_shows_both_texts_and_three_ways_out(ana_client, project):
    example = make_example(project)
    post(ana_client, example, "draft", session=1, completion="Twice daily")
    answer = post(ana_client, example, "draft", session=2, completion="Once daily")
    page = answer.content.decode()
    assert answer.status_code == 409 and answer.headers["HX-Retarget"] == "#problems"
    assert "Once daily" in page and "Twice" in page
    assert "<textarea" not in page
    assert example.versions.get().completion == "Twice daily"


@pytest.mark.parametrize(
    ("keep", "text"), [("mine", "Once daily"), ("theirs", "Twice daily"), ("both", "Once daily\n\nTwice daily")]
)
@pytest.mark.parametrize("headers", [HTMX, {}])
def test_a_conflict_is_settled_by_choosing(ana_client, project, keep, text, headers):
    example = make_example(project)
    post(ana_client, example, "draft", session=1, completion="Twice daily")
    answer = ana_client.post(
        url(example, "draft"), posted(example, session=2, completion="Once daily", seen=1, keep=keep), headers=headers
    )
    assert answer.status_code == 200
    assert f"{text}</textarea>" in answer.content.decode()
    assert example.versions.get().completion == text


def test_late_mail_of_the_same_session_is_dropped_quietly(ana_client, project):
    example = make_example(project)
    post(ana_client, example, "draft", sequence=5, completion="new")
    assert post(ana_client, example, "draft", sequence=4, completion="old").status_code == 200
    assert example.versions.get().completion == "new"


def test_a_comment_of_a_reviewer_stands_above_the_editors(ana_client, ana, project):
    example = make_example(project, assignee=ana, comment="Name the unit.")
    assert "Name the unit." in ana_client.get(url(example)).content.decode()


def test_another_persons_example_can_be_looked_at_but_not_changed(ana_client, ben_client, project):
    example = make_example(project)
    ben_client.get(url(example))
    page = ana_client.get(url(example)).content.decode()
    assert "ben is working on this example now." in page
    assert "readonly" in page and 'value="submit"' not in page
    assert ana_client.post(url(example, "lease"), headers=HTMX).status_code == 409


def test_an_empty_queue_says_what_happens_next(ana_client, project):
    make_example(project, status=Status.DISPUTED)
    page = ana_client.get(url(project, "next")).content.decode()
    assert "All done here" in page and "1 is with a reviewer." in page


def test_who_waits_for_documents_sees_how_far_they_are_read_until_there_are_examples(project, ana_client):
    document = make_document(project, state=State.READING, pages=["one", "two"])
    document.pages.filter(number=2).update(state=PageState.WAITING)
    page = ana_client.get(reverse("annotate:next", args=[project.slug])).content.decode()
    assert "Documents are still being read" in page
    assert "1 document is being read." in page and "1 of 2 pages are done." in page and "No worker is running" in page
    asked = reverse("annotate:waiting", args=[project.slug])
    assert 'hx-get="' + asked in page
    document.pages.update(state=PageState.READ)
    again = ana_client.get(asked, headers=HTMX).content.decode()
    assert "2 of 2 pages are done." in again and 'hx-get="' + asked in again
    make_example(project)
    ready = ana_client.get(asked, headers=HTMX).content.decode()
    assert "There are examples now." in ready and "hx-get" not in ready


NAMES = ("next", "waiting", "example", "peek")
POSTS = ("draft", "decide", "undo", "lease", "source")


@pytest.mark.parametrize("name", [*NAMES, *POSTS])
def test_only_annotators_of_the_project_get_in(client, project, name):
    example = make_example(project)
    send = client.get if name in NAMES else client.post
    address = url(example, name)
    assert send(address).status_code == 302
    assert send(address, headers=HTMX).status_code == 401
    client.force_login(make_user())
    assert send(address).status_code == 404
    client.force_login(join(project, make_user(), Role.UPLOADER))
    assert send(address).status_code == 403
    client.force_login(join(project, make_user(), Role.ANNOTATOR))
    assert send(address).status_code in (200, 204, 302, 404, 409, 422)


def test_a_foreign_example_is_not_found(ana_client, project):
    foreign = make_example(make_project())
    assert ana_client.get(reverse("annotate:example", args=[project.slug, foreign.pk])).status_code == 404


def test_no_number_in_an_address_is_too_large(ana_client, project):
    example = make_example(project)
    ana_client.get(url(example))
    numbered = reverse("annotate:example", args=[project.slug, 10**20])
    assert ana_client.get(numbered).status_code == 404
    assert ana_client.post(f"{numbered}draft/", {}).status_code == 404
    assert post(ana_client, example, "decide", decision="submit", ahead=10**20).status_code == 200


def test_the_next_workspace_is_whole_and_only_the_header_is_swapped_beside_it(ana_client, project):
    first, _ = make_example(project), make_example(project)
    page = post(ana_client, first, "decide", decision="submit", completion="Bisoprolol 2.5 mg.").content.decode()
    workspace, _, header = page.partition('id="save-state"')
    assert 'id="checks"' in workspace and 'id="diff"' in workspace
    assert "hx-swap-oob" not in workspace and "hx-swap-oob" in header


def test_the_minute_signal_of_a_workspace_just_settled_is_no_conflict(ana_client, project):
    example = make_example(project)
    post(ana_client, example, "decide", decision="submit")
    assert ana_client.post(url(example, "lease"), headers=HTMX).status_code == 204


def test_a_manager_can_switch_off_the_question_whether_it_was_read(ana_client, project):
    example = make_example(project)
    assert 'data-ask="textReadFirst"' in ana_client.get(url(example)).content.decode()
    project.read_first = False
    project.save()
    assert "data-ask" not in ana_client.get(url(example)).content.decode()


def test_a_person_may_ask_to_be_asked_before_each_submit(ana_client, project):
    User.objects.update(confirm_submit=True)
    assert 'data-ask="textConfirm"' in ana_client.get(url(make_example(project))).content.decode()


def test_the_next_workspace_of_an_example_settled_meanwhile_is_not_fetched(ana_client, project):
    example, _ = make_example(project), make_example(project)
    post(ana_client, example, "decide", decision="submit")
    assert ana_client.get(url(example, "peek"), headers=HTMX).status_code == 204
