"""What the tests of drafting with a model share: a project that uses the tests' own endpoint, and its answers."""

import re

from curation.examples.models import Example
from curation.intake import suggesting_jobs
from tests.factories import make_document, make_passage, make_project
from tests.model_server import KEY, drafts

TEXT = "Bisoprolol {n}.5 mg was started once daily. The next visit is in six weeks."


def use(settings, server, **more):
    """The settings that name the tests' endpoint."""
    named = {"MODEL_BASE_URL": server.url, "MODEL_NAME": "test-model", "MODEL_API_KEY": KEY, "MODEL_TIMEOUT": 5}
    free = {"MODEL_REQUESTS_A_MINUTE": 0, "MODEL_TOKENS_A_MINUTE": 0, "MODEL_AT_ONCE": 2}
    for name, value in (named | free | more).items():
        setattr(settings, name, value)
    server.answer = answer


def answer(body):
    """One good draft of the passage that was asked about."""
    n = re.search(r"Bisoprolol (\d+)\.5 mg", body["messages"][1]["content"])[1]
    asked = f"What dose of bisoprolol was started in case {n}?"
    return drafts((asked, f"Bisoprolol {n}.5 mg once daily."), quotes=[f"Bisoprolol {n}.5 mg was"])


def make_passages(count, **fields):
    """A project that drafts with a model, with one document of so many passages."""
    project = make_project(model_drafting=True, **fields)
    document = make_document(project, recipe="test")
    return project, [make_passage(document, text=TEXT.format(n=n), ordinal=n) for n in range(1, count + 1)]


def start(project, budget=100_000):
    return suggesting_jobs.start(project, project.documents.all(), by=None, budget=budget)


def work_off(job):
    return suggesting_jobs.work_off(job)


def modelled(project):
    return Example.objects.filter(project=project, drafter="model-1:test-model").order_by("passage__ordinal", "ordinal")
