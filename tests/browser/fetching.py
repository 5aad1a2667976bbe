"""What tests of the example fetched in advance share: a queue on screen, and when the next one is at hand."""

import re
from contextlib import contextmanager

from playwright.sync_api import expect

from curation.examples.models import Example
from tests.browser.annotating import address, make_annotator, sign_in
from tests.factories import make_document, make_example, make_label, make_passage, make_project

QUESTIONS = ["What dose was started?", "How often?", "Why?", "For how long?"]
NOTE_AHEAD = """const adopt = document.adoptNode.bind(document);
document.adoptNode = (node) => {
  document.documentElement.dataset.ahead = node.dataset.decide;
  return adopt(node);
};"""


def open_queue(page, context, client, live_server):
    """The first example on screen, and the next one fetched."""
    project = make_project(name="Cardiology letters", slug="cardiology", read_first=False)
    make_label(project, "Factual")
    passage = make_passage(make_document(project))
    for n, question in enumerate(QUESTIONS):
        make_example(passage=passage, prompt=question, ordinal=n)
    sign_in(context, client, live_server, make_annotator(project))
    page.add_init_script(NOTE_AHEAD)
    with fetched(page):
        page.goto(address(live_server, project))
    return page


@contextmanager
def fetched(page):
    """Until the next example has arrived, if there is one, and the page has put it by."""
    page.evaluate("delete document.documentElement.dataset.ahead")
    with page.expect_response(re.compile("/peek/$")) as answer:
        yield
    if answer.value.status == 200:
        expect(page.locator("html")).to_have_attribute("data-ahead", re.compile("/decide/$"))


def example(question):
    return Example.objects.get(prompt=question)


def decide(page):
    page.keyboard.press("Control+Enter")
