"""What is asked of the language model for a project: which endpoint, in what style, and how findings are kept."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from functools import lru_cache
from typing import Any

from django.conf import settings

from curation.documents.models import Passage
from curation.examples.models import Example, ModelCall, ModelJob
from curation.pipeline import types
from curation.pipeline.drafting.model.endpoint import Endpoint
from curation.pipeline.drafting.model.prompts import EXAMPLES, Style
from curation.pipeline.types import Finding, Pair
from curation.projects.models import Kind, Project, labels_of


def endpoint() -> Endpoint:
    """The one that the server names."""
    return _endpoint(settings.MODEL_BASE_URL, settings.MODEL_NAME, settings.MODEL_API_KEY, settings.MODEL_TIMEOUT)


@lru_cache(1)
def _endpoint(base_url: str, model: str, key: str, timeout: float) -> Endpoint:
    return Endpoint(base_url, model, key, timeout)  # kept: it remembers which form of answer is taken


def style_of(project: Project) -> Style:
    """The guideline in force and the newest examples that were signed off."""
    guideline = project.guideline()
    signed_off = Example.objects.final().filter(project=project).order_by("-changed_at")[:EXAMPLES]
    labels = [label.name for label in labels_of(project)] if project.kind == Kind.CLASSIFICATION else []
    return Style(
        kind=project.kind, language=project.language, guideline=guideline.text if guideline else "",
        examples=tuple(_pair(example) for example in signed_off.prefetch_related("labels")),
        labels=tuple(labels), most=project.drafts_per_passage,
    )  # fmt: skip


def _pair(example: Example) -> Pair:
    labels = tuple(label.name for label in example.labels.all())
    return Pair(example.final_prompt, example.final_completion, labels=labels)


def passage_of(passage: Passage) -> types.Passage:
    return types.Passage(passage.ordinal, passage.text, (), tuple(passage.heading_path))


def reserve(tokens: int, job: ModelJob | None = None) -> ModelCall | None:
    """Note a request; None while the limits of a minute are used up."""
    return ModelCall.reserve(
        tokens, requests=settings.MODEL_REQUESTS_A_MINUTE, tokens_a_minute=settings.MODEL_TOKENS_A_MINUTE, job=job
    )


def rows_of(findings: Iterable[Finding]) -> list[dict[str, Any]]:
    return [asdict(finding) for finding in findings]


def finding_of(row: Mapping[str, Any]) -> Finding:
    return Finding(**row)
