"""A small endpoint that speaks chat completions over HTTP, for tests: it answers from a script."""

import json
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread

KEY = "sk-only-for-tests"


class Reply:
    """What the server does with one request."""

    def __init__(self, status=200, body=None, headers=None, wait=0):
        self.status, self.body, self.headers, self.wait = status, body, headers or {}, wait


def says(content, tokens=(100, 50), **more):
    text = content if isinstance(content, str) else json.dumps(content, ensure_ascii=False)
    message = {"role": "assistant", "content": text}
    usage = {"prompt_tokens": tokens[0], "completion_tokens": tokens[1], "total_tokens": sum(tokens)}
    body = {
        "id": "chatcmpl-1", "object": "chat.completion", "created": 1, "model": "test-model",
        "choices": [{"index": 0, "message": message, "finish_reason": "stop"}], "usage": usage,
    }  # fmt: skip
    return Reply(200, body, **more)


def refuses(status, message, **headers):
    return Reply(status, {"error": {"message": message, "type": "error"}}, headers)


def drafts(*pairs, quotes=()):
    """An answer with these prompts and completions; without quotes each completion is its own."""
    made = [{"prompt": one, "completion": other, "quotes": list(quotes) or [other]} for one, other in pairs]
    return says({"drafts": made})


class ModelServer(ThreadingHTTPServer):
    """`answer` is asked for a reply to each request's body; `script` holds replies that go before it."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), _Handler)
        self.url = f"http://127.0.0.1:{self.server_port}/v1"
        self.script, self.requests, self.lock = [], [], Lock()
        self.answer = lambda body: drafts()

    def next_reply(self, body):
        with self.lock:
            self.requests.append(body)
            return self.script.pop(0) if self.script else self.answer(body)

    def handle_error(self, request, client_address):
        """Nothing: a client that hangs up early is what some tests are about."""

    @property
    def forms(self):
        """The form of answer that each request asked for."""
        return [body.get("response_format", {}).get("type", "text") for body in self.requests]


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if self.headers.get("Authorization") != f"Bearer {KEY}":
            reply = refuses(401, f"Incorrect API key provided: {self.headers.get('Authorization', '')[7:]}.")
        else:
            reply = self.server.next_reply(body)
        time.sleep(reply.wait)
        data = reply.body if isinstance(reply.body, bytes) else json.dumps(reply.body).encode()
        self.send_response(reply.status)
        for name, value in {"Content-Type": "application/json", **reply.headers}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *args):
        """Nothing: a test tells what it asked for."""


@contextmanager
def serving():
    server = ModelServer()
    Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
