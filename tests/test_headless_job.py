"""The whole job without a screen, by three commands: documents and pairs in, checked files out."""

import json
import re
import subprocess

import pytest

from curation.intake.samples import samples
from tests.samples.files import LINES, picture, picture_pdf

pytestmark = pytest.mark.slow
PEOPLE = """
from curation.projects.models import Project
from curation.projects.roles import Role
from tests.factories import join, make_user
join(Project.objects.get(slug="clinic"), make_user("luis"), Role.MANAGER)
"""
PAIRS = [
    {"prompt": f"¿Qué dosis corresponde al paso {step}?", "completion": f"Bisoprolol {step},25 mg «una vez» al día."}
    for step in range(1, 6)
]
TURNS = [
    {"role": "system", "content": "Be brief."},
    {"role": "user", "content": "When is the next visit?"},
    {"role": "assistant", "content": "In six weeks."},
]


@pytest.fixture
def inbox(tmp_path):
    """A scan, a Word file and a file that is neither."""
    folder = tmp_path / "inbox"
    folder.mkdir()
    picture_pdf(folder / "scan.pdf", picture())
    handbook = next(sample for sample in samples("en") if sample.name.endswith(".docx"))
    (folder / handbook.name).write_bytes(handbook.content)
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7 and nothing more")
    return folder


def objects(text):
    return [json.loads(line) for line in text.splitlines()]


def words(text):
    return set(re.findall(r"\w+", text.lower()))


def test_documents_and_pairs_become_files_whose_sums_and_lines_are_right(product, inbox, tmp_path):
    read_documents(product, inbox)
    bring_pairs(product, tmp_path)
    lines = build(product, tmp_path / "out")
    told = [{"messages": [turn("user", pair["prompt"]), turn("assistant", pair["completion"])]} for pair in PAIRS]
    assert lines["openai-chat"] == in_any_order([*told, {"messages": TURNS}])
    said = [(f"{pair['prompt']}\n\n###\n\n", f" {pair['completion']} END") for pair in PAIRS]
    said.append(("Be brief.\n\nWhen is the next visit?\n\n###\n\n", " In six weeks. END"))
    assert lines["openai-completion"] == in_any_order({"prompt": prompt, "completion": end} for prompt, end in said)


def turn(role, content):
    return {"role": role, "content": content}


def in_any_order(rows):
    return sorted(rows, key=json.dumps)


def read_documents(product, inbox):
    done = product.manage("ingest", "clinic", inbox, "--create", "question_answer", "--wait", "--json")
    rows = {row["file"].rsplit("/", 1)[-1]: row for row in objects(done.stdout)}
    assert done.returncode == 1, "one of the files cannot be read"
    assert "No worker is running" not in done.stderr
    assert (rows["broken.pdf"]["state"], rows["broken.pdf"]["examples"]) == ("failed", 0)
    assert "damaged" in rows["broken.pdf"]["problem"]
    scan, handbook = rows["scan.pdf"], rows["reception-handbook.docx"]
    assert (scan["state"], scan["pages_ocr"], handbook["state"], handbook["pages_ocr"]) == ("ready", 1, "ready", 0)
    assert handbook["examples"] >= 4
    known = words(" ".join(LINES))
    assert len(known & words(product.manage("text", "clinic", "scan.pdf").stdout)) >= 0.95 * len(known)

    (inbox / "broken.pdf").unlink()
    again = product.manage("ingest", "clinic", inbox, "--wait", "--json")
    assert again.returncode == 0
    assert {row["document"] for row in objects(again.stdout)} == {scan["document"], handbook["document"]}


def bring_pairs(product, folder):
    assert product.manage("shell", "-v0", "-c", PEOPLE).returncode == 0
    path = folder / "pairs.jsonl"
    good = [json.dumps(row, ensure_ascii=False) for row in (*PAIRS, {"messages": TURNS})]
    path.write_text("\n".join([*good, '{"prompt": "alone"}', ""]))
    refused = product.manage("import_pairs", "clinic", path, "--status", "final")
    assert (refused.returncode, refused.stdout) == (1, "")
    assert "Line 7: There is no completion." in refused.stderr
    path.write_text("\n".join([*good, ""]))
    done = product.manage("import_pairs", "clinic", path, "--status", "final")
    assert (done.returncode, done.stdout) == (0, "6 examples imported as final.\n")


def build(product, out):
    """The lines of each format, of all parts together."""
    formats = ["--format", "openai-chat", "--format", "openai-completion"]
    done = product.manage("build_dataset", "clinic", *formats, "--split", "80/10/10", "--out", out, "--json")
    assert done.returncode == 0, done.stderr
    [report] = objects(done.stdout)
    assert report["counts"]["examples"] == len(PAIRS) + 1
    sums = subprocess.run(["sha256sum", "-c", "--strict", "SHA256SUMS"], cwd=out, capture_output=True, check=False)
    assert sums.returncode == 0, sums.stderr
    listed = {file["name"] for file in report["files"]}
    assert {str(path.relative_to(out)) for path in out.rglob("*.jsonl")} == listed
    return {
        form: in_any_order(row for path in sorted(out.glob(f"{form}/*.jsonl")) for row in objects(path.read_text()))
        for form in ("openai-chat", "openai-completion")
    }
