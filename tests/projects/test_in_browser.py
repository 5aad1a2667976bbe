"""Project screens and the dashboard in real Chromium: accessible, within the policy, fitting narrow windows."""

import pytest
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import expect

from curation.examples.states import Action, Status
from curation.projects.models import Guideline
from curation.projects.roles import Role
from tests.browsing import assert_accessible
from tests.factories import join, make_document, make_example, make_label, make_project, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LONG = "Seguimiento de reclamaciones administrativas de la comunidad de propietarios"
SECTIONS = ["general", "task", "labels", "guideline", "queue", "members"]
ADDRESSES = [
    reverse("projects:list"),
    reverse("projects:create"),
    *(reverse(f"projects:{name}", args=["letters"]) for name in ("home", "guideline")),
    *(reverse("projects:settings", args=["letters", section]) for section in SECTIONS),
    reverse("dashboard:overview", args=["letters"]),
    reverse("examples:list", args=["letters"]),
]


@pytest.fixture
def manager():
    return make_user("maria", first_name="María", last_name="Ferrer")


@pytest.fixture
def project(manager):
    """A project in the middle of its work."""
    project = make_project(members={manager: [Role.MANAGER, Role.UPLOADER]}, name=LONG, slug="letters")
    ana = join(project, make_user("ana"), Role.ANNOTATOR)
    Guideline.objects.create(project=project, number=1, text="# Doses\n\n- Keep units.", author=manager)
    label = make_label(project)
    for status in (Status.SUBMITTED, Status.REJECTED):
        make_example(project).move(status, by=ana, action=Action(status))
    make_example(project, status=Status.FINAL, final_prompt="Q", final_completion="A").labels.add(label)
    make_example(project)
    make_document(project, name="broken.pdf", state="failed", problem="damaged")
    return project


@pytest.fixture
def inside(strict_page, context, client, live_server, manager, project):
    client.force_login(manager)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])
    return strict_page


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_screen_is_accessible_in_both_themes_and_fits_a_telephone(inside, live_server, address):
    inside.goto(live_server.url + address)
    for scheme in ("light", "dark"):
        inside.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        assert_accessible(inside)
    for width in (390, 320):
        inside.set_viewport_size({"width": width, "height": 800})
        assert inside.evaluate("document.documentElement.scrollWidth <= innerWidth"), width


def test_labels_are_arranged_without_scripts(browser, client, live_server, manager, project):
    make_label(project, "Dose")
    client.force_login(manager)
    cookie = {"name": settings.SESSION_COOKIE_NAME, "url": live_server.url}
    with browser.new_context(java_script_enabled=False, locale="en-GB") as context:
        context.add_cookies([cookie | {"value": client.cookies[settings.SESSION_COOKIE_NAME].value}])
        page = context.new_page()
        page.goto(live_server.url + reverse("projects:settings", args=["letters", "labels"]))
        page.get_by_label("New label").fill("Advice")
        page.get_by_label("New label").press("Enter")
        names = page.locator(".labels__row input[name$=-name]")
        page.get_by_role("button", name="Move Advice up").click()
        expect(names.nth(1)).to_have_value("Advice")
        page.get_by_role("button", name="Remove Dose").click()
        expect(names).to_have_count(3)
        expect(page.get_by_text("Saved", exact=True)).to_be_visible()
        assert [field.input_value() for field in names.all()] == ["Factual", "Advice", ""]


def test_a_chart_tells_its_numbers_as_a_table_too(inside, live_server):
    inside.goto(live_server.url + reverse("dashboard:overview", args=["letters"]))
    panel = inside.get_by_role("region", name="Work per day").first
    panel.get_by_text("Show as table").click()
    expect(panel.get_by_role("row").last).to_contain_text("1")


@pytest.mark.parametrize(("language", "why"), [("en", "Give someone else"), ("es", "Dé antes el rol")])
def test_the_last_manager_cannot_be_removed_and_reads_why(
    inside, live_server, manager, project, language, why, expected_errors
):
    expected_errors.append("422")
    type(manager).objects.filter(pk=manager.pk).update(language=language)
    inside.goto(live_server.url + reverse("projects:settings", args=["letters", "members"]))
    inside.locator(f"[name=roles-{manager.pk}][value=manager]").uncheck()
    inside.locator("main form").first.locator(".btn--primary").click()
    expect(inside.locator(".banner")).to_contain_text(why)
    assert_accessible(inside)
    assert Role.MANAGER in project.roles_of(manager)
