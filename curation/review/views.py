"""The reviewer's queue, and one example of it at a time."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import push_url, trigger_client_event

from curation.errors import Conflict
from curation.examples.errors import StaleExample
from curation.examples.models import Example
from curation.examples.states import FOR_REVIEW, RejectReason
from curation.http import Request
from curation.projects.access import project_view
from curation.projects.roles import Role
from curation.review import desk, settling
from curation.review import queue as waiting
from curation.review.forms import FINAL, REJECT, AddressForm, SettleForm


@require_safe
@project_view(Role.REVIEWER)
def queue(request: Request) -> HttpResponse:
    address = AddressForm(request.GET)
    rows = waiting.rows(request.project, address.part, after=address.value("after") or 0)
    context = {
        "nav": "review", "tab": address.part, "after": address.value("after"),
        "rows": rows[: waiting.PAGE],
        "more": rows[waiting.PAGE - 1] if len(rows) > waiting.PAGE else None,
        "counts": waiting.counts(request.project),
        "first": waiting.following(request.project, address.part, request.user),
    }  # fmt: skip
    return render(request, "review/_queue.html" if request.htmx else "review/queue.html", context)


@require_safe
@project_view(Role.REVIEWER)
def example(request: Request, pk: int) -> HttpResponse:
    found = fetch(request, pk)
    if found.status not in FOR_REVIEW:
        return redirect("examples:detail", request.project.slug, pk)
    form = desk.editor(request, found, choose=AddressForm(request.GET).value("choose"))
    return desk.show(request, found, form)


@require_POST
@project_view(Role.REVIEWER)
def decide(request: Request, pk: int) -> HttpResponse:
    found = fetch(request, pk)
    form = desk.editor(request, found, request.POST)
    if not form.is_valid():
        return desk.show(request, found, form, status=422)
    try:
        said = settle(found, form, request)
    except Conflict as error:  # answered here, not by the middleware: both texts are shown
        return desk.show_conflict(request, pk, request.POST, error)
    return go_on(request, pk, said)


@require_POST
@project_view(Role.REVIEWER)
def undo(request: Request) -> HttpResponse:
    found = settling.undo(request.project, by=request.user)
    said = _("Undone. Your text is back in the editor.")
    return go_to(request, found.pk, said)


def fetch(request: Request, pk: int) -> Example:
    return get_object_or_404(
        Example.objects.select_related("document", "passage", "project"), project=request.project, pk=pk
    )


def settle(found: Example, form: SettleForm, request: Request) -> str:
    """Do what was decided; what to say about it."""
    sent = form.cleaned_data
    if sent["version"] != found.version:
        raise StaleExample(found)
    if sent["action"] == FINAL:
        settling.make_final(found, sent["prompt"], sent["completion"], form.labels, by=request.user)
        return _("Made final")
    if sent["action"] == REJECT:
        settling.reject(found, RejectReason(sent["reason"]), sent["note"], by=request.user)
        return _("Rejected: %s") % RejectReason(sent["reason"]).label
    settling.send_back(found, sent["comment"], to=form.receiver, by=request.user)
    return _("Sent back")


def go_on(request: Request, pk: int, said: str) -> HttpResponse:
    tab = AddressForm(request.GET).part
    following = waiting.following(request.project, tab, request.user, after=pk)
    return go_to(request, following, said, undo=True)


def go_to(request: Request, to: int | None, said: str, *, undo: bool = False) -> HttpResponse:
    """Show an example, or the end of the queue, and say what was done."""
    p, tab = request.project.slug, AddressForm(request.GET).part
    url = (
        (reverse("review:example", args=[p, to]) if to else reverse("review:queue", args=[p]))
        + "?"
        + urlencode({"tab": tab})
    )
    if not request.htmx:
        messages.success(request, said)
        return redirect(url)
    if to:
        shown = fetch(request, to)
        response = desk.show(request, shown, desk.editor(request, shown))
    else:
        response = render(request, "review/_done.html", {"tab": tab})
    action = {"label": _("Undo"), "url": f"{reverse('review:undo', args=[p])}?tab={tab}", "target": "#workspace"}
    toast = {"level": "success", "text": said} | ({"action": action} if undo else {})
    return trigger_client_event(push_url(response, url), "app:toast", toast)
