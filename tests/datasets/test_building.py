import hashlib
import json

import pytest

from curation.datasets import contents
from curation.datasets.building import build
from curation.datasets.models import DatasetVersion
from curation.datasets.states import Problem, State
from curation.documents import store
from curation.examples.models import Event
from curation.examples.states import Action
from tests.datasets.plans import make_final, make_finals, plan, start
from tests.factories import make_document, make_label, make_project, make_user

pytestmark = pytest.mark.django_db(transaction=True)


def built(project, **fields):
    version = start(project, **fields)
    build(version.pk)
    version.refresh_from_db()
    return version


def bytes_of(version, name):
    return store.path_of(version.files.get(name=name).sha256).read_bytes()


def objects():
    """Everything kept in the store."""
    return set(store.path_of("00" * 32).parents[1].glob("*/*"))


def rows_of(version, name):
    return [json.loads(line) for line in bytes_of(version, name).splitlines()]


def test_every_final_example_stands_in_one_file_as_it_was_written():
    project = make_project()
    make_finals(project)
    version = built(project)
    assert version.state == State.READY
    rows = [row for part in ("train", "validation", "test") for row in rows_of(version, f"openai-chat/{part}.jsonl")]
    pairs = {(row["messages"][0]["content"], row["messages"][1]["content"]) for row in rows}
    assert pairs == {(f"What is {n} of {d}?", f"It is {n} in {d}.") for d in range(5) for n in range(4)}
    assert len(rows) == 20 == version.counts["examples"]


def test_no_document_is_in_two_parts():
    project = make_project()
    make_finals(project, documents=12, each=3)
    version = built(project)
    documents = {}
    for part in ("train", "validation", "test"):
        for row in rows_of(version, f"openai-chat/{part}.jsonl"):
            documents.setdefault(row["messages"][0]["content"].split(" of ")[1], set()).add(part)
    assert all(len(parts) == 1 for parts in documents.values())
    assert set.union(*documents.values()) == {"train", "validation", "test"}


def test_the_same_choice_and_seed_give_the_same_bytes_twice():
    project = make_project()
    make_finals(project)
    first = built(project, formats=["openai-chat", "openai-completion"])
    second = built(project, formats=["openai-chat", "openai-completion"])
    assert (first.number, second.number) == (1, 2)
    assert first.contents == second.contents
    assert first.sums() == second.sums()


def test_another_seed_deals_the_documents_differently():
    project = make_project()
    make_finals(project, documents=30, each=1)
    assert built(project, seed=1).sums() != built(project, seed=2).sums()


def test_sums_sizes_and_line_counts_match_the_bytes():
    project = make_project()
    make_finals(project)
    version = built(project, formats=["openai-chat", "openai-completion"])
    assert version.files.count() == 6
    for file in version.files.all():
        data = store.path_of(file.sha256).read_bytes()
        assert (hashlib.sha256(data).hexdigest(), len(data), data.count(b"\n")) == (file.sha256, file.size, file.lines)
        assert f"{file.sha256}  {file.name}\n" in version.sums()


def test_what_was_written_survives_in_any_script():
    project = make_project()
    text = '¿Qué dosis?\u2028«Señor» — 漢字 👩🏽‍⚕️ \u202eאב\t\\n"quoted"'
    make_final(project, text, text[::-1])
    version = built(project, shares={"train": 100, "validation": 0, "test": 0})
    assert [file.name for file in version.files.all()] == ["openai-chat/train.jsonl"]
    [row] = rows_of(version, "openai-chat/train.jsonl")
    assert [message["content"] for message in row["messages"]] == [text, text[::-1]]
    assert bytes_of(version, "openai-chat/train.jsonl").decode().splitlines(keepends=True)[1:] == []


def test_contents_keep_where_each_example_comes_from():
    project = make_project()
    by, document = make_user(), make_document(project)
    label = make_label(project, "Factual", group="Type")
    example = make_final(project, "Q?", "A.", document=document, by=by, labels=[label])
    [record] = contents.read(built(project).contents)
    assert record == {
        "prompt": "Q?",
        "completion": "A.",
        "context": [],
        "labels": ["Factual"],
        "provenance": {
            "example": example.pk, "document": document.name, "sha256": document.sha256, "pages": [1],
            "evidence": example.evidence, "authors": [], "approver": by.pk,
        },
    }  # fmt: skip


def test_labels_and_documents_narrow_the_choice():
    project = make_project()
    wanted, other = make_document(project), make_document(project)
    label = make_label(project)
    make_final(project, "yes", "a", document=wanted, labels=[label])
    make_final(project, "no label", "b", document=wanted)
    make_final(project, "no document", "c", document=other, labels=[label])
    version = built(project, choice={"labels": [label.pk], "documents": [wanted.pk]})
    assert version.counts["examples"] == 1
    assert rows_of(version, "openai-chat/train.jsonl")[0]["messages"][0]["content"] == "yes"


def test_a_project_with_nothing_final_says_so():
    version = built(make_project())
    assert (version.state, version.problem) == (State.FAILED, Problem.NOTHING)


def test_a_text_that_occurs_twice_stops_the_build_until_it_is_left_out():
    project = make_project()
    make_final(project, "What dose?", "2.5 mg")
    again = make_final(project, "what  DOSE?", "2.5 mg")
    before = objects()
    version = built(project)
    assert (version.state, version.problem) == (State.FAILED, Problem.CHECKS)
    [found] = [row for row in version.checks if row["count"] and row["blocks"]]
    assert (found["check"], found["count"], found["examples"]) == ("duplicate", 1, [again.pk])
    assert not version.files.exists()
    assert objects() == before
    version.try_again(leave_out=["duplicate"])
    build(version.pk)
    version.refresh_from_db()
    assert (version.state, version.counts["examples"], version.counts["left_out"]) == (State.READY, 1, 1)
    assert rows_of(version, "openai-chat/train.jsonl")[0]["messages"][0]["content"] == "What dose?"


def test_a_row_that_a_format_cannot_hold_is_found_for_that_format_alone():
    project = make_project()
    make_final(project, "Stop?", "THE END of it")
    assert built(project).state == State.READY
    version = built(project, formats=["openai-completion"])
    assert [row["check"] for row in version.checks if row["count"] and row["blocks"]] == ["stop_in_text"]


def test_the_same_prompt_in_two_parts_is_a_warning():
    project = make_project()
    for n in range(6):
        make_final(project, "What does it say?", f"Answer {n}")
    version = built(project)
    assert version.state == State.READY
    [found] = [row for row in version.checks if row["check"] == "overlap"]
    assert (found["blocks"], found["count"] > 0) == (False, True)


def test_the_build_is_recorded_once_with_who_asked_for_it():
    project, by = make_project(), make_user()
    make_finals(project)
    built(project, created_by=by)
    [event] = Event.objects.filter(dataset__isnull=False)
    assert (event.action, event.dataset, event.actor) == (Action.BUILT, 1, by)


def test_a_built_version_is_built_only_once():
    project = make_project()
    make_finals(project)
    version = built(project)
    build(version.pk)
    assert DatasetVersion.objects.get().files.count() == 3


def test_the_same_request_posted_twice_is_one_version():
    project, by = make_project(), make_user()
    first = start(project, number=1, created_by=by)
    assert start(project, number=1, created_by=by) == first
    assert start(project, number=1, created_by=by, seed=7).number == 2
    assert plan(project).number == 0
