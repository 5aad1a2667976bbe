"""Signing in and out, and how a person likes the product."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import views as auth
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.forms import AuthenticationForm
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.utils import translation
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST
from django_htmx.http import trigger_client_event

from curation.accounts.forms import LanguageForm, SettingsForm, SignInForm, ThemeForm
from curation.accounts.places import places, remember, sign_out
from curation.accounts.shortcuts import SHORTCUTS
from curation.http import Request


@method_decorator(login_not_required, name="dispatch")
class SignIn(auth.LoginView):
    """The sign-in page; for htmx its form alone, inside the dialog that opens when a session ends."""

    request: Request
    form_class = SignInForm
    redirect_authenticated_user = True

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if self.request.htmx and self.request.user.is_authenticated:  # another tab was quicker
            return signed_in(self.request)
        return super().dispatch(request, *args, **kwargs)

    def get_template_names(self) -> list[str]:
        return ["accounts/_sign_in_form.html" if self.request.htmx else "accounts/sign_in.html"]

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        response = super().form_valid(form)
        remember(self.request)
        return signed_in(self.request) if self.request.htmx else response

    def form_invalid(self, form: AuthenticationForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)


def signed_in(request: Request) -> HttpResponse:
    """Tell the page under the dialog whose session it has now, and the session's own token."""
    who = {"user": request.user.pk, "token": get_token(request)}
    return trigger_client_event(HttpResponse(status=204), "app:signed-in", who)


def locked_out(request: Request, original_response: HttpResponse | None = None, *_args: Any) -> HttpResponse:
    """What django-axes answers after too many wrong passwords."""
    form = SignInForm(request)
    context = {"form": form, "locked": True, "next": back_to(request)}
    if request.htmx:
        return render(request, "accounts/_sign_in_form.html", context, status=422)
    return render(request, "accounts/sign_in.html", context, status=429)


class PasswordChange(auth.PasswordChangeView):
    template_name = "accounts/password_change.html"
    success_url = reverse_lazy("accounts:settings")

    def form_valid(self, form: Any) -> HttpResponse:
        messages.success(self.request, _("Your password is changed."))
        return super().form_valid(form)

    def form_invalid(self, form: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)


def personal_settings(request: Request) -> HttpResponse:
    form = SettingsForm(request.POST or None, instance=request.user)
    if request.method != "POST" or not form.is_valid():
        context = {"form": form, "places": places(request)}
        return render(request, "accounts/settings.html", context, status=422 if form.is_bound else 200)
    person = form.save()
    with translation.override(person.language or translation.get_language_from_request(request)):
        messages.success(request, _("Your settings are saved."))
    return redirect("accounts:settings")


@require_POST
@login_not_required
def language(request: Request) -> HttpResponse:
    form = LanguageForm(request.POST)
    if not form.is_valid():
        raise BadRequest("unknown language")
    chosen = form.cleaned_data["language"]
    if request.user.is_authenticated:
        request.user.language = chosen
        request.user.save(update_fields=["language"])
    response = shown_anew(request)
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME, chosen, max_age=365 * 24 * 3600, samesite="Lax", secure=request.is_secure()
    )
    return response


@require_POST
def theme(request: Request) -> HttpResponse:
    form = ThemeForm(request.POST)
    if not form.is_valid():
        raise BadRequest("unknown theme")
    request.user.theme = form.cleaned_data["theme"]
    request.user.save(update_fields=["theme"])
    return shown_anew(request)


@require_POST
def single_keys(request: Request) -> HttpResponse:
    """Switch the single-key shortcuts on or off, from the help: the page under it stays as it is."""
    request.user.single_keys = not request.user.single_keys
    request.user.save(update_fields=["single_keys"])
    if not request.htmx:
        return redirect("accounts:shortcuts")
    return switched(render(request, "accounts/_single_keys.html"), "singleKeys", on=request.user.single_keys)


@require_POST
def dim_pages(request: Request) -> HttpResponse:
    """Dim the pictures of pages or not, where they are looked at."""
    request.user.dim_pages = not request.user.dim_pages
    request.user.save(update_fields=["dim_pages"])
    if not request.htmx:
        return redirect(back_to(request))
    return switched(render(request, "accounts/_dim_pages.html"), "dim", on=request.user.dim_pages)


def switched(answer: HttpResponse, name: str, *, on: bool) -> HttpResponse:
    """Tell the page around the switch, whose root element carries the setting."""
    return trigger_client_event(answer, "app:setting", {"name": name, "state": "on" if on else "off"})


def session_ending(request: Request) -> HttpResponse:
    """Whether the session is about to end. Asking does not keep it."""
    request.session.modified = False
    return render(request, "accounts/_session_ending.html")


@require_POST
def stay(request: Request) -> HttpResponse:
    request.session.modified = True
    return render(request, "accounts/_session_ending.html")


@require_POST
def sign_out_elsewhere(request: Request, mark: str = "") -> HttpResponse:
    """End one other session, or all others. One that is gone already was ended elsewhere: nothing to say."""
    ended = sign_out(request, mark)
    words = ngettext("Signed out in %(n)s browser.", "Signed out in %(n)s browsers.", ended) % {"n": ended}
    if not request.htmx:
        messages.success(request, words)
        return redirect("accounts:settings")
    answer = render(request, "accounts/_sessions.html", {"places": places(request)})
    return trigger_client_event(answer, "app:toast", {"level": "success", "text": words})


def shortcuts(request: Request) -> HttpResponse:
    return render(request, "accounts/shortcuts.html", {"groups": SHORTCUTS})


def shown_anew(request: Request) -> HttpResponse:
    """The page a form stood on, loaded again with what was chosen."""
    if request.htmx:
        return HttpResponse(status=204, headers={"HX-Refresh": "true"})
    return redirect(back_to(request))


def back_to(request: HttpRequest) -> str:
    """The address a form asked to return to, if it is one of ours."""
    address = request.POST.get("next", "")
    ours = url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure())
    return address if ours else "/"
