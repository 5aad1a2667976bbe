import errno
import json
import subprocess

import pytest
from django.core.management import CommandError, call_command

from curation.datasets.models import DatasetVersion
from tests.datasets.plans import make_final, make_finals
from tests.factories import make_project

pytestmark = pytest.mark.django_db(transaction=True)


def run(capsys, *arguments):
    call_command("build_dataset", *map(str, arguments))
    return capsys.readouterr().out


def test_files_lie_by_format_and_their_sums_check_out(tmp_path, capsys):
    project = make_project()
    make_finals(project)
    out = tmp_path / "out"
    formats = ["--format", "openai-chat", "--format", "openai-completion"]
    report = json.loads(run(capsys, project.slug, *formats, "--out", out, "--json"))
    names = {
        f"openai-{form}/{part}.jsonl" for form in ("chat", "completion") for part in ("train", "validation", "test")
    }
    assert {str(path.relative_to(out)) for path in out.rglob("*") if path.is_file()} == names | {"SHA256SUMS"}
    assert {file["name"] for file in report["files"]} == names
    assert (report["version"], report["counts"]["examples"]) == (1, 20)
    checked = subprocess.run(["sha256sum", "-c", "--strict", "SHA256SUMS"], cwd=out, check=False)
    assert checked.returncode == 0
    rows = [json.loads(line) for line in (out / "openai-completion/train.jsonl").read_text().splitlines()]
    assert all(row["prompt"].endswith("\n\n###\n\n") and row["completion"].endswith(" END") for row in rows)


def test_a_second_run_into_the_same_folder_gives_the_same_bytes_and_no_leftovers(tmp_path, capsys):
    project = make_project()
    make_finals(project)
    run(capsys, project.slug, "--out", tmp_path)
    first = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    run(capsys, project.slug, "--out", tmp_path)
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == first
    run(capsys, project.slug, "--out", tmp_path, "--split", "100/0/0")
    assert [path.name for path in (tmp_path / "openai-chat").iterdir()] == ["train.jsonl"]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--split", "80/10"], "three whole numbers"),
        (["--split", "80/10/20"], "add up to 100"),
        (["--split", "0/50/50"], "something for train"),
        (["--split", "a/b/c"], "three whole numbers"),
        (["--format", "csv"], "choose from openai-chat"),
        (["--seed", "-1"], "seed"),
        (["--leave-out", "everything"], "choose from"),
    ],
)
def test_a_bad_argument_is_told_in_a_sentence(tmp_path, arguments, sentence):
    project = make_project()
    make_final(project, "Q?", "A.")
    with pytest.raises(CommandError, match=sentence):
        call_command("build_dataset", project.slug, "--out", str(tmp_path), *arguments)
    assert not DatasetVersion.objects.exists()


def test_a_project_that_is_not_there_and_one_with_nothing_final_are_told_apart(tmp_path):
    with pytest.raises(CommandError, match="There is no project nowhere"):
        call_command("build_dataset", "nowhere", "--out", str(tmp_path))
    with pytest.raises(CommandError, match="no final examples yet"):
        call_command("build_dataset", make_project().slug, "--out", str(tmp_path))


def test_failed_checks_are_named_and_nothing_is_written(tmp_path, capsys):
    project = make_project()
    make_final(project, "Q?", "A.")
    make_final(project, "q?", "a.")
    with pytest.raises(CommandError, match=r"1 example says the same as another \(duplicate\)"):
        call_command("build_dataset", project.slug, "--out", str(tmp_path))
    assert not list(tmp_path.iterdir())
    assert "1 examples" in run(capsys, project.slug, "--out", tmp_path, "--leave-out", "duplicate")


def test_a_folder_that_cannot_be_written_is_told(tmp_path):
    project = make_project()
    make_final(project, "Q?", "A.")
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(CommandError, match="could not be written"):
        call_command("build_dataset", project.slug, "--out", str(tmp_path / "file"))


def test_a_disk_that_is_full_is_told_in_a_sentence(tmp_path, monkeypatch):
    project = make_project()
    make_final(project, "Q?", "A.")

    def full(*args):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("curation.documents.store.os.fsync", full)
    with pytest.raises(CommandError, match="no room left"):
        call_command("build_dataset", project.slug, "--out", str(tmp_path))
