import pytest
from django.core.management import CommandError, call_command

from curation.accounts.models import User
from curation.documents.models import Document
from curation.projects.models import Project
from curation.projects.roles import Role
from tests.factories import make_user

pytestmark = pytest.mark.django_db


def test_the_demonstration_has_projects_documents_and_people_who_can_sign_in(capsys):
    call_command("demo")
    printed = [line.split() for line in capsys.readouterr().out.splitlines() if "  " in line]
    for username, _role, password in printed[1:]:
        assert User.objects.get(username=username).check_password(password)
    assert User.objects.get(is_superuser=True).username == "administrator"
    for project in Project.objects.all():
        assert project.documents.count() == 5
        assert project.guideline()
        for role in Role:
            assert role in project.roles_of(User.objects.get(username=role))
    assert set(Project.objects.values_list("slug", "language")) == {
        ("cardiology-letters", "en"),
        ("consultas-de-alquiler", "es"),
    }


def test_the_demonstration_leaves_an_installation_with_people_alone():
    make_user()
    with pytest.raises(CommandError, match="people in this installation already"):
        call_command("demo")
    assert not Document.objects.exists()
