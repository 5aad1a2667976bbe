import json

import pytest

from curation.pipeline.formats.lines import line
from curation.pipeline.formats.options import Options
from curation.pipeline.formats.parsing import parse_csv, parse_jsonl
from curation.pipeline.formats.registry import FORMATS
from curation.pipeline.types import Pair


def turns(*pairs):
    return json.dumps({"messages": [{"role": role, "content": content} for role, content in pairs]})


def test_prompt_and_completion():
    (row,) = parse_jsonl(['{"prompt": " What? ", "completion": "That.\\n", "id": 3}'])
    assert (row.number, row.pair, row.reason) == (1, Pair("What?", "That."), "")


def test_earlier_turns_become_the_context():
    (row,) = parse_jsonl([turns(("system", "s"), ("user", "u"), ("assistant", "a"), ("user", "v"), ("assistant", "b"))])
    assert row.pair == Pair("v", "b", context=(("system", "s"), ("user", "u"), ("assistant", "a")))


def test_blank_lines_and_a_byte_order_mark_are_passed_over():
    rows = list(parse_jsonl(['\ufeff{"prompt": "a", "completion": "b"}\n'.encode(), b"\n", b" \r\n", b'{"prompt": 1}']))
    assert [(row.number, bool(row.pair)) for row in rows] == [(1, True), (4, False)]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("{", "not valid JSON"),
        ("[1]", "must be a JSON object"),
        ("[" * 100_000, "too large or too deep"),
        ('{"prompt": ' + "9" * 5000 + "}", "too large or too deep"),
        ('{"completion": "b"}', "There is no prompt"),
        ('{"prompt": "a"}', "There is no completion"),
        ('{"prompt": "a", "completion": null}', "The completion must be text"),
        ('{"prompt": " ", "completion": "b"}', "The prompt is empty"),
        ('{"prompt": "a\\u0000", "completion": "b"}', "NUL"),
        ('{"prompt": "a\\ud800", "completion": "b"}', "lone surrogate"),
        (b'{"prompt": "\xff"}', "Byte 13 of this line is not UTF-8"),
        ('{"messages": {}}', "messages must be a list"),
        ('{"messages": []}', "messages must be a list"),
        ('{"messages": ["a"]}', "Message 1 must be an object"),
        (turns(("user", "u")), "The last two messages"),
        (turns(("assistant", "a"), ("user", "u")), "The last two messages"),
        (turns(("tool", "t"), ("user", "u"), ("assistant", "a")), "Message 1 has the role 'tool'"),
        (turns((["user"], "u"), ("assistant", "a")), "Message 1 has the role ['user']"),
        (turns(("user", "u"), ("system", "s"), ("user", "u"), ("assistant", "a")), "only be the first"),
        (turns(("user", ""), ("assistant", "a")), "The content of message 1 is empty"),
        (turns(("user", [{"text": "u"}]), ("assistant", "a")), "The content of message 1 must be text"),
    ],
)
def test_a_bad_line_says_what_is_wrong(text, reason):
    (row,) = parse_jsonl([text])
    assert row.pair is None
    assert reason in row.reason


@pytest.mark.parametrize(
    "text",
    [
        'prompt,completion\na,"b\nc"\n',
        '\ufeffPrompt;Completion\r\na;"b\nc"\r\n',
        'id\tcompletion\tprompt\n1\t"b\nc"\ta',
    ],
)
def test_csv_as_spreadsheets_write_it(text):
    (row,) = parse_csv(text)
    assert (row.number, row.pair) == (2, Pair("a", "b\nc"))


def test_csv_rows_keep_the_number_of_the_line_they_begin_on():
    rows = list(parse_csv('prompt,completion\na,"b\n\nc"\n\nd\n,e\nf,g\n'))
    assert [(row.number, row.reason) for row in rows] == [
        (2, ""),
        (6, "This row has 1 cells where the first line names 2 columns."),
        (7, "The prompt is empty."),
        (8, ""),
    ]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("question,answer\na,b\n", "must name the columns prompt and completion"),
        ('prompt,completion\na,"b', "not valid CSV"),
        ("prompt,completion\na," + "b" * 200_000, "not valid CSV"),
        ("prompt,completion\na,b\x00\n", "NUL"),
    ],
)
def test_bad_csv_says_what_is_wrong(text, reason):
    rows = list(parse_csv(text))
    assert [reason in row.reason for row in rows] == [True]


def test_an_empty_file_has_no_rows():
    assert list(parse_csv("")) == list(parse_jsonl([])) == []


def test_exported_chat_lines_can_be_read_back():
    pair = Pair("¿Qué\u2028dosis?", "2,5 mg", context=(("system", "Sé breve."),))
    written = line(FORMATS["openai-chat"].render(pair, Options()))
    assert [row.pair for row in parse_jsonl([written])] == [pair]
