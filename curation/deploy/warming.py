"""What the web server does before its first visitor, so that nobody waits for it."""

import gc
from pathlib import Path

from django.template.engine import Engine
from django.urls import get_resolver

from curation.pipeline import tokens


def warm() -> None:
    """Read what every process will keep: addresses, templates, the usual vocabulary.

    What lives by then lives for ever. Left to the collector, it is walked through again and again: 85 ms in the middle
    of somebody's request. Nor need the collector look after every 700 objects: a page makes thousands.
    """
    get_resolver().reverse_dict  # noqa: B018
    ours = Engine.get_default()
    for folder in map(Path, ours.dirs):
        for template in sorted(folder.rglob("*.html")):
            ours.get_template(str(template.relative_to(folder)))
    tokens.count("")
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000)
