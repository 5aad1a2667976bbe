"""Many examples changed at once: each as a single decision would change it, or left with the reason."""

import pytest
from django.urls import reverse
from django.utils import timezone

from curation.annotate import claims, deciding, undoing
from curation.annotate.deciding import Choice
from curation.examples.models import BulkChange, Event, Example
from curation.examples.models.bulk import UNDO_FOR, State
from curation.examples.states import Decision, Status
from curation.projects.roles import Role
from curation.review import bulk_asking, bulk_running, settling, tasks
from tests.factories import join, make_document, make_example, make_label, make_passage, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def ana(project):
    return join(project, make_user("ana", first_name="Ana"), Role.ANNOTATOR)


@pytest.fixture
def send(send):
    """The change that was asked for."""

    def started(what, *examples, **form):
        answer = send(what, *examples, **form)
        assert answer.status_code == 302, answer.content.decode()
        return BulkChange.objects.latest("pk")

    return started


def submitted(project, ana, **fields):
    example = make_example(project, **fields)
    deciding.decide(example, ana, Choice(Decision.SUBMIT))
    return Example.objects.get(pk=example.pk)


def final(project, by, labels=()):
    example = make_example(project)
    settling.make_final(example, "Which dose?", "2.5 mg", list(labels), by=by)
    return Example.objects.get(pk=example.pk)


def now(example):
    return Example.objects.get(pk=example.pk)


def state_of(example):
    """All that undoing must bring back."""
    row = now(example)
    texts = row.final_prompt, row.final_completion, row.signature
    live = sorted(row.versions.live().values_list("author", "decision", "reason"))
    return row.status, row.assignee_id, row.comment, texts, sorted(row.labels.values_list("name", flat=True)), live


# --- what is changed, and what stays ---------------------------------------------------------------------------------
def test_examples_are_rejected_with_a_reason_and_others_stay_with_theirs(project, ana, rosa, send):
    draft, waiting, done, held = make_example(project), submitted(project, ana), final(project, rosa), None
    held = make_example(project)
    assert claims.claim(held, ana)
    change = send("reject", draft, waiting, done, held, reason="wrong", note="Old leaflet.")
    assert [now(each).status for each in (draft, waiting, done, held)] == ["rejected", "rejected", "final", "drafted"]
    assert change.outcomes() == {"done": 2, "settled": 1, "held": 1}
    event = Event.objects.filter(example=draft).latest("pk")
    assert (event.actor, event.action, event.note) == (
        rosa,
        "rejected",
        "The source is wrong or out of date: Old leaflet.",
    )
    assert now(held).leased_by == ana


def test_drafts_are_sent_to_review_and_what_waits_there_is_sent_back_to_who_wrote_it(project, ana, rosa, send):
    draft, waiting = make_example(project), submitted(project, ana)
    assert send("review", draft, waiting, note="Check the unit.").outcomes() == {"done": 1, "in_review": 1}
    assert now(draft).status == Status.FLAGGED
    assert send("send_back", draft, waiting, note="Say how often.").outcomes() == {"done": 2}
    assert [now(each).assignee for each in (draft, waiting)] == [None, ana]
    assert {now(each).comment for each in (draft, waiting)} == {"Say how often."}
    assert claims.claim_next(project, ana) == waiting


def test_finals_and_rejected_ones_are_reopened(project, ana, rosa, send):
    done, draft = final(project, rosa), make_example(project)
    assert send("reopen", done, draft).outcomes() == {"done": 1, "unsettled": 1}
    assert now(done).status == Status.DRAFTED and not now(done).final_prompt


def test_labels_of_finals_are_changed_and_a_group_of_one_keeps_one(project, rosa, send):
    fact, rule = make_label(project, "Fact", required=True), make_label(project, "Rule")
    heart = make_label(project, "Heart", group="Field", many=True)
    one, other, draft = final(project, rosa, [fact, heart]), final(project, rosa, [rule]), make_example(project)
    assert send("label", one, other, draft, label=rule.pk).outcomes() == {"done": 1, "same": 1, "not_final": 1}
    assert set(now(one).labels.all()) == {rule, heart}
    assert send("unlabel", one, other, label=rule.pk).outcomes() == {"needed": 2}
    assert send("unlabel", one, label=heart.pk).outcomes() == {"done": 1}
    assert [event.note for event in now(one).events.filter(action="labelled")] == ["+ Rule", "− Heart"]


# --- undo ------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("what", ["reject", "review", "send_back", "reopen", "label"])
def test_undoing_brings_everything_back(project, ana, rosa, send, client, what):
    label = make_label(project, "Fact", many=True)
    examples = [
        make_example(project, assignee=ana), submitted(project, ana), final(project, rosa, [label]),
        make_example(project, assignee=ana, comment="Say the dose."),
    ]  # fmt: skip
    before = [state_of(each) for each in examples]
    other = make_label(project, "Rule")
    change = send(what, *examples, reason="wrong", note="Why not.", label=other.pk)
    assert [state_of(each) for each in examples] != before
    client.post(reverse("review:bulk_undo", args=[project.slug, change.pk]))
    assert [state_of(each) for each in examples] == before
    assert BulkChange.objects.latest("pk").outcomes() == {"done": change.outcomes()["done"]}


def test_what_somebody_worked_on_since_is_not_undone(project, ana, rosa, send, client):
    quiet, busy = submitted(project, ana), submitted(project, ana)
    change = send("send_back", quiet, busy, note="Say how often.")
    deciding.decide(now(busy), ana, Choice(Decision.SUBMIT))
    answer = client.post(reverse("review:bulk_undo", args=[project.slug, change.pk]), follow=True).content.decode()
    assert (now(quiet).status, now(busy).status) == (Status.SUBMITTED, Status.SUBMITTED)
    assert BulkChange.objects.latest("pk").outcomes() == {"done": 1, "changed": 1}
    assert "1 example was changed." in answer and "1 example stays as it was" in answer
    assert "changed by somebody since" in answer


def test_a_change_is_undone_once_and_for_a_day(project, ana, send, client):
    old, twice = (send("review", make_example(project)) for _ in range(2))
    BulkChange.objects.filter(pk=old.pk).update(made_at=timezone.now() - UNDO_FOR)
    assert client.post(reverse("review:bulk_undo", args=[project.slug, old.pk])).status_code == 409
    codes = [client.post(reverse("review:bulk_undo", args=[project.slug, twice.pk])).status_code for _ in range(2)]
    assert codes == [302, 409]


def test_who_skipped_what_was_sent_to_review_since_does_not_take_it_back_out(project, ana, send):
    example = make_example(project)
    deciding.decide(example, ana, Choice(Decision.SKIP))
    send("review", example)
    with pytest.raises(undoing.CannotUndo, match="reviewer"):
        undoing.undo(project, ana)
    assert now(example).status == Status.FLAGGED


# --- the job ---------------------------------------------------------------------------------------------------------
def test_more_than_a_person_waits_for_is_a_job_that_goes_on_where_it_was_cut_off(project, send, client, monkeypatch):
    monkeypatch.setattr(bulk_asking, "AT_ONCE", 2)
    monkeypatch.setattr(bulk_running, "TOGETHER", 1)
    examples = [make_example(project) for _ in range(3)]
    change = send("review", *examples)
    assert change.state == State.WAITING and change.outcomes() == {"": 3}
    address = reverse("review:bulk_change", args=[project.slug, change.pk])
    assert "0 of 3" in client.get(address, headers={"HX-Request": "true"}).content.decode()
    monkeypatch.setattr(BulkChange, "beat", lambda _change: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        bulk_running.run(change.pk)
    monkeypatch.undo()
    assert change.outcomes() == {"": 2, "done": 1}
    BulkChange.objects.update(heartbeat=None)
    tasks.reconcile()
    BulkChange.objects.update(token=None)
    tasks.change_many(change.pk)
    change.refresh_from_db()
    assert change.state == State.DONE and change.outcomes() == {"done": 3}
    assert Event.objects.filter(action="to_review").count() == 3
    answer = client.get(address, headers={"HX-Request": "true"})
    assert answer.status_code == 286 and "3 examples were changed." in answer.content.decode()


def test_a_turn_ends_and_what_is_left_waits_for_the_next_one(project, send, monkeypatch):
    monkeypatch.setattr(bulk_asking, "AT_ONCE", 1)
    change = send("review", make_example(project), make_example(project))
    assert bulk_running.run(change.pk, seconds=0)
    change.refresh_from_db()
    assert (change.state, change.token, change.outcomes()) == (State.WAITING, None, {"": 2})
    assert not bulk_running.run(change.pk)
    assert change.outcomes() == {"done": 2}


# --- asking ----------------------------------------------------------------------------------------------------------
def ask(client, project, **form):
    return client.post(reverse("review:bulk", args=[project.slug]), form)


def test_nothing_is_done_before_it_is_confirmed_with_what_it_needs(project, rosa, client):
    example = make_example(project)
    page = ask(client, project, what="send_back", chosen=[example.pk]).content.decode()
    assert "Send 1 example back" in page and "What should be changed?" in page
    refused = ask(client, project, what="send_back", chosen=[example.pk], confirmed="on")
    assert refused.status_code == 422 and not BulkChange.objects.exists()
    assert ask(client, project, what="label", chosen=[example.pk], label=9, confirmed="on").status_code == 422
    for wrong in ({"what": "undo", "chosen": [example.pk]}, {"what": "reject"}, {}):
        assert ask(client, project, **wrong).url.startswith(reverse("examples:list", args=[project.slug]))
    assert not BulkChange.objects.exists()


def test_all_that_a_search_finds_are_changed(project, rosa, client):
    wanted = [make_example(passage=make_passage(make_document(project, name="letter.pdf"))) for _ in range(2)]
    other = make_example(project)
    page = ask(client, project, what="reject", every="every", q="doc:letter.pdf").content.decode()
    assert "Reject 2 examples" in page
    ask(client, project, what="reject", every="every", q="doc:letter.pdf", reason="wrong", confirmed="on")
    assert [now(each).status for each in (*wanted, other)] == ["rejected", "rejected", "drafted"]


def test_a_search_that_finds_nothing_changes_nothing(project, rosa, client):
    make_example(project)
    sent = {"what": "reject", "every": "every", "q": "label:nothing", "reason": "wrong", "confirmed": "on"}
    answer = client.post(reverse("review:bulk", args=[project.slug]), sent, follow=True)
    assert "None of the examples that match is fit for this." in answer.content.decode()
    assert not BulkChange.objects.exists()


def test_examples_of_another_project_cannot_be_changed(project, rosa, client):
    foreign = make_example()
    ask(client, project, what="reject", chosen=[foreign.pk], reason="wrong", confirmed="on")
    assert now(foreign).status == Status.DRAFTED


def test_an_annotator_is_offered_no_change_and_a_reviewer_no_assignment(project, ana, rosa, client):
    make_example(project)
    address = reverse("examples:list", args=[project.slug])
    page = client.get(address).content.decode()
    assert 'name="what"' in page and 'name="to"' not in page
    client.force_login(ana)
    assert 'name="what"' not in client.get(address).content.decode()
