"""What `bench/export.py` measures, each in a process of its own: `_export_jobs.py fill|build|dump COUNT`."""

import json
import resource
import sys
import tempfile
import time
from dataclasses import asdict
from pathlib import Path

sys.path[0] = str(Path(__file__).resolve().parent.parent)  # not beside queue.py, which the standard library has too

import django  # noqa: E402

django.setup()

from django.core.management import call_command  # noqa: E402

from curation.datasets import building  # noqa: E402
from curation.datasets.models import DatasetVersion  # noqa: E402
from curation.examples.models import Event, Example  # noqa: E402
from curation.examples.states import Action, Status  # noqa: E402
from curation.pipeline.formats.options import Options  # noqa: E402
from curation.projects.models import Project  # noqa: E402
from tests.factories import make_document, make_label, make_passage, make_project, make_user  # noqa: E402

DOCUMENTS_PER = 50  # examples
FORMATS = ["openai-chat", "openai-completion"]
TEXT = (
    "Bisoprolol 2,5 mg una vez al día por la mañana; the patient should come to a review in six weeks and stop the "
    "treatment at once if there is dizziness, fainting or a heart rate below fifty beats a minute. "
)


def fill(count: int) -> None:
    by, project = make_user("boss"), make_project(slug="bench")
    label = make_label(project)
    for start in range(0, count, DOCUMENTS_PER):
        passage = make_passage(make_document(project, uploaded_by=by))
        examples = Example.objects.bulk_create(
            Example(
                project=project, document=passage.document, passage=passage, kind=project.kind, drafter="bench",
                ordinal=number, status=Status.FINAL, evidence=[{"page": 1, "start": 0, "end": 41}],
                final_prompt=f"What was started for patient {number}?", final_completion=f"{TEXT * 2}({number})",
            )
            for number in range(start, min(start + DOCUMENTS_PER, count))
        )  # fmt: skip
        made_final = {"project": project, "actor": by, "action": Action.MADE_FINAL, "after": Status.FINAL}
        Event.objects.bulk_create(Event(example=example, **made_final) for example in examples)
        Example.labels.through.objects.bulk_create(
            Example.labels.through(example=example, label=label) for example in examples
        )


def build() -> None:
    shares = {"train": 80, "validation": 10, "test": 10}
    plan = DatasetVersion(
        project=Project.objects.get(), shares=shares, formats=FORMATS, options=asdict(Options()), choice={}
    )
    version = DatasetVersion.objects.start(plan)
    building.build(version.pk)
    version.refresh_from_db()
    if version.state != "ready":
        raise SystemExit(f"The version was not built: {version.problem} {version.checks}")


def dump() -> None:
    """What a script of ten lines would do: no snapshot, no checks, no split, one format, no provenance."""
    rows = Example.objects.final().order_by("pk").values_list("final_prompt", "final_completion")
    with tempfile.TemporaryFile("w") as out:
        for prompt, completion in rows.iterator():
            turns = [{"role": "user", "content": prompt}, {"role": "assistant", "content": completion}]
            out.write(json.dumps({"messages": turns}, ensure_ascii=False) + "\n")


def resident() -> float:
    """MiB in memory now."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize() / 2**20


def main(job: str, count: int) -> None:
    """Do one job; print its seconds and by how many MiB the process grew at its peak."""
    if job == "fill":
        call_command("migrate", verbosity=0)
        fill(count)
        return
    Example.objects.exists()  # connected
    before, began = resident(), time.perf_counter()
    {"build": build, "dump": dump}[job]()
    seconds = time.perf_counter() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": seconds, "mebibytes": peak - before}))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
