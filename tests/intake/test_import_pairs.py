import json
import re

import pytest
from django.core.management import CommandError, call_command

from curation.examples.models import Event, Example
from curation.examples.states import Action, Status
from curation.projects.roles import Role
from tests.factories import join, make_project, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def project():
    return make_project(members={make_user(): [Role.ANNOTATOR], make_user("boss"): [Role.MANAGER]})


def write(tmp_path, name, content):
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return str(path)


def jsonl(*rows):
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


PAIRS = jsonl({"prompt": "¿Qué dosis?", "completion": "2,5 mg"}, {"prompt": "When?", "completion": "In six weeks."})


def test_pairs_become_drafted_examples_with_an_event_each(tmp_path, project, capsys):
    call_command("import_pairs", project.slug, write(tmp_path, "old.jsonl", PAIRS))
    assert capsys.readouterr().out == "2 examples imported as drafted.\n"
    pairs = Example.objects.filter(project=project).order_by("pk").values_list("prompt", "completion", "status")
    assert list(pairs) == [("¿Qué dosis?", "2,5 mg", "drafted"), ("When?", "In six weeks.", "drafted")]
    events = Event.objects.filter(example__project=project)
    assert {(event.action, event.after, event.note) for event in events} == {(Action.IMPORTED, "drafted", "old.jsonl")}
    assert len(events) == 2


def test_messages_keep_the_turns_before_the_last_two(tmp_path, project):
    turns = [("system", "Be brief."), ("user", "Hi"), ("assistant", "Hello"), ("user", "Dose?"), ("assistant", "2 mg")]
    row = {"messages": [{"role": role, "content": content} for role, content in turns]}
    call_command("import_pairs", project.slug, write(tmp_path, "chat.jsonl", jsonl(row)))
    example = Example.objects.get()
    assert (example.prompt, example.completion) == ("Dose?", "2 mg")
    assert example.context == [list(turn) for turn in turns[:3]]


def test_final_pairs_have_an_approver(tmp_path, project):
    path = write(tmp_path, "pairs.csv", "prompt,completion\nQ?,A.\n")
    call_command("import_pairs", project.slug, path, "--status", "final")
    example = Example.objects.final().get()
    assert (example.final_prompt, example.final_completion) == ("Q?", "A.")
    assert example.events.get(after=Status.FINAL).actor.username == "boss"


def test_the_approver_can_be_named(tmp_path, project):
    expert = join(project, make_user("expert"), Role.REVIEWER)
    path = write(tmp_path, "pairs.jsonl", PAIRS)
    call_command("import_pairs", project.slug, path, "--status", "final", "--by", "expert")
    assert {event.actor for event in Event.objects.all()} == {expert}


def test_a_repeated_import_adds_only_what_is_new_even_after_editing(tmp_path, project, capsys):
    call_command("import_pairs", project.slug, write(tmp_path, "a.jsonl", PAIRS))
    for example in Example.objects.all():
        example.make_final("edited", "edited", [], by=make_user())
    more = PAIRS + jsonl({"prompt": "New?", "completion": "Yes."}, {"prompt": "New?", "completion": "Yes."})
    capsys.readouterr()
    call_command("import_pairs", project.slug, write(tmp_path, "b.jsonl", more))
    assert capsys.readouterr().out == "1 examples imported as drafted. 3 were here already.\n"
    assert Example.objects.count() == 3


def test_one_bad_line_keeps_everything_out_and_is_named(tmp_path, project, capsys):
    many = jsonl(*({"prompt": f"Q{n}", "completion": "A"} for n in range(1200)))
    path = write(tmp_path, "bad.jsonl", many + '{"prompt": "x"}\n' + "not json\n")
    with pytest.raises(CommandError, match="Nothing was imported"):
        call_command("import_pairs", project.slug, path)
    said = capsys.readouterr().err
    assert "Line 1201: There is no completion." in said
    assert "Line 1202: This is not valid JSON" in said
    assert not Example.objects.exists()
    assert not Event.objects.exists()


@pytest.mark.parametrize(
    ("file", "said"),
    [
        (
            ("a.jsonl", '{"prompt": "x", "completion": "y"}\n{"prompt": 1, "completion": "y"}\n'),
            "Line 2: .*must be text",
        ),
        (("a.jsonl", '{"prompt": "x", "completion": " "}\n'), "Line 1: .*is empty"),
        (("a.jsonl", "[]\n"), "Line 1: .*JSON object"),
        (("a.jsonl", b'{"prompt": "\xff", "completion": "y"}\n'), "Line 1: .*not UTF-8"),
        (("a.jsonl", '{"messages": [{"role": "user", "content": "x"}]}\n'), "Line 1: .*last two messages"),
        (("a.jsonl", '{"prompt": "a\\u0000b", "completion": "y"}\n'), "Line 1: .*NUL"),
        (("a.csv", "question,answer\nx,y\n"), "Line 1: .*must name the columns"),
        (("a.csv", "prompt,completion\nx\n"), "Line 2: .*1 cells"),
    ],
)
def test_a_bad_line_is_told_by_number_and_reason(tmp_path, project, capsys, file, said):
    with pytest.raises(CommandError):
        call_command("import_pairs", project.slug, write(tmp_path, *file))
    assert re.match(said, capsys.readouterr().err)


def test_bad_lines_can_be_skipped(tmp_path, project, capsys):
    path = write(tmp_path, "bad.jsonl", "not json\n" + PAIRS)
    call_command("import_pairs", project.slug, path, "--skip-bad")
    assert capsys.readouterr().out == "2 examples imported as drafted. 1 bad lines were left out.\n"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["nowhere", "pairs.jsonl"], "There is no project nowhere"),
        (["here", "missing.jsonl"], "cannot be read"),
        (["here", "latin.csv"], "not UTF-8"),
        (["here", "pairs.jsonl", "--status", "agreed"], "drafted or final"),
        (["here", "pairs.jsonl", "--by", "nobody"], "no user called nobody"),
        (["here", "pairs.jsonl"], "--by USERNAME"),
    ],
)
def test_what_cannot_be_done_is_told_in_a_sentence(tmp_path, arguments, sentence):
    make_project(
        slug="here", members={} if len(arguments) == 2 and "pairs" in arguments[1] else {make_user(): [Role.MANAGER]}
    )
    write(tmp_path, "pairs.jsonl", PAIRS)
    write(tmp_path, "latin.csv", "prompt,completion\nñ,x\n".encode("latin-1"))
    with pytest.raises(CommandError, match=sentence):
        call_command("import_pairs", arguments[0], str(tmp_path / arguments[1]), *arguments[2:])
