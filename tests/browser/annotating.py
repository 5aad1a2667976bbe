"""What the browser tests of the annotate screen share: people at their desk, and examples in every state."""

from PIL import Image
from playwright.sync_api import expect

from curation.documents import store
from curation.projects.models import Guideline
from curation.projects.roles import Role
from tests.factories import TEXT, join, make_document, make_example, make_label, make_passage, make_project, make_user

CUT_OFF = "htmx:sendAbort|htmx:afterRequest"  # how htmx reports a save that a decision cut off
SPAN = [{"page": 1, "start": 0, "end": 41}]
LONG = {
    "en": "Bisoprolol 2.5 mg was started once daily. Write to ana.perez@example.org about 7.5 mg. ",
    "es": "Se inició bisoprolol 2,5 mg una vez al día. Escriba a ana.perez@example.org por los 7,5 mg. ",
}


def make_desk(language="en", **fields):
    """A project with two groups of labels."""
    project = make_project(name="Cardiology letters", slug="cardiology", language=language, **fields)
    make_label(project, "Factual", required=True)
    make_label(project, "Reasoning")
    make_label(project, "Pharmacology and dosage", group="Specialty", many=True)
    return project


def make_annotator(project, name="ana", language="en", **fields):
    return join(project, make_user(name, language=language, **fields), Role.ANNOTATOR)


def sign_in(context, client, live_server, person):
    client.force_login(person)
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}])


def address(live_server, project, example=None):
    return f"{live_server.url}/p/{project.slug}/annotate/" + (f"{example.pk}/" if example else "")


def at(page, question):
    expect(page.locator("#prompt")).to_have_value(question)


def saved(page):
    """All that was typed is kept; what an earlier save said stands until the next one goes out."""
    expect(page.locator("[data-editor]:is([data-dirty], .htmx-request)")).to_have_count(0)
    expect(page.locator(".save-state__icon")).to_be_visible()


def settled(page, count):
    """The decision has been answered: the next example may have been on screen before."""
    expect(page.locator("#counters")).to_contain_text(f"{count} today")


def make_scan(project, folder, *, hard=("once",)):
    """A page with its picture, whose words stand one after the other in one line."""
    drawn = folder / "page.png"
    Image.new("L", (1600, 2200), "white").save(drawn)
    scan = make_document(project, media_type="image/png", sha256=store.put([drawn.read_bytes()]).sha256)
    words = []
    for word in TEXT.split():
        at = TEXT.index(word)
        words.append([at, at + len(word), 100 + 18 * at, 900, 16 * len(word), 40, 40 if word in hard else 95])
    scan.pages.update(words=words, width=1600, height=2200)
    return scan


def make_scanned_example(project, folder, **fields):
    return make_example(passage=make_passage(make_scan(project, folder)), **{"evidence": SPAN} | fields)


def publish(project, *texts):
    for number, text in enumerate(texts, start=1):
        Guideline.objects.create(project=project, number=number, text=text, author=make_user())
