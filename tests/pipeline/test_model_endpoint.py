"""Asking a real HTTP server that speaks chat completions, well or badly."""

import logging

import pytest

from curation.pipeline.drafting.model.answer import Answer, read, schema
from curation.pipeline.drafting.model.endpoint import Endpoint, EndpointFailed, Unusable
from tests.model_server import KEY, Reply, drafts, refuses, says, serving

MESSAGES = [{"role": "user", "content": "Write one question."}]
GOOD = drafts(("What dose?", "2.5 mg."))
ANSWER = Answer("What dose?", "2.5 mg.", ("2.5 mg.",))
NO_SCHEMA = refuses(400, "response_format of type json_schema is not supported by this model")
NO_JSON = refuses(400, "'response_format.type' must be 'text'")


@pytest.fixture
def server():
    with serving() as running:
        yield running


@pytest.fixture
def endpoint(server):
    return Endpoint(server.url, "test-model", KEY, timeout=60)


def ask(endpoint):
    kind = "question_answer"
    return endpoint.ask(MESSAGES, schema(kind), lambda text: read(text, kind, "passage"))


def test_a_good_answer_is_read_and_its_tokens_are_counted(server, endpoint):
    server.script = [GOOD]
    found, spent = ask(endpoint)
    assert (found, spent.tokens_in, spent.tokens_out) == ([ANSWER], 100, 50)
    assert server.forms == ["json_schema"]
    assert server.requests[0]["model"] == "test-model"
    assert server.requests[0]["response_format"]["json_schema"]["strict"] is True


@pytest.mark.parametrize(
    ("refusals", "forms"),
    [([NO_SCHEMA], ["json_schema", "json_object"]), ([NO_SCHEMA, NO_JSON], ["json_schema", "json_object", "text"])],
)
def test_a_form_of_answer_that_is_refused_is_not_asked_for_again(server, endpoint, refusals, forms):
    server.script = [*refusals, GOOD, GOOD]
    assert ask(endpoint)[0] == ask(endpoint)[0] == [ANSWER]
    assert server.forms == [*forms, forms[-1]]


@pytest.mark.parametrize("bad", ["Here you are: What dose?", '{"drafts": "none"}', '{"drafts": [{"prompt": 1}]}', ""])
def test_a_malformed_answer_is_repaired_once(server, endpoint, bad):
    server.script = [says(bad), GOOD]
    found, spent = ask(endpoint)
    assert (found, spent.tokens_in) == ([ANSWER], 200)
    assert [message["role"] for message in server.requests[1]["messages"]] == ["user", "assistant", "user"]


def test_an_answer_in_a_fence_needs_no_repair(server, endpoint):
    server.script = [says('```json\n{"drafts": []}\n```')]
    assert ask(endpoint)[0] == []


def test_twice_malformed_is_given_up_and_says_why_and_what_it_cost(server, endpoint):
    server.script = [says("no"), says("no, really")]
    with pytest.raises(Unusable, match="not JSON") as failure:
        ask(endpoint)
    assert not failure.value.may_pass and failure.value.spent.tokens_in == 200


@pytest.mark.parametrize(
    ("reply", "said", "may_pass", "wait"),
    [
        (refuses(429, "Rate limit reached", **{"Retry-After": "7"}), "Rate limit reached", True, 7),
        (refuses(503, "The model is loading"), "The model is loading", True, None),
        (Reply(500, b"<html>no</html>"), "<html>no</html>", True, None),
        (Reply(404, {"detail": "model not found"}), "model not found", False, None),
        (refuses(400, "maximum context length is 4096 tokens"), "maximum context length", False, None),
    ],
)
def test_a_failure_says_what_the_endpoint_said(server, endpoint, reply, said, may_pass, wait):
    server.script = [reply]
    with pytest.raises(EndpointFailed, match=said) as failure:
        ask(endpoint)
    assert (failure.value.status, failure.value.may_pass, failure.value.retry_after) == (reply.status, may_pass, wait)
    assert len(server.requests) == 1


def test_a_wrong_key_is_told_without_the_key_anywhere(server, caplog):
    caplog.set_level(logging.DEBUG)
    endpoint = Endpoint(server.url, "test-model", "sk-wrong-and-secret", timeout=60)
    with pytest.raises(EndpointFailed, match="Incorrect API key provided: …") as failure:
        ask(endpoint)
    assert failure.value.is_for_all
    assert "sk-wrong" not in caplog.text + str(failure.value) + repr(endpoint)


def test_an_answer_that_takes_too_long_is_not_waited_for(server):
    server.script = [says("late", wait=1)]
    with pytest.raises(EndpointFailed, match=r"No answer within 0\.2 seconds") as failure:
        ask(Endpoint(server.url, "test-model", KEY, timeout=0.2))
    assert failure.value.may_pass


def test_an_endpoint_that_is_not_there_is_a_failure_that_may_pass():
    with pytest.raises(EndpointFailed, match="Connection") as failure:
        ask(Endpoint("http://127.0.0.1:9/v1", "test-model", KEY, timeout=2))
    assert failure.value.may_pass and failure.value.status == 0
