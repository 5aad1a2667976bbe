import random

import pytest

from curation.pipeline.splitting import split

EIGHTY = {"train": 80, "validation": 10, "test": 10}


def lines_by_part(groups, parts):
    totals = {}
    for name, part in parts.items():
        totals[part] = totals.get(part, 0) + groups[name]
    return totals


def test_equal_documents_are_shared_out_exactly():
    groups = {f"document {number}": 5 for number in range(100)}
    assert lines_by_part(groups, split(groups, shares=EIGHTY, seed=1)) == {"train": 400, "validation": 50, "test": 50}


@pytest.mark.parametrize(
    ("groups", "shares", "expected"),
    [
        ({}, EIGHTY, {}),
        ({"a": 3}, EIGHTY, {"a": "train"}),
        ({"a": 3, "b": 2}, {"train": 100, "validation": 0, "test": 0}, {"a": "train", "b": "train"}),
        ({"a": 90, "b": 1}, {"train": 50, "test": 50}, {"a": "train", "b": "test"}),
        ({"a": 0, "b": 0}, {"train": 50, "test": 50}, None),
    ],
)
def test_small_cases(groups, shares, expected):
    parts = split(groups, shares=shares, seed=7)
    assert set(parts) == set(groups)
    assert expected is None or parts == expected


def test_every_part_with_a_share_gets_a_document_when_there_are_enough():
    for groups in ({"huge": 1000, "small": 2, "smaller": 1}, {"a": 40, "b": 30, "c": 30}, {"a": 1, "b": 1, "c": 1}):
        assert sorted(split(groups, shares=EIGHTY, seed=0).values()) == ["test", "train", "validation"]


def test_parts_come_near_their_shares_whatever_the_sizes():
    chance = random.Random(5)
    for seed in range(50):
        groups = {str(number): chance.randint(1, 40) for number in range(chance.randint(60, 200))}
        total = sum(groups.values())
        for part, lines in lines_by_part(groups, split(groups, shares=EIGHTY, seed=seed)).items():
            assert abs(lines - total * EIGHTY[part] / 100) <= 40, (seed, part)


def test_the_answer_depends_on_the_seed_and_not_on_the_order():
    groups = [(f"document {number}", 3) for number in range(40)]
    first = split(groups, shares=EIGHTY, seed=42)
    assert split(reversed(groups), shares=EIGHTY, seed=42) == first
    assert split(dict(groups), shares=dict(reversed(EIGHTY.items())), seed=42).keys() == first.keys()
    assert split(groups, shares=EIGHTY, seed=43) != first


def test_a_document_named_twice_is_one_document():
    assert split([("a", 1), ("a", 9), ("b", 5)], shares={"train": 50, "test": 50}, seed=0) == {
        "a": "train",
        "b": "test",
    }


@pytest.mark.parametrize("shares", [{}, {"train": 0}, {"train": 100, "test": -5}])
def test_shares_that_make_no_sense_are_refused(shares):
    with pytest.raises(ValueError, match="share"):
        split({"a": 1}, shares=shares, seed=0)
