"""Who gets which drafts: assigned by a manager, or kept for the people of the label that a draft suggests."""

import pytest
from django.urls import reverse

from curation.annotate import claims, counters, deciding
from curation.annotate.deciding import Choice
from curation.annotate.tasks import order_queue, reconcile
from curation.examples import assigning, ordering
from curation.examples.models import Event, Example
from curation.examples.states import Action, Decision, Status
from curation.projects.models import Project
from curation.projects.roles import Role
from tests.factories import join, make_document, make_example, make_label, make_passage, make_project, make_user

pytestmark = pytest.mark.django_db
SUBMIT, SKIP = Choice(Decision.SUBMIT), Choice(Decision.SKIP)


@pytest.fixture
def project():
    return make_project()


@pytest.fixture
def ana(project):
    return join(project, make_user("ana", first_name="Ana"), Role.ANNOTATOR)


@pytest.fixture
def ben(project):
    return join(project, make_user("ben"), Role.ANNOTATOR)


@pytest.fixture
def manager(project, client):
    manager = join(project, make_user("luis"), Role.MANAGER)
    client.force_login(manager)
    return manager


def every(project):
    return Example.objects.filter(project=project)


def give(example, to, by):
    return assigning.assign(Example.objects.filter(pk=example.pk), to, by=by)


def handed_out(project, person):
    got = []
    while example := claims.claim_next(project, person):
        got.append(example)
        deciding.decide(example, person, SUBMIT)
    return got


def send(client, project, **form):
    return client.post(reverse("examples:assign", args=[project.slug]), form, follow=True)


# --- the queue -------------------------------------------------------------------------------------------------------
def test_what_is_assigned_comes_before_what_is_everybodys_and_to_that_person_alone(project, ana, ben, manager):
    free, late, first = make_example(project), make_example(project, queue_order=7), make_example(project)
    assert assigning.assign(every(project).exclude(pk=free.pk), ana, by=manager) == 2
    assert (counters.left(project, ana), counters.left(project, ben)) == (3, 1)
    assert claims.claim_next(project, ben) == free
    assert not claims.claim(first, ben)
    assert handed_out(project, ana) == [first, late]


def test_the_next_one_of_what_is_assigned_is_fetched_in_advance(project, ana, manager):
    make_example(project)
    mine = [make_example(project), make_example(project)]
    assigning.assign(every(project).filter(pk__in=[each.pk for each in mine]), ana, by=manager)
    assert claims.claim_next(project, ana) == mine[0]
    others = [each for each in claims.waiting_for(project, ana) if each != mine[0]]
    assert claims.reserve_next(project, ana, others) == mine[1]


def test_what_was_sent_back_comes_before_what_is_assigned(project, ana, manager):
    assigned, returned = make_example(project), make_example(project, assignee=ana, comment="Say the dose.")
    give(assigned, ana, manager)
    assert claims.claim_next(project, ana) == returned


def test_a_skip_keeps_the_assignment_and_comes_back_last(project, ana, ben, manager):
    first, second = make_example(project), make_example(project)
    assigning.assign(every(project), ana, by=manager)
    deciding.decide(first, ana, SKIP)
    assert claims.claim_next(project, ben) is None
    assert handed_out(project, ana) == [second, first]


def test_a_second_version_is_written_by_somebody_else(project, ana, ben, manager):
    Project.objects.update(versions_needed=2)
    project.refresh_from_db()
    example = make_example(project)
    give(example, ana, manager)
    assert handed_out(project, ana) == handed_out(project, ben) == [example]


# --- assigning -------------------------------------------------------------------------------------------------------
def test_what_cannot_be_theirs_stays_as_it_is(project, ana, ben, manager):
    Project.objects.update(versions_needed=2)
    project.refresh_from_db()
    held, decided, settled = (make_example(project) for _ in range(3))
    claims.claim(held, ben)
    deciding.decide(decided, ana, SUBMIT)
    settled.move(Status.REJECTED, by=manager, action=Action.REJECTED)
    assert assigning.assign(every(project), ana, by=manager) == 0
    assert assigning.assign(every(project), ben, by=manager) == 2
    assert assigning.assign(every(project), ben, by=manager) == 0


def test_the_history_says_who_assigned_it_and_who_took_that_back(project, ana, manager):
    example = make_example(project)
    give(example, ana, manager)
    give(example, None, manager)
    happened = Event.objects.filter(example=example).values_list("actor__username", "action", "note")
    assert list(happened) == [("luis", "assigned", "Ana"), ("luis", "freed", "")]
    assert Example.objects.get().assignee is None


def test_a_manager_assigns_what_is_chosen_and_reads_what_was_done(project, ana, manager, client):
    one, other = make_example(project), make_example(project, status=Status.FLAGGED)
    answer = send(client, project, chosen=[one.pk, other.pk], to=ana.pk, q="dose")
    assert answer.redirect_chain[0][0].endswith("?q=dose")
    page = answer.content.decode()
    assert "1 example is assigned to Ana." in page and "1 stays as it was" in page
    assert "for Ana" in page
    send(client, project, chosen=[one.pk], back=one.pk)
    assert Example.objects.get(pk=one.pk).assignee is None


def test_a_manager_assigns_all_that_a_search_finds(project, ana, manager, client, monkeypatch):
    wanted = make_example(passage=make_passage(make_document(project, name="letter.pdf")))
    make_example(passage=make_passage(make_document(project, name="other.pdf")))
    send(client, project, every="every", to=ana.pk, q="doc:letter")
    assert list(Example.objects.filter(assignee=ana)) == [wanted]
    monkeypatch.setattr("curation.examples.assign_form.AssignForm.most", 1)
    assert "Narrow the search first" in send(client, project, every="every", to=ana.pk).content.decode()
    assert "Choose at least one example" in send(client, project, to=ana.pk).content.decode()
    assert Example.objects.filter(assignee=ana).count() == 1


def test_only_people_who_annotate_here_are_offered(project, ana, manager, client):
    uploader, stranger = join(project, make_user("uma"), Role.UPLOADER), make_user("sam")
    page = client.get(reverse("examples:detail", args=[project.slug, make_example(project).pk])).content.decode()
    assert ">Ana</option>" in page and ">luis</option>" in page and ">uma</option>" not in page
    for other in (uploader, stranger):
        send(client, project, chosen=[Example.objects.get().pk], to=other.pk)
    assert Example.objects.get().assignee is None


def test_an_annotator_assigns_nothing(project, ana, client):
    client.force_login(ana)
    assert send(client, project, to=ana.pk).status_code == 403
    assert "data-chosen" not in client.get(reverse("examples:list", args=[project.slug])).content.decode()


def test_the_list_can_be_narrowed_to_a_persons_or_nobodys(project, ana, manager, client):
    mine, free = make_example(project), make_example(project)
    give(mine, ana, manager)
    url = reverse("examples:list", args=[project.slug])
    found = {q: list(client.get(url, {"q": q}).context["rows"]) for q in ("asignado:ana", "assigned:nobody")}
    assert found == {"asignado:ana": [mine], "assigned:nobody": [free]}


# --- who leaves ------------------------------------------------------------------------------------------------------
def test_what_was_a_persons_is_everybodys_when_they_leave_or_no_longer_annotate(project, ana, ben, manager, client):
    make_label(project).people.add(ana)
    give(make_example(project), ana, manager)
    roles = {f"roles-{manager.pk}": "manager", f"roles-{ben.pk}": "annotator", f"roles-{ana.pk}": "uploader"}
    client.post(reverse("projects:settings", args=[project.slug, "members"]), roles)
    assert claims.claim_next(project, ben)
    assert not ana.labels.exists()


def test_what_was_a_closed_accounts_is_everybodys(project, ana, ben, manager):
    give(make_example(project), ana, manager)
    ana.is_active = False
    ana.save()
    reconcile()
    assert claims.claim_next(project, ben)


# --- by label --------------------------------------------------------------------------------------------------------
@pytest.fixture
def hearts(project, ana, manager, client):
    """Settings in which what suggests "Corazón" is Ana's."""
    label = make_label(project, "Corazón", group="Specialty")
    set_people(client, project, {label: ana})
    return label


def set_people(client, project, people, *, on="on"):
    form = {"queue_order": "oldest", "lease_minutes": 15, "practice_examples": 10, "queue_by_label": on}
    form |= {f"people-{label.pk}": person.pk for label, person in people.items()}
    client.post(reverse("projects:settings", args=[project.slug, "queue"]), form)
    put_in_order(project)


def put_in_order(project):
    for pk in ordering.unordered().values_list("pk", flat=True):
        order_queue(pk)
    project.refresh_from_db()


def test_what_suggests_a_label_goes_to_its_people_first_and_to_them_alone(project, ana, ben, hearts):
    free = make_example(project, suggested_label="skin")
    kept = make_example(project, suggested_label="CORAZÓN")
    ordering.place_new(project, every(project))
    assert (counters.left(project, ana), counters.left(project, ben)) == (2, 1)
    assert not claims.claim(kept, ben)
    assert handed_out(project, ben) == [free]
    assert handed_out(project, ana) == [kept]


def test_people_of_a_label_count_for_what_was_drafted_before_and_no_longer_when_it_is_switched_off(
    project, ana, ben, manager, client
):
    make_example(project, suggested_label="heart")
    label = make_label(project, "Corazón")
    label.export_as = "heart"
    label.save()
    set_people(client, project, {label: ana})
    assert claims.claim_next(project, ben) is None
    set_people(client, project, {label: ana}, on="")
    assert claims.claim_next(project, ben)


def test_two_people_of_a_label_share_what_it_keeps(project, ana, ben, hearts):
    hearts.people.add(ben)
    for _ in range(2):
        make_example(project, suggested_label="corazón")
    ordering.place_new(project, every(project))
    assert claims.claim_next(project, ana) != claims.claim_next(project, ben)


def test_who_holds_an_example_keeps_it_when_its_label_gets_other_people(project, ana, ben, manager, client):
    example = make_example(project, suggested_label="Corazón")
    claims.claim_next(project, ben)
    set_people(client, project, {make_label(project, "Corazón"): ana})
    assert claims.claim(example, ben)


def test_a_change_while_the_queue_is_being_ordered_is_not_lost(project, hearts, monkeypatch):
    monkeypatch.setattr(ordering, "keep", lambda examples, labels: project.order_anew())
    project.order_anew()
    ordering.order_anew(project.pk)
    assert ordering.unordered().get() == project


def test_a_label_that_is_renamed_or_left_by_its_last_person_keeps_what_it_should(project, ana, ben, hearts, manager):
    make_example(project, suggested_label="corazón")
    ordering.place_new(project, every(project))
    assert claims.claim_next(project, ben) is None
    project.memberships.filter(user=ana).delete()
    project.free_unreachable()
    put_in_order(project)
    assert claims.claim_next(project, ben)
