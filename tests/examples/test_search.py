import pytest

from curation.examples.search import SearchError, Term, parse, without


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
    ("query", "word", "nearest"),
    [
        ("labl:cardiology", "labl", "label"),
        ("etiqeta:x", "etiqeta", "etiqueta"),
        ("stauts:final", "stauts", "status"),
        ("status:disptued", "disptued", "disputed"),
        ("estado:rechazdo", "rechazdo", "rechazado"),
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
