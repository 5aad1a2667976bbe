from hashlib import sha256

from curation.pipeline.seen import seen


def test_the_first_number_of_each_mark_is_remembered():
    with seen() as marks:
        assert [marks.first(mark, number) for number, mark in enumerate([b"a", b"b", b"a", b"c", b"b", b"a"])] == [
            0, 1, 0, 3, 1, 0
        ]  # fmt: skip


def test_two_memories_know_nothing_of_each_other():
    with seen() as one, seen() as other:
        one.first(b"a", 1)
        assert other.first(b"a", 2) == 2


def test_more_marks_than_the_cache_holds_are_all_remembered():
    marks = [sha256(str(n).encode()).digest() for n in range(200_000)]
    with seen() as memory:
        assert all(memory.first(mark, n) == n for n, mark in enumerate(marks))
        assert all(memory.first(mark, 0) == n for n, mark in enumerate(marks[::1000]) for n in [n * 1000])
