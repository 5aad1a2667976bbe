"""Labels for sentiment with one button: in the language of the documents, written to datasets as one token each."""

import pytest
from django.test import Client
from django.urls import reverse

from curation.pipeline import tokens
from curation.projects.models import labels_of
from curation.projects.roles import Role
from tests.factories import make_project, make_user

pytestmark = pytest.mark.django_db
NAMES = {
    "en": ["Positive", "Negative", "Neutral", "Weak", "Moderate", "Strong"],
    "es": ["Positivo", "Negativo", "Neutro", "Débil", "Moderada", "Fuerte"],
}


@pytest.mark.parametrize("language", ["en", "es"])
def test_sentiment_labels_are_added_once_in_the_language_of_the_documents(language):
    maria = make_user("maria")
    project = make_project(slug="reviews", kind="classification", language=language, members={maria: [Role.MANAGER]})
    client = Client()
    client.force_login(maria)
    assert (
        "Add sentiment labels" in client.get(reverse("projects:settings", args=["reviews", "labels"])).content.decode()
    )
    for _ in range(2):
        client.post(reverse("projects:sentiment", args=["reviews"]))
    labels = list(labels_of(project))
    assert [label.name for label in labels] == NAMES[language]
    assert [label.export_as for label in labels] == ["positive", "negative", "neutral", "1", "2", "3"]
    assert [tokens.count(label.export_as).number for label in labels] == [1] * 6
    assert [group.required for group in project.label_groups.all()] == [True, False]


def test_other_tasks_are_not_offered_them():
    maria = make_user("maria")
    make_project(slug="letters", members={maria: [Role.MANAGER]})
    client = Client()
    client.force_login(maria)
    assert "sentiment" not in client.get(reverse("projects:settings", args=["letters", "labels"])).content.decode()
