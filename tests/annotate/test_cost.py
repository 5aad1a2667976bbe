"""How many questions each step of the day asks the database: the marks of a transaction are not counted."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from curation.projects.models import Guideline
from tests.annotate.posting import HTMX, post, url
from tests.factories import make_example, make_label

MARKS = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT")
SIGNED_IN = 2  # the session with its person, and their roles in the project: every request asks for these


@pytest.fixture
def queue(project, ana, ana_client):
    """Three examples, the first of them open and saved once, in a project with labels and a guideline."""
    label = make_label(project)
    Guideline.objects.create(project=project, number=1, text="Name the unit.", author=ana)
    examples = [make_example(project) for _ in range(3)]
    ana_client.get(url(examples[0]))
    post(ana_client, examples[0], "draft", completion="2.5 mg", **{f"labels-{label.group_id}": label.pk})
    return examples


def asked(do):
    with CaptureQueriesContext(connection) as captured:
        do()
    questions = [query["sql"] for query in captured if not query["sql"].startswith(MARKS)]
    return len(questions) - SIGNED_IN


def test_a_decision_whose_next_example_is_on_screen_already(queue, ana_client):
    ana_client.get(url(queue[0], "peek"), headers=HTMX)
    assert asked(lambda: post(ana_client, queue[0], "decide", decision="submit", sequence=2, ahead=queue[1].pk)) <= 11


def test_a_decision_that_brings_the_next_workspace(queue, ana_client):
    assert asked(lambda: post(ana_client, queue[0], "decide", decision="submit", sequence=2)) <= 16


def test_fetching_the_next_workspace_in_advance(queue, ana_client):
    assert asked(lambda: ana_client.get(url(queue[0], "peek"), headers=HTMX)) <= 6


def test_a_save(queue, ana_client):
    assert asked(lambda: post(ana_client, queue[0], "draft", sequence=2, completion="5 mg")) <= 8
