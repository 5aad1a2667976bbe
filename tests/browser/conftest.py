"""What the browser tests of documents share: a project, a page whose person may do everything in it, a letter."""

import pytest

from curation.projects.roles import Role
from tests.browser.letters import make_letter
from tests.factories import join, make_project, make_user


@pytest.fixture
def files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture
def project():
    return make_project(name="Cardiology letters", slug="cardiology")


@pytest.fixture
def screen(files, strict_page, context, client, live_server, project):
    """A strict page whose person may do everything in the project; `open` takes a path below it."""
    client.force_login(join(project, make_user("luis"), *Role))
    cookie = client.cookies["sessionid"]
    context.add_cookies([{"name": "sessionid", "value": cookie.value, "url": live_server.url}])
    strict_page.emulate_media(reduced_motion="reduce")
    strict_page.open = lambda path: strict_page.goto(f"{live_server.url}/p/{project.slug}/{path}")
    return strict_page


@pytest.fixture
def letter(files, project, tmp_path):
    return make_letter(project, tmp_path)
