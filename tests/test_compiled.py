"""Statements composed once: what they find and change is what the queryset would, in every thread and on every use."""

from datetime import timedelta, timezone
from threading import Thread

import pytest
from django.db import connection, transaction
from django.db.models import F, QuerySet

from curation.compiled import CompiledCount, CompiledRows, CompiledUpdate
from curation.examples.models import Example
from tests.factories import make_example, make_project, make_user


def of_project(status, project):
    return Example.objects.filter(project=project, status=status).select_related("document").order_by("id")


@pytest.mark.django_db
def test_rows_are_those_of_the_queryset_with_what_was_selected_beside(django_assert_num_queries):
    found = CompiledRows(of_project, "project")
    projects = [make_project(slug=name) for name in ("one", "two")]
    examples = [make_example(project) for project in (*projects, projects[0])]
    for project in projects * 2:
        with django_assert_num_queries(1):
            rows = found("drafted", project)
            assert all(row.document.name for row in rows)
        assert rows == list(found.plain("drafted", project)) == [each for each in examples if each.project == project]
    assert found("final", projects[0]) == []
    assert found.first("drafted", projects[1]) == examples[1]
    assert found.first("final", projects[1]) is None


@pytest.mark.django_db
def test_single_values_are_given_as_they_are():
    example = make_example()
    numbers = CompiledRows(lambda pk: Example.objects.filter(pk=pk).values_list("ordinal", flat=True), "pk")
    assert numbers(example) == [example.ordinal]


@pytest.mark.django_db
def test_it_is_composed_once_for_each_set_of_constants():
    asked = []

    def build(status, project) -> QuerySet[Example]:
        asked.append(status)
        return of_project(status, project)

    found = CompiledRows(build, "project")
    for status in ("drafted", "final", "drafted", "final"):
        found(status, 1)
    assert asked == ["drafted", "final"]


@pytest.mark.django_db
def test_an_update_changes_what_the_queryset_has_and_tells_how_many(django_assert_num_queries):
    change = CompiledUpdate(lambda status, pk: Example.objects.filter(status=status, pk=pk), "pk")
    mine, other = make_example(), make_example(make_project(slug="other"), comment="as it was")
    user = make_user("ana")
    for changes in (
        {"queue_order": F("queue_order") + 2, "comment": "a % of '"},
        {"queue_order": F("queue_order") + 2, "comment": "again"},
        {"context": [["user", "¿Qué?"]], "assignee": user, "source_changed": True},
        {"assignee": None, "for_label": None},
    ):
        with django_assert_num_queries(1):
            assert change(changes, "drafted", mine) == 1
    assert change({"comment": "lost"}, "final", mine) == 0
    before = mine.queue_order
    mine.refresh_from_db()
    other.refresh_from_db()
    assert (mine.queue_order, mine.comment, mine.context) == (before + 4, "again", [["user", "¿Qué?"]])
    assert mine.source_changed and mine.assignee is None
    assert other.comment == "as it was"


@pytest.mark.django_db
def test_a_count_goes_no_further_than_the_queryset(django_assert_num_queries):
    count = CompiledCount(lambda most, project: Example.objects.filter(project=project)[:most], "project")
    project = make_project()
    for _ in range(3):
        make_example(project)
    with django_assert_num_queries(3):
        assert [count(2, project), count(9, project), count(9, project.pk + 1)] == [2, 3, 0]


@pytest.mark.django_db
def test_a_moment_is_the_same_in_every_time_zone():
    since = CompiledRows(lambda moment: Example.objects.filter(created_at__gte=moment), "moment")
    example = make_example()
    moment = example.created_at.astimezone(timezone(timedelta(hours=10)))
    assert since(moment - timedelta(hours=1)) == [example]
    assert since(moment + timedelta(hours=1)) == []


@pytest.mark.django_db
@pytest.mark.parametrize("number", [10**20, -(10**20)])
def test_a_number_beyond_all_that_are_stored_finds_nothing(number):
    example = make_example()
    assert CompiledRows(lambda pk: Example.objects.filter(pk=pk), "pk")(number) == []
    assert CompiledUpdate(lambda pk: Example.objects.filter(pk=pk), "pk")({"comment": "lost"}, number) == 0
    below = CompiledRows(lambda pk: Example.objects.filter(pk__lte=pk), "pk")
    assert below(number) == ([example] if number > 0 else [])


@pytest.mark.django_db
def test_nothing_is_no_parameter():
    with pytest.raises(TypeError, match="None"):
        CompiledRows(of_project, "project")("drafted", None)


@pytest.mark.django_db(transaction=True)
def test_each_thread_asks_over_its_own_connection():
    example = make_example()
    found = CompiledRows(of_project, "project")
    seen = []

    def ask():
        seen.extend(found("drafted", example.project))
        connection.close()

    with transaction.atomic():
        Example.objects.filter(pk=example.pk).update(status="rejected")
        assert found("drafted", example.project) == []
        if connection.vendor == "postgresql":  # SQLite lets nobody read beside a test's own transaction in memory
            other = Thread(target=ask)
            other.start()
            other.join()
            assert seen == [example]


@pytest.mark.django_db
def test_texts_are_never_part_of_the_statement():
    find = CompiledRows(lambda prompt: Example.objects.filter(prompt=prompt), "prompt")
    odd = "100 %s of ' \" ; DROP TABLE -- %(name)s"
    example = make_example(prompt=odd)
    assert find(odd) == [example]
    assert find("' OR 1=1 --") == []


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "postgresql", reason="prepared statements are PostgreSQL's")
def test_postgresql_keeps_a_statement_prepared_unless_told_otherwise():
    project = make_project()
    example = make_example(project)
    found = CompiledRows(of_project, "project")
    planned_anew = CompiledRows(lambda pk: Example.objects.filter(pk=pk, comment=""), "pk", prepared=False)
    change = CompiledUpdate(lambda pk: Example.objects.filter(pk=pk), "pk")
    for _ in range(7):  # after five times PostgreSQL may keep one plan
        assert found("drafted", project) == [example] == planned_anew(example)
        assert change({"comment": "", "ordinal": F("ordinal") + 1}, example) == 1
    with connection.cursor() as cursor:
        cursor.execute("SELECT statement, generic_plans + custom_plans FROM pg_prepared_statements")
        kept = {statement.split()[0]: used for statement, used in cursor.fetchall() if "examples_example" in statement}
    assert kept == {"SELECT": 7, "UPDATE": 7}
    example.refresh_from_db()
    assert example.ordinal == 7


@pytest.mark.django_db
def test_constants_may_hold_any_character():
    odd = "5 % of %s isn't \\ much"
    example = make_example(comment=f"About {odd}.")
    found = CompiledRows(lambda words, pk: Example.objects.filter(pk=pk, comment__contains=words), "pk")
    assert found(odd, example) == [example]
    assert found("% of %% ", example) == []
