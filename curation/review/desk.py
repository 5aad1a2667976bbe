"""Everything the adjudication screen shows for one example."""

from typing import Any

from django.http import HttpResponse, QueryDict
from django.shortcuts import render

from curation.documents import pageview
from curation.errors import Conflict
from curation.examples.models import Event, Example
from curation.examples.states import FOR_REVIEW, Action, Status
from curation.http import Request
from curation.pipeline import diff
from curation.review import queue, settling
from curation.review.authorship import is_author, is_only_reviewer
from curation.review.comparing import Card, Difference, cards
from curation.review.forms import AddressForm, SettleForm, groups_of, initial_from
from curation.review.settling import OwnExample


def editor(
    request: Request, example: Example, data: QueryDict | None = None, *, choose: int | None = None
) -> SettleForm:
    """The form with what was sent; else with the chosen version, the text an undo left, or the first version."""
    shown = cards(example)
    if data is not None:
        return SettleForm(data, example=example, cards=shown)
    initial = _opening(request, example, shown, choose) | {"version": example.version}
    return SettleForm(example=example, cards=shown, initial=initial)


def _opening(request: Request, example: Example, shown: list[Card], choose: int | None) -> dict[str, Any]:
    groups = groups_of(request.project)
    chosen = next((card.version for card in shown if card.version.pk == choose), None)
    if chosen is None and example.final_prompt:
        final = Example(prompt=example.final_prompt, completion=example.final_completion)
        return initial_from(final, example.labels.all(), groups)
    chosen = chosen or next((card.version for card in shown if card.can_be_chosen), None)
    return initial_from(chosen or example, chosen.labels.all() if chosen else (), groups)


def source(example: Example) -> pageview.PageView | None:
    if example.document is None:
        return None
    return pageview.build(example.project.slug, example.document, example.evidence)


def show(request: Request, example: Example, form: SettleForm, *, status: int = 200, **more: Any) -> HttpResponse:
    address = AddressForm(request.GET)
    form.focus_on_first_error()
    tab = address.part
    context = {
        "nav": "review", "example": example, "form": form, "cards": form.cards, "tab": tab,
        "view": source(example),
        "next": queue.following(request.project, tab, request.user, after=example.pk),
        "previous": queue.preceding(request.project, tab, request.user, before=example.pk),
        "undo": settling.last_settlement(request.project, request.user),
        "sent_back": example.events.filter(action=Action.SENT_BACK).last(),
        "own": is_author(example, request.user),
        "only_reviewer": is_only_reviewer(request.project, request.user),
        "open": example.status in FOR_REVIEW,
        "ask": address.value("ask") or (form.errors and form.data.get("action")),
    }  # fmt: skip
    template = "review/_workspace.html" if request.htmx else "review/example.html"
    return render(request, template, context | more, status=status)


def show_conflict(request: Request, pk: int, data: QueryDict, error: Conflict) -> HttpResponse:
    """The screen again with the person's text in it, beside the text that was there first."""
    example = Example.objects.get(pk=pk)
    data = data.copy()
    data["version"] = str(example.version)  # having seen both, the person may decide again
    form = editor(request, example, data)
    form.is_valid()
    theirs = None if isinstance(error, OwnExample) else _theirs(example, form)
    return show(request, example, form, status=409, conflict=str(error), theirs=theirs, last=_last_event(example))


def _theirs(example: Example, form: SettleForm) -> Difference:
    other = next((card.version for card in form.cards), example)
    texts = (other.prompt, other.completion)
    if example.status == Status.FINAL:
        texts = (example.final_prompt, example.final_completion)
    mine = (form.cleaned_data.get("prompt", ""), form.cleaned_data.get("completion", ""))
    return Difference(*(diff.words(their, my) for their, my in zip(texts, mine, strict=True)))


def _last_event(example: Example) -> Event | None:
    return example.events.select_related("actor").last()
