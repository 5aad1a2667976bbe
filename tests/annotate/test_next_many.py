"""Two hundred times the next example: acceptance check 26. Its times at a million are `bench/queue.py`'s."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from curation.annotate import claims, deciding
from curation.annotate.deciding import Choice
from curation.examples.models import Example
from curation.examples.states import Decision
from tests.factories import make_example

TIMES, MORE = 200, 3000


def test_each_of_two_hundred_is_another_and_costs_as_much_as_the_first(project, ana):
    first = make_example(project)
    like = {
        "project": project,
        "document": first.document,
        "kind": first.kind,
        "prompt": "How often?",
        "completion": "Daily.",
    }
    Example.objects.bulk_create(Example(drafter="test", ordinal=n, **like) for n in range(MORE))
    got, asked = [], set()
    for _ in range(TIMES):
        with CaptureQueriesContext(connection) as captured:
            example = claims.claim_next(project, ana)
        asked.add(sum("examples_example" in query["sql"] for query in captured))
        got.append(example.pk)
        deciding.decide(example, ana, Choice(Decision.SUBMIT))
    assert len(set(got)) == TIMES
    assert len(asked) == 1 and max(asked) <= 4
