"""Requests have room on the interpreter's stack: no loop of theirs asks the system for memory with every call."""

import resource

import pytest

from curation.wsgi import with_room

DEEP, CALLS = 400, 100


def faults():
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt


def leaf():
    return None


def calls_at(depth):
    """The pages of memory newly mapped by a loop of calls so deep in the stack."""
    if depth:
        return calls_at(depth - 1)
    before = faults()
    for _ in range(CALLS):
        leaf()
    return faults() - before


def worst(_environ, _start_response):
    return max(map(calls_at, range(DEEP)))


def test_a_loop_costs_no_memory_however_deep_it_is():
    if worst(None, None) < CALLS:
        pytest.skip("this Python keeps the last chunk of its stack")
    assert with_room(worst)(None, None) < CALLS / 2
