"""The whole job on the running product: files dropped, examples settled by keyboard, signed off, built, downloaded.

With UPDATE_SCREENSHOT=1 it also draws anew the picture of the annotate screen that README.md shows.
"""

import base64
import hashlib
import io
import json
import os
import re

import docx
import pytest
from PIL import Image
from playwright.sync_api import expect

from curation.intake.samples import strings
from curation.intake.samples.content import Letter
from curation.intake.samples.pictures import scan
from tests.browsing import assert_accessible, unexpected, watch
from tests.factories import PASSWORD
from tests.services import ROOT

pytestmark = [pytest.mark.slow, pytest.mark.browser, pytest.mark.timeout(900)]  # the product starts within it
SCAN, HANDBOOK, BROKEN = "advice-scan.pdf", "reception-handbook.docx", "broken.pdf"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
LEAFLET = Letter(
    head="Harbour Street Clinic",
    lines=("12 Harbour Street", "Advice after your visit", "Reference: HF 2207"),
    paragraphs=(
        "Q: What dose of bisoprolol is taken at first?",
        "A: Bisoprolol is started at 1.25 mg once daily. The dose is doubled every two weeks if the pulse stays above "
        "55 beats per minute.",
        "Q: Is ibuprofen allowed for back pain?",
        "A: No. Ibuprofen holds back fluid and can harm the kidneys. Ask the nurse for paracetamol instead.",
        "Q: When should a patient call the nurse?",
        "A: Call the same day if your weight rises by two kilograms in three days, or if your ankles swell more than "
        "usual.",
    ),
    closing=("Heart failure service",),
)
PEOPLE = """
from curation.projects.models import Guideline
from curation.projects.roles import Role
from tests.factories import join, make_label, make_project, make_user
project = make_project(name="Cardiology letters", slug="cardiology-letters")
for label in ("Fact", "Instruction"):
    make_label(project, label, group="Answer type", required=True)
people = {role: join(project, make_user(role.value), role) for role in Role}
text = "The question can be understood without seeing the document. Doses keep their unit and how often they are taken."
Guideline.objects.create(project=project, number=1, text=text, author=people[Role.MANAGER])
"""
TYPED = " It is taken each morning, «por la mañana».\nNever take it “as needed”."
CUT_OFF = r"htmx:(sendAbort|afterRequest)"  # how htmx reports that a decision, which carries the text, ended a save
READ = 180_000  # ms that reading documents may take on a busy machine


def handbook():
    """A Word document of two sections, so that its drafts leave room for the scan's among the first five."""
    document, made = docx.Document(), io.BytesIO()
    for heading, text in (
        ("Opening hours", "The clinic is open from eight in the morning to six in the evening on working days."),
        ("Parking", "There are four parking places for patients behind the building, and a bus stop at the corner."),
    ):
        document.add_heading(heading, level=1)
        document.add_paragraph(text)
    document.save(made)
    return made.getvalue()


@pytest.fixture
def files():
    """What is dropped: name, media type, content."""
    return [
        (SCAN, "application/pdf", scan(LEAFLET)),
        (HANDBOOK, WORD, handbook()),
        (BROKEN, "application/pdf", b"%PDF-1.7 and nothing more"),
    ]


@pytest.fixture
def sign_in(browser, product):
    """Let someone in through the form, in a browser of their own whose pages are watched for every fault."""
    contexts, problems = [], []

    def enter(name):
        context = browser.new_context(locale="en-GB", viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
        contexts.append(context)
        problems.append(watch(context))
        page = context.new_page()
        page.goto(product.url)
        assert_accessible(page)
        expect(page.get_by_label("Email or user name")).to_be_focused()
        page.keyboard.type(name)
        reach(page, page.get_by_label("Password", exact=True))
        page.keyboard.type(PASSWORD)
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", level=1)).to_have_text("Cardiology letters")
        assert_accessible(page)
        return page

    yield enter
    for context in contexts:
        context.close()
    assert not [each for seen in problems for each in unexpected(seen, [CUT_OFF])]


def reach(page, target):
    """Tab to it, as a person without a mouse does."""
    for _ in range(80):
        if target.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"No number of tabs leads to {target}")


def follow(page, name, *, within=None):
    """Tab to a link and follow it."""
    link = (within or page).get_by_role("link", name=name)
    reach(page, link)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def go_to(page, part):
    follow(page, part, within=page.get_by_role("navigation", name="Project"))


def drop(page, files):
    """Let files go over the page, as from a folder's window."""
    carried = [[name, kind, base64.b64encode(content).decode()] for name, kind, content in files]
    transfer = page.evaluate_handle(
        """files => files.reduce((transfer, [name, type, content]) => {
            const bytes = Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0));
            transfer.items.add(new File([bytes], name, { type }));
            return transfer;
        }, new DataTransfer())""",
        carried,
    )
    page.dispatch_event("main", "drop", {"dataTransfer": transfer})


def test_documents_go_in_and_vetted_lines_come_out(product, sign_in, files, tmp_path):
    made = product.manage("shell", "-v0", "-c", PEOPLE)
    assert made.returncode == 0, made.stderr
    upload(sign_in("uploader"), files)
    accepted = annotate(sign_in("annotator"))
    review(sign_in("reviewer"), accepted)
    lines = build_and_download(sign_in("manager"), tmp_path)
    told = [[{"role": "user", "content": asked}, {"role": "assistant", "content": said}] for asked, said in accepted]
    assert in_any_order(lines["openai-chat"]) == in_any_order({"messages": turns} for turns in told)
    said = [{"prompt": f"{asked}\n\n###\n\n", "completion": f" {said} END"} for asked, said in accepted]
    assert in_any_order(lines["openai-completion"]) == in_any_order(said)


def in_any_order(rows):
    return sorted(rows, key=json.dumps)


def upload(page, files):
    """The good files become ready before the uploader's eyes, the bad one says what is wrong with it."""
    go_to(page, "Documents")
    expect(page.get_by_role("heading", name="No documents yet")).to_be_visible()
    page.evaluate("window.loaded = 'once'")
    drop(page, files)
    for name in (SCAN, HANDBOOK):
        expect(page.get_by_role("row", name=name)).to_contain_text("Ready", timeout=READ)
    broken = page.get_by_role("row", name=BROKEN)
    expect(broken).to_contain_text("The file is damaged and cannot be opened. Scan or save it again.", timeout=READ)
    assert page.evaluate("window.loaded") == "once"
    assert_accessible(page)
    follow(page, SCAN, within=page.get_by_role("table"))
    expect(page.get_by_role("heading", level=1)).to_have_text(SCAN)
    assert_accessible(page)
    page.get_by_role("button", name="Text", exact=True).click()
    known, read = words(" ".join(strings(LEAFLET))), words(page.locator(".sheet-text").inner_text())
    assert len(known & read) >= 0.95 * len(known), known - read


def words(text):
    return set(re.findall(r"[^\W_]{2,}", text.lower()))


def annotate(page):
    """Settle five examples without a mouse, editing one that comes from the scan; the texts accepted."""
    go_to(page, "Annotate")
    accepted, sources = [], []
    for number in range(5):
        expect(page.locator("#counters")).to_contain_text(f"{number} today")
        source = page.locator(".pageview__name a").text_content()
        pair = page.get_by_label("Prompt").input_value(), page.get_by_label("Completion").input_value()
        page.keyboard.press("1")
        if source == SCAN and SCAN not in sources:
            pair = pair[0], edit(page, pair[1])
        accepted.append(pair)
        sources.append(source)
        page.keyboard.press("Control+Enter")
    expect(page.locator("#counters")).to_contain_text("5 today")
    assert set(sources) == {SCAN, HANDBOOK}
    return accepted


def edit(page, completion):
    """Add to the completion, wait until the product says it is kept, and look at the screen."""
    page.keyboard.press("e")
    expect(page.get_by_label("Completion")).to_be_focused()
    page.keyboard.press("Control+End")
    page.keyboard.type(TYPED)
    expect(page.locator("#save-state")).to_contain_text("Saved")
    expect(page.locator("#diff ins")).to_have_text(re.compile("Never"))
    expect(page.locator(".sheet img")).to_be_visible()
    assert_accessible(page)
    if os.environ.get("UPDATE_SCREENSHOT"):
        keep_picture(page)
    page.keyboard.press("Escape")  # out of the text, so that the next example is met with single keys
    return completion + TYPED


def keep_picture(page):
    """The screen without messages, in fewer colours: a scan's grain would make the file three times as large."""
    expect(page.locator("#toasts .toast")).to_have_count(0, timeout=READ)
    picture = Image.open(io.BytesIO(page.screenshot(caret="initial"))).convert("RGB")
    coarse = picture.point(lambda value: 5 * round(value / 5))
    coarse.quantize(256, dither=Image.Dither.NONE).save(ROOT / "docs" / "annotate.png", optimize=True)


def review(page, accepted):
    """Make every example final without a mouse; of one just opened it is asked whether it was read."""
    go_to(page, "Review")
    assert_accessible(page)
    follow(page, "Start reviewing")
    page.evaluate("performance.now = () => 0")  # just opened, however slow the machine is
    heading = page.get_by_role("heading", level=1)
    for number, pair in enumerate(accepted):
        assert (page.get_by_label("Prompt").input_value(), page.get_by_label("Completion").input_value()) == pair
        if number == 0:
            assert_accessible(page)
        shown = heading.text_content()
        page.keyboard.press("Control+Enter")
        expect(page.locator("[data-says]")).to_have_text("Read first: press again to make it final.")
        page.keyboard.press("Control+Enter")
        expect(heading).not_to_have_text(shown)
        expect(heading).to_be_focused()
    expect(page.get_by_role("heading", name="Nothing to review")).to_be_visible()


def build_and_download(page, folder):
    """Build a version of everything final, in both formats; the lines of each file downloaded."""
    go_to(page, "Datasets")
    assert_accessible(page)
    page.get_by_role("link", name="New version").click()
    page.get_by_role("button", name="Continue: Split").click()
    for part, share in (("Train", 100), ("Validation", 0), ("Test", 0)):
        page.get_by_label(part).fill(str(share))
    page.get_by_role("button", name="Continue: Check").click()
    page.get_by_label("Prompt and completion").check()
    assert_accessible(page)
    page.get_by_role("button", name="Continue: Build").click()
    page.get_by_label("Build with these warnings").check()
    assert_accessible(page)
    page.get_by_role("button", name="Build version v1").click()
    expect(page.get_by_text("it never changes")).to_be_visible(timeout=READ)
    assert_accessible(page)
    return {name: downloaded(page, f"{name}/train.jsonl", folder) for name in ("openai-chat", "openai-completion")}


def downloaded(page, name, folder):
    """A file's lines, after its sum is found to be what the screen says."""
    row = page.get_by_role("row", name=name)
    with page.expect_download() as saving:
        row.get_by_role("link", name="Download").click()
    saving.value.save_as(folder / "train.jsonl")
    content = (folder / "train.jsonl").read_bytes()
    assert hashlib.sha256(content).hexdigest() == row.locator(".sum").get_attribute("title")
    return [json.loads(line) for line in content.decode().split("\n")[:-1]]
