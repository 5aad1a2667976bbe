"""What `manage.py draft` does and prints: the drafts of a project's documents, each with its words in the source."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.conf import settings
from django.core.management.base import CommandError

from curation.accounts.models import User
from curation.documents.models import Document
from curation.documents.states import PageState, State
from curation.examples.models import Example
from curation.examples.models.model_job import JobState
from curation.intake import drafting, processing, redrafting, suggesting_jobs
from curation.pipeline.drafting import registry
from curation.pipeline.drafting.plan import Plan
from curation.projects.drafter_words import name_of
from curation.projects.models import Project


@dataclass(frozen=True, slots=True)
class Told:
    """The drafts of one document, stored or not."""

    document: Document
    language: str
    examples: list[Example]

    def as_lines(self) -> Iterator[str]:
        texts = dict(self.document.pages.filter(state=PageState.READ).values_list("number", "text"))
        for example in self.examples:
            places = [(span["page"], span["start"], span["end"]) for span in example.evidence]
            evidence = [
                {"page": page, "start": start, "end": end, "text": texts[page][start:end]}
                for page, start, end in places
            ]
            row = {
                "document": self.document.pk, "drafter": example.drafter, "kind": example.kind,
                "language": self.language, "score": example.score, "prompt": example.prompt,
                "completion": example.completion, "label": example.suggested_label, "evidence": evidence,
                "context": example.context,
            }  # fmt: skip
            yield json.dumps(row, ensure_ascii=False)

    def as_line(self) -> str:
        made = Counter(name_of(example.drafter) for example in self.examples)
        by_drafter = ", ".join(f"{name} {count}" for name, count in made.most_common())
        return f"{self.document.name}: {len(self.examples)} drafts{by_drafter and f' ({by_drafter})'}"


def plan_of(project: Project, family: str) -> Plan:
    """The project's plan, or the same with one drafter alone; raise CommandError when that one cannot serve."""
    if not family:
        return project.plan
    families = {one.family for one in registry.ALL if project.kind in one.kinds}
    if family not in families:
        raise CommandError(f"There is no drafter {family} for this task. There are: {', '.join(sorted(families))}.")
    return replace(project.plan, without=frozenset(one.family for one in registry.ALL) - {family})


def documents_of(project: Project) -> Iterator[Document]:
    yield from project.documents.filter(state=State.READY).exclude(recipe="").order_by("pk")


def tried(project: Project, plan: Plan) -> Iterator[Told]:
    """What would be drafted; nothing is stored."""
    for document in documents_of(project):
        found = drafting.draft_from(drafting.pages_of(document), plan, project.language, folder=document.folder)
        passages = {row.ordinal: row for row in drafting.passages_of(document, found, project.tokenizer)}
        examples = [
            drafting.example_of(document, passages[passage], draft, ordinal)
            for passage, drafts in found.drafts.items()
            for ordinal, draft in enumerate(drafts)
        ]
        yield Told(document, found.language, examples)


def stored(project: Project, plan: Plan, *, by: User) -> Iterator[Told]:
    """Draft again where the settings have changed, and add what a drafter named alone finds; then what is stored."""
    older = redrafting.Older(project).documents
    ids = list(older.values_list("pk", flat=True))
    redrafting.ask(project, older, by=by)
    for pk in ids:
        processing.draft_document(pk)
    for document in documents_of(project):
        if plan != project.plan:
            drafting.add(document, plan)
        names = [drafter.name for drafter in plan.drafters]
        drafts = document.examples.filter(passage__recipe=document.recipe).order_by("passage__ordinal", "pk")
        yield Told(
            document, document.language, list(drafts if plan == project.plan else drafts.filter(drafter__in=names))
        )


def asked(project: Project, *, by: User) -> Iterator[Told]:
    """What the language model drafts from the passages it has not seen; raise CommandError, last, when it stopped."""
    try:
        job = suggesting_jobs.start(
            project, project.documents.exclude(recipe=""), by=by, budget=settings.MODEL_JOB_TOKENS
        )
    except suggesting_jobs.NotNow as refusal:
        raise CommandError(str(refusal)) from refusal
    suggesting_jobs.work_off(job)
    for document in documents_of(project):
        drafts = document.examples.filter(passage__model_passages__job=job, drafter=job.drafter)
        yield Told(document, document.language, list(drafts.order_by("passage__ordinal", "pk")))
    if job.state != JobState.DONE:
        raise CommandError(f"{job.get_state_display()}. {job.said}".strip())
