import json

import pytest

from curation.pipeline.formats.lines import line
from curation.pipeline.formats.options import Options
from curation.pipeline.formats.registry import FORMATS
from curation.pipeline.types import Pair

CHAT, COMPLETION = FORMATS["openai-chat"], FORMATS["openai-completion"]
PAIR = Pair("What dose?", "2.5 mg once daily.")
TALK = Pair(
    "And then?", "Rest.", context=(("system", "Be brief."), ("user", "What hurts?"), ("assistant", "The knee."))
)


def test_chat_puts_the_context_before_prompt_and_completion():
    assert CHAT.render(TALK, Options(system="Not used: the pair has its own.")) == {
        "messages": [
            {"role": "system", "content": "Be brief."},
            {"role": "user", "content": "What hurts?"},
            {"role": "assistant", "content": "The knee."},
            {"role": "user", "content": "And then?"},
            {"role": "assistant", "content": "Rest."},
        ]
    }


def test_chat_takes_a_system_message_for_every_pair():
    roles = [turn["role"] for turn in CHAT.render(PAIR, Options(system="Be kind."))["messages"]]
    assert roles == ["system", "user", "assistant"]


def test_completion_has_separator_leading_space_and_stop():
    assert COMPLETION.render(PAIR, Options()) == {
        "prompt": "What dose?\n\n###\n\n",
        "completion": " 2.5 mg once daily. END",
    }
    bare = Options(separator="", stop="", leading_space=False)
    assert COMPLETION.render(PAIR, bare) == {"prompt": "What dose?", "completion": "2.5 mg once daily."}


def test_completion_shows_the_context_above_the_prompt():
    assert COMPLETION.render(TALK, Options(separator=""))["prompt"] == (
        "Be brief.\n\nUser: What hurts?\n\nAssistant: The knee.\n\nUser: And then?"
    )
    told = Pair("What dose?", "None.", context=(("system", "Be brief."),))
    assert COMPLETION.render(told, Options(separator=""))["prompt"] == "Be brief.\n\nWhat dose?"


@pytest.mark.parametrize(
    ("name", "pair", "expected"),
    [
        ("openai-chat", TALK, []),
        ("openai-chat", Pair(" ", ""), ["empty_text", "empty_text"]),
        ("openai-chat", Pair("a", "b", context=(("tool", "c"),)), ["unknown_role"]),
        ("openai-chat", Pair("a", "b", context=(("user", "c"), ("system", "d"))), ["system_not_first"]),
        ("openai-completion", TALK, []),
        ("openai-completion", Pair("", "b"), ["empty_text"]),
        ("openai-completion", Pair("a\n\n###\n\nb", "c"), ["separator_in_text"]),
        ("openai-completion", Pair("a", "The END is near"), ["stop_in_text"]),
        ("openai-completion", Pair("a", "b", context=(("system", "The END"),)), ["stop_in_text"]),
    ],
)
def test_pairs_that_would_make_a_bad_line_are_found(name, pair, expected):
    findings = FORMATS[name].problems(pair, Options())
    assert [finding.check for finding in findings] == expected
    assert all(finding.blocks for finding in findings)


def test_any_character_comes_back_from_its_line_of_json():
    everything = "".join(map(chr, [*range(0xD800), *range(0xE000, 0x110000)]))
    written = line({"prompt": everything, "completion": "\U0001f600\n"})
    assert len(written.splitlines()) == 1
    assert len(written.decode().splitlines()) == 1
    assert written.endswith(b"}\n")
    assert json.loads(written) == {"prompt": everything, "completion": "\U0001f600\n"}


def test_half_a_character_is_replaced_and_two_halves_are_joined():
    assert json.loads(line({"prompt": "a\ud83db", "completion": "\ud83d\ude00"})) == {
        "prompt": "a\ufffdb",
        "completion": "\U0001f600",
    }


def test_keys_keep_their_order_and_letters_stay_readable():
    assert line({"prompt": "¿Qué?", "completion": "Ñu"}) == '{"prompt": "¿Qué?", "completion": "Ñu"}\n'.encode()
