"""Final examples put in collections, which dataset versions are made of: by the same change of many examples."""

import pytest
from django.urls import reverse

from curation.datasets.building import build
from curation.datasets.models import DatasetVersion
from curation.examples import narrowing
from curation.examples.models import BulkChange, Collection, Event
from curation.projects.roles import Role
from curation.review import bulk_asking, bulk_running
from tests.datasets.plans import make_final, make_finals
from tests.factories import join, make_example, make_project, make_user

pytestmark = pytest.mark.django_db(transaction=True)


def members(name):
    return set(Collection.objects.get(name=name).examples.all())


def outcomes():
    return BulkChange.objects.latest("pk").outcomes()


def test_finals_join_a_collection_and_others_stay_with_the_reason(project, rosa, send, client):
    one, two = make_finals(project, documents=1, each=2)
    draft = make_example(project)
    answer = send("collect", one, draft, into="  Hard \n ones ")
    assert outcomes() == {"done": 1, "unfinished": 1}
    send("collect", one, two, into="hard ones")
    assert outcomes() == {"done": 1, "same": 1}
    assert members("Hard ones") == {one, two}
    assert [event.note for event in Event.objects.filter(action="collected").order_by("pk")] == ["Hard ones"] * 2
    page = client.get(answer.url).content.decode()
    assert "only finals go into datasets" in page and "datasets/new/" not in page
    client.force_login(join(project, make_user("boss"), Role.MANAGER))
    collection = Collection.objects.get()
    assert f"datasets/new/?collections={collection.pk}" in client.get(answer.url).content.decode()


def test_what_was_put_in_is_taken_out_again_and_both_are_undone(project, rosa, send, client):
    one, two = make_finals(project, documents=1, each=2)
    send("collect", one, two, into="Hard")
    put_in = BulkChange.objects.get()
    send("take_out", one, collection=put_in.collection_id)
    taken_out = BulkChange.objects.latest("pk")
    assert members("Hard") == {two}
    client.post(reverse("review:bulk_undo", args=[project.slug, taken_out.pk]))
    assert members("Hard") == {one, two}
    one.relabel([], by=rosa, action="labelled")  # its texts and labels are not what was changed
    client.post(reverse("review:bulk_undo", args=[project.slug, put_in.pk]))
    assert outcomes() == {"done": 2} and members("Hard") == set()


def test_more_than_a_person_waits_for_are_collected_by_a_worker(project, rosa, client, monkeypatch):
    monkeypatch.setattr(bulk_asking, "AT_ONCE", 2)
    finals = make_finals(project, documents=1, each=3)
    sent = {"what": "collect", "every": "every", "q": "status:final", "into": "All of them", "confirmed": "on"}
    client.post(reverse("review:bulk", args=[project.slug]), sent)
    assert members("All of them") == set()
    bulk_running.run(BulkChange.objects.get().pk)
    assert members("All of them") == set(finals)


@pytest.mark.parametrize("few", [10_000, 0])
def test_a_collection_is_found_by_its_name_or_a_part_of_it(project, rosa, send, client, monkeypatch, few):
    monkeypatch.setattr(narrowing, "FEW", few)
    one, two = make_finals(project, documents=1, each=2)
    send("collect", one, into="Hard")
    send("collect", two, into="Hard to read")

    def found(q):
        return set(client.get(reverse("examples:list", args=[project.slug]), {"q": q}).context["rows"])

    assert found('collection:"hard"') == {one}
    assert found("colección:read") == {two}
    assert found("collection:har") == {one, two}
    assert found("collection:easy") == set()


def test_a_collection_that_is_not_there_or_one_too_many_is_refused_in_words(project, rosa, send, client, monkeypatch):
    (final,) = make_finals(project, documents=1, each=1)
    answer = client.get(send("take_out", final).url).content.decode()
    assert "There is no collection to take them out of." in answer
    foreign = make_project().collections.create(name="Theirs")
    foreign.examples.add(make_example(foreign.project))
    send("collect", final, into="Ours")
    assert send("take_out", final, collection=foreign.pk).status_code == 422
    monkeypatch.setattr(Collection, "most", 1)
    assert "collections already. Take one of them." in send("collect", final, into="Another").content.decode()
    assert send("collect", final, into="OURS").status_code == 302
    assert send("collect", final, into=" ").status_code == 422
    assert [each.name for each in project.collections.all()] == ["Ours"]


def test_a_dataset_version_is_made_of_the_collections_that_are_ticked(project, rosa, send, client):
    finals = make_finals(project, documents=3, each=4)
    hard, reopened = finals[:5], finals[4]
    send("collect", *hard, into="Hard")
    send("reopen", reopened)
    make_final(project, "Loose?", "Yes.")
    collection = Collection.objects.get()
    client.force_login(join(project, make_user("boss"), Role.MANAGER))
    address = reverse("datasets:create", args=[project.slug])
    page = client.get(address, {"collections": collection.pk})
    assert page.context["size"].examples == 4 and "errorlist" not in page.content.decode()
    plan = {field.html_name: field.value() for field in page.context["form"] if field.value() is not None}
    built = client.post(address, plan | {"warnings_seen": "on", "number": 1})
    assert built.status_code == 302, built.content.decode()
    build(DatasetVersion.objects.get().pk)
    version = DatasetVersion.objects.get()
    assert (version.choice["collections"], version.counts["examples"]) == ([collection.pk], 4)
    assert "Only some collections" in client.get(built.url).content.decode()
