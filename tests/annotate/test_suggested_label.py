"""A label that the drafter found stands chosen, says that it is a suggestion, and is the person's to change."""

from curation.projects.models import Label
from tests.annotate.posting import post, url
from tests.factories import make_example, make_label


def test_a_suggested_label_stands_chosen_and_says_so(ana_client, project):
    suggested, other = make_label(project, "Positive"), make_label(project, "Negative")
    page = ana_client.get(url(make_example(project, suggested_label="positive"))).content.decode()
    assert page.count("Suggested") == 1
    assert choice(page, suggested).endswith("checked")
    assert not choice(page, other).endswith("checked")


def test_a_label_is_suggested_by_the_name_that_datasets_know_it_by(ana_client, project):
    label = make_label(project, "Positivo")
    label.export_as = "positive"
    label.save()
    page = ana_client.get(url(make_example(project, suggested_label="positive"))).content.decode()
    assert choice(page, label).endswith("checked")


def test_the_thousandth_label_is_chosen_like_the_first(ana_client, project):
    group = make_label(project, "Negative").group
    label = Label.objects.create(pk=1_234, group=group, name="Positive")
    example = make_example(project, suggested_label="positive")
    assert choice(ana_client.get(url(example)).content.decode(), label).endswith("checked")


def test_nothing_is_chosen_when_the_drafter_found_no_label_or_one_that_the_project_has_not(ana_client, project):
    make_label(project, "Positive")
    for found in ("", "Billing"):
        page = ana_client.get(url(make_example(project, suggested_label=found))).content.decode()
        assert "Suggested" not in page and "checked" not in page


def test_what_the_person_chose_stays_beside_the_suggestion(ana_client, project):
    suggested, other = make_label(project, "Positive"), make_label(project, "Negative")
    example = make_example(project, suggested_label="Positive")
    post(ana_client, example, "draft", **{f"labels-{other.group_id}": other.pk})
    page = ana_client.get(url(example)).content.decode()
    assert choice(page, other).endswith("checked")
    assert not choice(page, suggested).endswith("checked")
    assert page.count("Suggested") == 1


def test_a_decision_without_the_editors_keeps_the_suggested_label(ana_client, project):
    label = make_label(project, "Positive", required=True)
    example = make_example(project, suggested_label="Positive")
    ana_client.post(url(example, "decide"), {"decision": "submit"})
    assert list(example.versions.get().labels.all()) == [label]


def choice(page, label):
    """The attributes of a label's field up to whether it is checked."""
    field = page.partition(f'name="labels-{label.group_id}" value="{label.pk}"')[2].partition(">")[0]
    return field.partition(" data-key")[0]
