"""Small things every template may draw: icons, keycaps, the look of a state."""

from functools import lru_cache
from typing import NamedTuple

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from heroicons.templatetags.heroicons import heroicon_micro, heroicon_mini

from curation.accounts.models import User

register = template.Library()


class Look(NamedTuple):
    tone: str
    icon: str


LOOKS = {
    # examples
    "drafted": Look("plain", "sparkles"),
    "in_progress": Look("info", "pencil"),
    "submitted": Look("info", "paper-airplane"),
    "agreed": Look("ok", "check"),
    "disputed": Look("warn", "scale"),
    "flagged": Look("warn", "flag"),
    "rejected": Look("plain", "no-symbol"),
    "final": Look("ok", "check-badge"),
    # documents, pages, datasets and whatever else is worked on in the background
    "waiting": Look("plain", "clock"),
    "reading": Look("info", "arrow-path"),
    "building": Look("info", "arrow-path"),
    "ready": Look("ok", "check-circle"),
    "attention": Look("warn", "exclamation-triangle"),
    "failed": Look("bad", "exclamation-circle"),
}
TONE_ICONS = {"ok": "check-circle", "info": "information-circle", "warn": "exclamation-triangle"}
KEY_NAMES = {
    "enter": "↵",
    "shift": "⇧",
    "space": "␣",
    "arrowleft": "←",
    "arrowright": "→",
    "arrowup": "↑",
    "arrowdown": "↓",
    "escape": "Esc",
}


@register.simple_tag
@lru_cache(maxsize=256)
def icon(name: str, size: int = 20, css_class: str = "") -> SafeString:
    """One picture of the set. Decoration only: the words beside it carry the meaning."""
    draw = heroicon_micro if size <= 16 else heroicon_mini
    return mark_safe(draw(name, size=size, aria_hidden="true", **({"class": css_class} if css_class else {})))  # noqa: S308


@register.simple_tag
@lru_cache(maxsize=256)
def keycap(keys: str, *, spoken: bool = False) -> SafeString:
    """A shortcut such as `x` or `ctrl+enter`, as it is printed on the person's keyboard.

    On a button it is only seen: scripts tell assistive technology through `aria-keyshortcuts`.
    """
    parts = keys.split("+") if len(keys) > 1 else [keys]
    caps = format_html_join("", "{}", ((_cap(part),) for part in parts))
    if spoken:
        return format_html('<kbd class="keycap">{}</kbd>', caps)
    return format_html('<kbd class="keycap" aria-hidden="true" data-length="{}">{}</kbd>', len(parts), caps)


def _cap(part: str) -> SafeString:
    if part == "ctrl":
        return mark_safe('<span class="keycap__pc">Ctrl+</span><span class="keycap__mac">⌘</span>')
    return format_html("{}", KEY_NAMES.get(part, part.upper() if len(part) == 1 else part.capitalize()))


@register.filter
def badge_look(status: str) -> Look:
    return LOOKS.get(str(status), Look("plain", "minus-circle"))


@register.filter
def tone_icon(tone: str) -> str:
    return TONE_ICONS.get(tone, "exclamation-circle")


@register.filter
def initials(user: User) -> str:
    names = str(user).replace(".", " ").split()
    return "".join(name[0] for name in (names[:1] + names[1:][-1:])) or "?"
