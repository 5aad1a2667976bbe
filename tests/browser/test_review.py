"""A reviewer at work, by keyboard alone, in real Chromium."""

from itertools import product

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from curation.examples.models import Example, Version
from curation.examples.states import Decision, Status
from curation.projects.roles import Role
from tests.browsing import assert_accessible, shoot
from tests.factories import join, make_document, make_example, make_label, make_passage, make_project, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
REFUSED = r"status of 4\d\d|Status Error Code 4\d\d"
LONG = (
    "Bisoprolol 2,5 mg una vez al día por la mañana; la paciente deberá acudir a una revisión dentro de seis semanas "
    "y suspender el tratamiento si presenta mareos, desvanecimientos o una frecuencia cardiaca inferior a cincuenta."
)


@pytest.fixture
def project():
    project = make_project(name="Cardiology letters")
    make_label(project, "Factual", required=True)
    make_label(project, "Reasoning")
    make_label(project, "Cardiology", group="Specialty", many=True)
    return project


@pytest.fixture
def reviewer(project):
    return join(project, make_user("rosa", first_name="Rosa", last_name="Prieto"), Role.REVIEWER, Role.UPLOADER)


@pytest.fixture
def desk(strict_page, live_server, client, reviewer):
    """Open an address as the reviewer."""
    client.force_login(reviewer)
    session = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
    strict_page.context.add_cookies([session])

    def open_at(name, *args):
        strict_page.goto(live_server.url + reverse(name, args=args))
        return strict_page

    return open_at


def disputed(project, *completions, text=None):
    labels = list(project.label_groups.first().labels.all())
    passage = make_passage(make_document(project, pages=[text] if text else None), **({"text": text} if text else {}))
    example = make_example(passage=passage, status=Status.DISPUTED)
    for number, completion in enumerate(completions):
        version = Version.objects.create(
            example=example, author=make_user(), prompt=example.prompt, completion=completion,
            decision=Decision.SUBMIT, seconds=41,
        )  # fmt: skip
        version.labels.add(labels[number % 2])
    return example


def fits(page):
    return page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_dispute_is_settled_and_undone_by_keyboard(desk, project):
    first = disputed(project, "Bisoprolol 2.5 mg once daily.", "Bisoprolol 1.25 mg once daily, at night.")
    second = disputed(project, "In six weeks.", "In two weeks.")
    page = desk("review:queue", project.slug)
    page.get_by_role("link", name="Start reviewing").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Example {first.pk}")

    page.keyboard.press("n")
    expect(page.locator("mark:focus")).to_be_visible()
    chosen = page.locator(".version").nth(1).locator(".version__other .prose").nth(1)
    completion = page.get_by_label("Completion")
    page.keyboard.press("2")
    expect(completion).to_have_value(chosen.text_content().replace("differs: ", ""))
    page.keyboard.press("e")
    expect(completion).to_be_focused()
    page.keyboard.press("End")
    page.keyboard.type(" With food.")
    page.keyboard.press("Control+Enter")

    heading = page.get_by_role("heading", level=1)
    expect(heading).to_have_text(f"Example {second.pk}")
    expect(heading).to_be_focused()
    final = Example.objects.get(pk=first.pk)
    assert final.status == Status.FINAL
    assert final.final_completion.endswith(" With food.")

    page.keyboard.press("u")
    expect(heading).to_have_text(f"Example {first.pk}")
    expect(completion).to_have_value(final.final_completion)
    assert Example.objects.get(pk=first.pk).status == Status.DISPUTED


def test_sending_back_asks_for_a_comment_before_it_goes(desk, project, expected_errors):
    expected_errors.append(REFUSED)
    example = disputed(project, "2.5 mg.", "1.25 mg.")
    page = desk("review:example", project.slug, example.pk)
    page.keyboard.press("b")
    dialog = page.get_by_role("dialog", name="Send back")
    expect(dialog).to_be_visible()
    assert_accessible(page)
    dialog.get_by_label("What should be changed?").fill(" ")
    page.keyboard.press("Control+Enter")
    expect(dialog.get_by_label("What should be changed?")).to_be_focused()
    expect(dialog.get_by_text("Say what should be changed.")).to_be_visible()
    dialog.get_by_label("What should be changed?").fill("Say how often.")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("heading", name="Nothing to review")).to_be_visible()
    assert Example.objects.get(pk=example.pk).comment == "Say how often."


def test_a_decision_that_comes_too_late_keeps_both_texts_on_screen(desk, project, expected_errors):
    expected_errors.append(REFUSED)
    example = disputed(project, "2.5 mg.", "1.25 mg.")
    page = desk("review:example", project.slug, example.pk)
    Example.objects.get(pk=example.pk).make_final("What dose?", "1.25 mg in the evening.", [], by=make_user("lena"))
    page.get_by_label("Completion").fill("2.5 mg in the morning.")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".review [role=alert]")).to_be_focused()
    expect(page.get_by_role("region", name="Your text")).to_contain_text("morning")
    expect(page.get_by_role("region", name="Their text")).to_contain_text("evening")
    expect(page.get_by_label("Completion")).to_have_value("2.5 mg in the morning.")
    assert_accessible(page)
    shoot(page, "review-conflict")


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_screen_is_accessible_and_fits(desk, project, reviewer, language):
    reviewer.language = language
    reviewer.save()
    example = disputed(project, LONG, LONG.replace("2,5", "1,25").replace("seis", "dos"), text=f"{LONG}\n\n{LONG}")
    make_example(passage=make_passage(make_document(project)), status=Status.FLAGGED)
    final = disputed(project, LONG)
    final.make_final("¿Qué dosis?", LONG, [], by=reviewer)
    screens = {
        "review-queue": ("review:queue", project.slug),
        "review-example": ("review:example", project.slug, example.pk),
        "examples": ("examples:list", project.slug),
        "example": ("examples:detail", project.slug, final.pk),
    }
    for name, address in screens.items():
        page = desk(*address)
        for scheme, width in product(("light", "dark"), (1440, 390)):
            page.emulate_media(color_scheme=scheme)
            page.set_viewport_size({"width": width, "height": 900})
            assert fits(page), (name, width)
            assert_accessible(page)
            shoot(page, f"{name}-{scheme}-{language}-{width}")
