"""Asking an endpoint that speaks chat completions: structured output, else JSON mode, else JSON asked for in words."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

from curation.pipeline.drafting.model.answer import MalformedAnswer

Message = dict[str, str]
Read = TypeVar("Read")
SAID = 300  # characters of what an endpoint says that are kept
UNFIT = (400, 415, 422)  # how endpoints refuse a form of answer they do not know
REFUSED = (401, 403, 404)  # the same for every request: key, rights, model, address
TEMPERATURE = 0.3
REPAIR = "That answer cannot be used: {problem} Answer again with the JSON object alone."


class EndpointFailed(Exception):
    """The endpoint gave no answer. `said` is its own sentence; `status` is 0 where none came back."""

    def __init__(
        self, said: str, status: int = 0, *, retry_after: float | None = None, spent: "Spent | None" = None
    ) -> None:
        super().__init__(said)
        self.said, self.status, self.retry_after = said, status, retry_after
        self.spent = spent or Spent()

    @property
    def may_pass(self) -> bool:
        """Whether the same request may do better later."""
        return self.status in (0, 408, 409, 429) or self.status >= 500

    @property
    def is_for_all(self) -> bool:
        """Whether every other request would fail with it, too."""
        return self.status in REFUSED


class Unusable(EndpointFailed):
    """It answered, twice, with something else than what was asked for."""

    may_pass = is_for_all = False


@dataclass(slots=True)
class Spent:
    tokens_in: int = 0
    tokens_out: int = 0

    def add(self, usage: Any, messages: Sequence[Message], text: str) -> None:
        """What the endpoint counted; four characters a token where it counts nothing."""
        self.tokens_in += getattr(usage, "prompt_tokens", None) or sum(len(one["content"]) for one in messages) // 4
        self.tokens_out += getattr(usage, "completion_tokens", None) or len(text) // 4


@dataclass
class Endpoint:
    """One endpoint; it remembers which form of answer it takes. Safe to be used by several threads."""

    base_url: str
    model: str
    key: str = field(default="", repr=False)
    timeout: float = 60
    _forms: list[str] = field(default_factory=lambda: ["json_schema", "json_object", "text"])

    def ask(
        self, messages: Sequence[Message], schema: dict[str, Any], read: Callable[[str], Read]
    ) -> tuple[Read, Spent]:
        """What `read` makes of the answer, with one repair when it raises MalformedAnswer; raise EndpointFailed."""
        spent = Spent()
        asked = list(messages)
        text = self._answer(asked, schema, spent)
        try:
            return read(text), spent
        except MalformedAnswer as problem:
            repair = {"role": "user", "content": REPAIR.format(problem=problem)}
            asked += [{"role": "assistant", "content": text[:20_000]}, repair]
        try:
            return read(self._answer(asked, schema, spent)), spent
        except MalformedAnswer as error:
            raise Unusable(f"{error}", 200, spent=spent) from error

    def _answer(self, messages: Sequence[Message], schema: dict[str, Any], spent: Spent) -> str:
        form = self._forms[0]
        try:
            return self._send(messages, form, schema, spent)
        except EndpointFailed as failure:
            # An endpoint that refuses the last form refuses the text itself.
            if failure.status not in UNFIT or form == "text" or not _names_the_form(failure.said):
                raise
            if self._forms[0] == form and len(self._forms) > 1:
                self._forms.pop(0)
        return self._answer(messages, schema, spent)

    @cached_property
    def _client(self) -> Any:
        """One for all requests: making it takes 0.1 s."""
        import openai  # noqa: PLC0415  # 40 MB that only those who use a model pay

        return openai.OpenAI(base_url=self.base_url, api_key=self.key or "none", timeout=self.timeout, max_retries=0)

    def _send(self, messages: Sequence[Message], form: str, schema: dict[str, Any], spent: Spent) -> str:
        import openai  # noqa: PLC0415

        asked = {"model": self.model, "messages": list(messages), "temperature": TEMPERATURE}
        try:
            answer = self._client.chat.completions.create(**asked, **_response_format(form, schema))
        except openai.APIStatusError as error:
            said, wait = self._said(error.body, error.response.text), error.response.headers.get("retry-after")
            raise EndpointFailed(said, error.status_code, retry_after=_seconds(wait), spent=spent) from None
        except openai.APITimeoutError:
            raise EndpointFailed(f"No answer within {self.timeout:g} seconds.", spent=spent) from None
        except openai.OpenAIError as error:
            raise EndpointFailed(self._clean(f"{error} {error.__cause__ or ''}".strip()), spent=spent) from None
        text = (answer.choices[0].message.content or "") if getattr(answer, "choices", None) else ""
        spent.add(answer.usage if hasattr(answer, "usage") else None, messages, text)
        return text

    def _said(self, body: object, text: str) -> str:
        """The endpoint's own sentence, wherever it puts it."""
        inner = body.get("error", body) if isinstance(body, dict) else body
        told = inner.get("message") or inner.get("detail") if isinstance(inner, dict) else inner
        return self._clean(str(told or text or "—"))

    def _clean(self, said: str) -> str:
        """Without the key, which some endpoints repeat, and short."""
        return " ".join((said.replace(self.key, "…") if self.key else said).split())[:SAID]


def _names_the_form(said: str) -> bool:
    return any(word in said.lower() for word in ("response_format", "json_schema", "json_object", "schema", "format"))


def _response_format(form: str, schema: dict[str, Any]) -> dict[str, Any]:
    if form == "json_schema":
        named = {"name": "drafts", "strict": True, "schema": schema}
        return {"response_format": {"type": "json_schema", "json_schema": named}}
    return {"response_format": {"type": form}} if form == "json_object" else {}


def _seconds(retry_after: str | None) -> float | None:
    try:
        return max(0.0, float(retry_after)) if retry_after else None
    except ValueError:  # a date: the usual waiting does
        return None
