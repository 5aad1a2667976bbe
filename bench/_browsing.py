"""A person's browser without the drawing: cookies, one connection kept open, forms found in the answers."""

import html
import re
import time
from http.client import HTTPConnection, HTTPResponse
from http.cookies import SimpleCookie
from urllib.parse import urlencode

IDLE = 20  # seconds; the server closes a connection that is idle for 30, and a browser then opens another
HTMX = {"HX-Request": "true"}
HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)"')
EDITOR = re.compile(r'<form id="editor".*?</form>', re.DOTALL)
SAVE = re.compile(r'hx-post="([^"]+/draft/)"')
TEXT = re.compile(r'<textarea\b[^>]*\bname="(\w+)"[^>]*>\n?(.*?)</textarea>', re.DOTALL)
TOOK = re.compile(r"app;dur=([\d.]+)")


class Person:
    """Signed in already. `server` adds up what the answers say of the time that the application took, in ms."""

    def __init__(self, port: int, session: str) -> None:
        self.server = 0.0
        self.held: set[str] = set()  # the address of every example that was on screen
        self._connection = HTTPConnection("127.0.0.1", port, timeout=60)
        self._last = time.monotonic()
        self._cookies = SimpleCookie({"sessionid": session})
        self._address = self._ahead = ""
        self._fields: dict[str, str] = {}

    def next(self) -> None:
        """Open the next example from the navigation: a redirect, and its page."""
        self._open(self._get("/p/bench/annotate/"))

    def save(self) -> None:
        """Save a changed text, as typing does."""
        self._fields["completion"] += " Changed."
        self._post(self._address)

    def submit(self) -> None:
        """Decide; the answer is the next example."""
        self._open(self._post(self._decide, decision="submit"))

    def peek(self) -> None:
        """Fetch the next example in advance."""
        self._ahead = self._ask("GET", self._address.replace("/draft/", "/peek/"), headers=HTMX)[1]

    def ahead(self) -> None:
        """Decide; the next example is here already, and the answer opens it, or brings another."""
        fetched = EDITOR.search(self._ahead)
        if fetched is None:
            raise RuntimeError(f"Nothing was fetched in advance: {self._ahead[:500]}")
        number = SAVE.search(fetched[0])[1].split("/")[-3]
        answer = self._post(self._decide, decision="submit", ahead=number)
        self._open(answer if EDITOR.search(answer) else self._ahead)

    @property
    def _decide(self) -> str:
        return self._address.replace("/draft/", "/decide/")

    def _open(self, page: str) -> None:
        """Find the example's address and the fields of its form."""
        found = EDITOR.search(page)
        if found is None:
            raise RuntimeError(f"This is no example to work on: {page[:2000]}")
        form = found[0]
        self._address = SAVE.search(form)[1]
        self._fields = {name: html.unescape(value) for name, value in HIDDEN.findall(form) + TEXT.findall(form)}
        self.held.add(self._address)

    def _post(self, path: str, **more: str) -> str:
        self._fields["sequence"] = str(int(self._fields["sequence"]) + 1)
        return self._ask("POST", path, self._fields | more, HTMX)[1]

    def _get(self, path: str) -> str:
        """Follow what a browser would follow."""
        answer, page = self._ask("GET", path)
        return self._get(answer.headers["Location"]) if answer.status == 302 else page

    def _ask(
        self, method: str, path: str, fields: dict[str, str] | None = None, headers: dict[str, str] | None = None
    ) -> tuple[HTTPResponse, str]:
        if time.monotonic() - self._last > IDLE:
            self._connection.close()
        self._last = time.monotonic()
        sent = {"Cookie": "; ".join(f"{name}={kept.value}" for name, kept in self._cookies.items()), **(headers or {})}
        if fields:
            sent["Content-Type"] = "application/x-www-form-urlencoded"
        self._connection.request(method, path, urlencode(fields) if fields else None, sent)
        answer = self._connection.getresponse()
        page = answer.read().decode()
        for line in answer.headers.get_all("Set-Cookie", []):
            self._cookies.load(line)
        if answer.status >= 400:
            raise RuntimeError(f"{method} {path}: {answer.status} {page[:2000]}")
        took = TOOK.search(answer.headers.get("Server-Timing", ""))
        self.server += float(took[1]) if took else 0
        return answer, page
