"""The change that corrected words suggest, for the templates that show an example's texts."""

from django import template

from curation.examples import suggesting
from curation.examples.models import Example
from curation.http import Request

register = template.Library()


@register.simple_tag(takes_context=True)
def suggested_change(
    context: template.Context, example: Example, prompt: str, completion: str
) -> suggesting.Change | None:
    request: Request = context["request"]
    return suggesting.change(example, request.user, {"prompt": prompt, "completion": completion})
