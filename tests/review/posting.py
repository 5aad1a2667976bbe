"""What a reviewer sends, and what people had written before."""

from django.urls import reverse

from curation.examples.models import Example, Version
from curation.examples.states import Decision


def write(example, author, completion, *, decision=Decision.SUBMIT, **fields):
    values = {"prompt": "What dose?", "completion": completion, "decision": decision}
    return Version.objects.create(example=example, author=author, **values | fields)


def post(client, example, *, htmx=False, **data):
    sent = {"version": example.version, "prompt": "What dose?", "completion": "2.5 mg daily."} | data
    url = reverse("review:decide", args=[example.project.slug, example.pk])
    return client.post(url, sent, headers={"HX-Request": "true"} if htmx else {})


def again(example):
    return Example.objects.get(pk=example.pk)
