import pytest

from curation.annotate import claims, deciding, edits, undoing
from curation.annotate.deciding import Choice
from curation.annotate.edits import Edit, Outcome
from curation.examples.models import Event, Example
from curation.examples.states import Action, Decision, Status
from curation.projects.models import SignOff
from curation.projects.roles import Role
from curation.review import settling
from tests.factories import join, make_example, make_label, make_user

SUBMIT, SKIP = Choice(Decision.SUBMIT), Choice(Decision.SKIP)


def written(text, *, session="a", sequence=1, seen=0, labels=()):
    return Edit("What dose?", text, tuple(labels), "", session, sequence, seen, 9)


def submit(example, person, text="2.5 mg", **more):
    return deciding.decide(example, person, SUBMIT, written(text, session=f"{person}", **more))[1]


def status(example):
    return Example.objects.get(pk=example.pk).status


@pytest.fixture
def example(project):
    return make_example(project)


def test_a_submission_keeps_text_labels_time_and_decision(example, ana):
    label = make_label(example.project)
    submit(example, ana, labels=[label.pk])
    version = example.versions.get()
    assert (version.completion, version.seconds, version.decision) == ("2.5 mg", 9, Decision.SUBMIT)
    assert list(version.labels.all()) == [label] and version.decided_at
    assert [event.action for event in example.events.all()] == [Action.SUBMITTED]
    assert status(example) == Status.SUBMITTED


def test_the_same_decision_five_times_has_one_effect(example, ana):
    assert {submit(example, ana) for _ in range(5)} == {Outcome.KEPT}
    assert example.events.count() == example.versions.count() == 1


@pytest.mark.parametrize(("texts", "end"), [(["2.5 mg", "2.5 mg "], Status.AGREED), (["2.5", "5"], Status.DISPUTED)])
def test_two_versions_agree_or_are_disputed(example, ana, ben, texts, end):
    example.project.versions_needed = 2
    example.project.save()
    submit(example, ana, texts[0])
    assert status(example) == Status.DRAFTED
    assert claims.claim_next(example.project, ben) == example
    submit(example, ben, texts[1])
    assert status(example) == end


def test_other_labels_on_equal_texts_are_a_dispute(example, ana, ben):
    example.project.versions_needed = 2
    example.project.save()
    submit(example, ana, labels=[make_label(example.project).pk])
    submit(example, ben)
    assert status(example) == Status.DISPUTED


def test_without_sign_off_a_submission_is_final_at_once(example, ana):
    example.project.sign_off = SignOff.NONE
    example.project.save()
    label = make_label(example.project)
    submit(example, ana, labels=[label.pk])
    final = Example.objects.get(pk=example.pk)
    assert (final.status, final.final_completion, list(final.labels.all())) == (Status.FINAL, "2.5 mg", [label])
    assert final.signature
    assert [(event.action, event.actor) for event in final.events.all()] == [
        (Action.SUBMITTED, ana),
        (Action.MADE_FINAL, None),
    ]


def test_a_share_of_the_submissions_waits_for_a_reviewer(project, ana):
    project.sign_off, project.sign_off_share = SignOff.SHARE, 50
    project.save()
    examples = [make_example(project) for _ in range(12)]
    for example in examples:
        submit(example, ana)
    expected = [Status.SUBMITTED if project.needs_sign_off(each.pk) else Status.FINAL for each in examples]
    assert [status(each) for each in examples] == expected
    assert set(expected) == {Status.SUBMITTED, Status.FINAL}


def test_the_third_person_who_skips_flags_the_example(example):
    people = [join(example.project, make_user(), Role.ANNOTATOR) for _ in range(3)]
    for person, after in zip(people, [Status.DRAFTED, Status.DRAFTED, Status.FLAGGED], strict=True):
        deciding.decide(example, person, SKIP)
        assert status(example) == after


def test_one_person_skipping_often_flags_nothing(example, ana):
    for n in range(4):
        deciding.decide(example, ana, SKIP, written("x", session=str(n), seen=n))
        undoing.undo(example.project, ana)
    assert status(example) == Status.DRAFTED


@pytest.mark.parametrize(("decision", "after"), [("reject", Status.REJECTED), ("flag", Status.FLAGGED)])
def test_reject_and_flag_keep_reason_and_note(example, ana, decision, after):
    deciding.decide(example, ana, Choice(Decision(decision), "other", "See page 3"))
    assert status(example) == after
    assert example.events.get().note == "Another reason · See page 3"


def test_a_late_submission_is_kept_beside_and_a_different_one_is_a_dispute(example, ana, ben):
    edits.save(example, ana, written("mine", session="ana"))
    submit(example, ben, "theirs")
    assert submit(example, ana, "mine", sequence=2) is Outcome.LATE
    assert status(example) == Status.DISPUTED
    assert {version.completion for version in example.versions.submitted()} == {"mine", "theirs"}


def test_a_late_submission_never_changes_what_is_final(example, ana, ben):
    example.project.sign_off = SignOff.NONE
    example.project.save()
    submit(example, ben, "theirs")
    assert submit(example, ana, "mine") is Outcome.LATE
    assert Example.objects.get(pk=example.pk).final_completion == "theirs"
    assert example.versions.get(author=ana).completion == "mine"


def test_a_late_save_keeps_the_text_and_says_so(example, ana, ben):
    submit(example, ben, "theirs")
    assert edits.save(example, ana, written("mine"))[1] is Outcome.LATE
    assert example.versions.get(author=ana).completion == "mine"


def test_who_lost_the_lease_to_nobody_may_still_submit(example, ana, ben):
    claims.claim(example, ana)
    claims.release(example, ana)
    assert submit(example, ana) is Outcome.KEPT
    assert status(example) == Status.SUBMITTED


def test_a_save_from_another_tab_after_the_decision_is_set_aside(example, ana):
    submit(example, ana, "decided")
    assert edits.save(example, ana, written("typed elsewhere", session="tab 2"))[1] is Outcome.SETTLED
    assert example.versions.live().get().completion == "decided"
    assert example.versions.filter(live=False).get().completion == "typed elsewhere"


def test_late_mail_of_a_tab_whose_decision_was_reopened_leaves_that_in_the_history(example, ana, ben):
    submit(example, ana, "first")
    settling.send_back(Example.objects.get(pk=example.pk), "Unit?", to=example.versions.get(), by=ben)
    deciding.decide(example, ana, SUBMIT, written("second", session="other tab", seen=1))
    assert edits.save(example, ana, written("typed late", session=f"{ana}", sequence=9))[1] is Outcome.SETTLED
    texts = example.versions.order_by("pk").values_list("completion", "decision")
    assert list(texts) == [("first", "submit"), ("second", "submit"), ("typed late", "")]


def test_a_stale_decision_loses_to_the_other_tab(example, ana):
    edits.save(example, ana, written("tab 2", session="2"))
    assert deciding.decide(example, ana, SUBMIT, written("tab 1", session="1"))[1] is Outcome.CONFLICT
    assert status(example) == Status.DRAFTED
    assert example.versions.get().completion == "tab 2"


def test_what_was_sent_back_is_free_for_all_once_it_is_answered(example, ana):
    Example.objects.update(assignee=ana, comment="Name the unit.")
    submit(example, ana)
    answered = Example.objects.get(pk=example.pk)
    assert (answered.assignee, answered.comment) == (None, "")


def test_undo_reopens_the_last_decision_with_its_text_and_lease(project, ana):
    example, other = make_example(project), make_example(project)
    submit(example, ana, "first")
    submit(other, ana, "second")
    assert [undoing.undo(project, ana) for _ in range(2)] == [other, example]
    version = example.versions.get()
    assert (version.completion, version.decision, version.decided_at) == ("first", "", None)
    reopened = Example.objects.get(pk=example.pk)
    assert reopened.status == Status.DRAFTED and reopened.leased_by == ana
    assert example.events.last().action == Action.UNDONE
    with pytest.raises(undoing.CannotUndo):
        undoing.undo(project, ana)


def test_undo_takes_back_what_the_product_made_final(example, ana):
    example.project.sign_off = SignOff.NONE
    example.project.save()
    submit(example, ana)
    undoing.undo(example.project, ana)
    reopened = Example.objects.get(pk=example.pk)
    assert (reopened.status, reopened.final_completion) == (Status.DRAFTED, "")


def test_undo_is_refused_once_a_reviewer_has_used_the_decision(example, ana, ben):
    submit(example, ana)
    Example.objects.get(pk=example.pk).make_final("What dose?", "2.5 mg", [], by=ben)
    with pytest.raises(undoing.CannotUndo, match="reviewer"):
        undoing.undo(example.project, ana)
    assert status(example) == Status.FINAL


@pytest.mark.parametrize(("sign_off", "after"), [(SignOff.NONE, Status.FINAL), (SignOff.ALL, Status.DISPUTED)])
def test_undo_of_what_came_late_leaves_what_another_has_settled(example, ana, ben, sign_off, after):
    example.project.sign_off = sign_off
    example.project.save()
    submit(example, ben, "theirs")
    assert submit(example, ana, "mine") is Outcome.LATE
    with pytest.raises(undoing.CannotUndo, match="before you"):
        undoing.undo(example.project, ana)
    assert status(example) == after
    assert {version.completion for version in example.versions.submitted()} == {"mine", "theirs"}


def test_undo_takes_one_of_several_versions_out_of_an_agreement(project, ana, ben):
    project.versions_needed = 2
    project.save()
    example = make_example(project)
    submit(example, ana)
    submit(example, ben)
    assert status(example) == Status.AGREED
    undoing.undo(project, ana)
    assert status(example) == Status.DRAFTED
    assert [version.author for version in example.versions.submitted()] == [ben]


def test_undo_does_not_take_an_example_out_of_anothers_hands(example, ana, ben):
    deciding.decide(example, ana, SKIP)
    claims.claim_next(example.project, ben)
    with pytest.raises(undoing.CannotUndo, match="Someone else"):
        undoing.undo(example.project, ana)


def test_undo_goes_back_twenty_steps(project, ana):
    for _ in range(21):
        submit(make_example(project), ana)
    for _ in range(20):
        undoing.undo(project, ana)
    with pytest.raises(undoing.CannotUndo):
        undoing.undo(project, ana)
    assert Event.objects.filter(action=Action.UNDONE).count() == 20
