"""A guideline's Markdown as HTML that is safe to show."""

from functools import lru_cache
from html import unescape

from django.utils.html import strip_tags
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore


def lower_headings(state: StateCore) -> None:
    """The page has its own h1: a guideline's `#` becomes h2, and so on."""
    for token in state.tokens:
        if token.type.startswith("heading_"):
            token.tag = f"h{min(int(token.tag[1]) + 1, 6)}"


def renderer() -> MarkdownIt:
    # Raw HTML is shown as it was typed, and unsafe links stay plain text; pictures would come from elsewhere.
    markdown = MarkdownIt("commonmark", {"html": False}).enable("table").disable("image")
    markdown.core.ruler.push("lower_headings", lower_headings)
    return markdown


MARKDOWN = renderer()


def first_words(text: str, most: int) -> str:
    """How the text begins, without its Markdown."""
    return Truncator(" ".join(unescape(strip_tags(MARKDOWN.render(text))).split())).chars(most)


@lru_cache(maxsize=128)  # the guideline stands beside every example
def as_html(text: str) -> SafeString:
    return mark_safe(MARKDOWN.render(text))  # noqa: S308 - the renderer escapes everything it is given
