"""Final examples, and dataset versions as a person would ask for them."""

from curation.accounts.models import User
from curation.datasets.models import DatasetVersion
from curation.examples.models import Example
from curation.examples.states import Status
from curation.projects.models import Project
from tests.factories import make_document, make_example, make_passage, make_user

SHARES = {"train": 80, "validation": 10, "test": 10}
OPTIONS = {"system": "", "separator": "\n\n###\n\n", "stop": " END", "leading_space": True}


def make_final(project: Project, prompt: str, completion: str, *, document=None, by: User | None = None, labels=()):
    passage = make_passage(document) if document else None
    example = make_example(project, passage=passage)
    example.make_final(prompt, completion, list(labels), by=by or make_user())
    return example


def make_finals(project: Project, *, documents: int = 5, each: int = 4) -> list[Example]:
    by = make_user()
    made = []
    for d in range(documents):
        document = make_document(project)
        for n in range(each):
            made.append(make_final(project, f"What is {n} of {d}?", f"It is {n} in {d}.", document=document, by=by))
    return made


def many_finals(project: Project, count: int, *, documents: int = 10) -> None:
    """Quickly, without their history."""
    passages = [make_passage(make_document(project)) for _ in range(documents)]
    Example.objects.bulk_create(
        Example(
            project=project, document=passages[n % documents].document, passage=passages[n % documents], kind="summary",
            drafter="test-1", ordinal=n, status=Status.FINAL, evidence=[{"page": 1, "start": 0, "end": 41}],
            final_prompt=f"What is number {n}?", final_completion=f"Edition 0 of {n}.",
        )
        for n in range(count)
    )  # fmt: skip


def plan(project: Project, **fields) -> DatasetVersion:
    values = {"choice": {}, "shares": SHARES, "seed": 42, "formats": ["openai-chat"], "options": OPTIONS, "number": 0}
    return DatasetVersion(project=project, **values | fields)


def start(project: Project, **fields) -> DatasetVersion:
    return DatasetVersion.objects.start(plan(project, **fields))
