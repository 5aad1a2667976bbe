"""What the annotate screen posts."""

from uuid import UUID

from django.urls import reverse

HTMX = {"HX-Request": "true"}


def url(row, name="example"):
    """The address of `annotate:name` for an example, or for its project."""
    slug = row.project.slug if hasattr(row, "project") else row.slug
    return reverse(f"annotate:{name}", args=[slug] if name in ("next", "undo", "waiting") else [slug, row.pk])


def posted(example, *, session=1, sequence=1, seen=0, **fields):
    texts = {"prompt": example.prompt, "completion": example.completion}
    return texts | {"session": str(UUID(int=session)), "sequence": sequence, "seen": seen, "seconds": 7} | fields


def post(client, example, name, **fields):
    return client.post(url(example, name), posted(example, **fields), headers=HTMX)
