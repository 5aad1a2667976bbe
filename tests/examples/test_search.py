from datetime import date

import pytest

from curation.examples.search import SearchError, Term, ValueUnread, parse, without


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", []),
        ("   ", []),
        ("bisoprolol", [("", "bisoprolol")]),
        ("bisoprolol  dose", [("", "bisoprolol"), ("", "dose")]),
        ('"once daily"', [("", "once daily")]),
        ('"once daily', [("", "once daily")]),
        ('""', []),
        ("status:disputed", [("status", "disputed")]),
        ("STATUS:Disputed", [("status", "disputed")]),
        ("estado:desacuerdo", [("status", "disputed")]),
        ("estado:borrador", [("status", "drafted")]),
        ("label:cardiology", [("label", "cardiology")]),
        ('etiqueta:"Tipo de respuesta"', [("label", "Tipo de respuesta")]),
        ("doc:letter-0416.pdf", [("doc", "letter-0416.pdf")]),
        ("documento:carta por:ana", [("doc", "carta"), ("by", "ana")]),
        ("by:ana@example.org", [("by", "ana@example.org")]),
        ("at 10:30", [("", "at"), ("", "10:30")]),
        ("note: later", [("", "note:"), ("", "later")]),
        ('"https://example.org"', [("", "https://example.org")]),
        ("100% _x_ \\", [("", "100%"), ("", "_x_"), ("", "\\")]),
    ],
)
def test_a_query_is_read_as_words_and_filters(query, expected):
    assert [(term.name, term.value) for term in parse(query)] == expected


@pytest.mark.parametrize(
    ("query", "bounds"),
    [
        ("conf:<70", [("lt", 70)]),
        ("conf:>=90%", [("gte", 90)]),
        ("confianza:<=69,5", [("lte", 69.5)]),
        ("conf:70..90", [("gte", 70), ("lte", 90)]),
        ("conf:90..70", [("gte", 70), ("lte", 90)]),
        ("conf:85", [("exact", 85)]),
    ],
)
def test_numbers_are_read_as_bounds(query, bounds):
    (term,) = parse(query)
    assert (term.name, list(term.value.bounds)) == ("conf", bounds)


@pytest.mark.parametrize(
    ("query", "name", "value"),
    [
        ("before:2026-11-30", "before", date(2026, 11, 30)),
        ('antes:"2026-11-30"', "before", date(2026, 11, 30)),
        ("desde:2026-02-28", "after", date(2026, 2, 28)),
        ("motivo:dudas", "flag", "unsure"),
        ("flag:field", "flag", "not_my_field"),
    ],
)
def test_days_and_reasons_are_read_in_both_languages(query, name, value):
    assert [(term.name, term.value) for term in parse(query)] == [(name, value)]


@pytest.mark.parametrize(
    "query",
    [
        "conf:low", "conf:<", "conf:1e9", "conf:..70", "conf:>70..90", "conf:٧٠", "conf:12345678901",
        "before:yesterday", "after:2026-02-30", "after:30/11/2026", "before:20261130", "before:2026-W48-1",
        "after:0001-01-01", "before:9999-12-31", "tokens:many", "tokens:>-1",
    ],
)  # fmt: skip
def test_what_is_no_number_or_no_day_is_refused_as_it_was_typed(query):
    with pytest.raises(ValueUnread) as error:
        parse(f"dose {query}")
    assert (error.value.word, error.value.name) == (query, query.partition(":")[0])


@pytest.mark.parametrize(
    ("query", "word", "nearest"),
    [
        ("labl:cardiology", "labl", "label"),
        ("etiqeta:x", "etiqeta", "etiqueta"),
        ("stauts:final", "stauts", "status"),
        ("status:disptued", "disptued", "disputed"),
        ("estado:rechazdo", "rechazdo", "rechazado"),
        ("flag:persnal", "persnal", "personal"),
    ],
)
def test_an_unknown_word_is_answered_with_the_nearest_one(query, word, nearest):
    with pytest.raises(SearchError) as error:
        parse(query)
    assert (error.value.word, error.value.nearest) == (word, nearest)


def test_removing_one_filter_leaves_the_rest_as_it_was_typed():
    terms = parse('dose status:final label:"Answer type"')
    assert without(terms, terms[1]) == 'dose label:"Answer type"'
    assert terms[1] == Term("status:final", "final", "status")
