"""What the annotate screen says of a text while it is written."""

import pytest

from curation.examples.models import Trace
from curation.examples.states import Status
from curation.pipeline.similarity import fingerprint
from tests.annotate.posting import post, url
from tests.factories import make_example, make_label, make_project


def saved(client, example, **fields):
    return post(client, example, "draft", **fields).content.decode()


def test_a_draft_is_not_blamed_for_what_the_person_has_yet_to_write(ana_client, project):
    make_label(project, required=True)
    example = make_example(project, completion="")
    opened = ana_client.get(url(example)).content.decode()
    assert "The completion is empty." not in opened and "Choose a label" not in opened
    begun = saved(ana_client, example, completion=" ")
    assert "The completion is empty." in begun and "Choose a label: Answer type." in begun


def test_a_check_leads_to_the_words_it_speaks_of(ana_client, project):
    page = saved(ana_client, make_example(project), completion="Bisoprolol 7.5 mg. Write to ana@example.org.")
    assert 'data-find="completion" data-quote="7.5"' in page
    assert 'data-find="completion" data-quote="ana@example.org"' in page
    assert "This looks like personal data: an e-mail address." in page
    assert "Submit with 2 warnings" in page


def test_errors_stand_before_warnings(ana_client, project):
    label = make_label(project, required=True)
    page = saved(ana_client, make_example(project), completion="Bisoprolol 7.5 mg.")
    assert page.index("Choose a label: Answer type.") < page.index("“7.5” is not in the source.")
    assert f'data-find="labels-{label.group_id}"' in page


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        ({"completion": "Bisoprolol 2.5 mg once daily was started."}, True),
        ({"completion": "Bisoprolol 2.5 mg once daily was started.", "status": Status.REJECTED}, False),
        ({"completion": "In six weeks."}, False),
    ],
)
def test_an_example_of_the_same_passage_that_says_nearly_the_same_is_named(ana_client, project, other, expected):
    example = make_example(project)
    make_example(passage=example.passage, ordinal=1, **other)
    page = saved(ana_client, example, completion="Bisoprolol 2.5 mg once daily was started then.")
    assert ("Very like another example." in page) is expected


def test_equal_texts_are_found_anywhere_in_the_project(ana_client, project):
    example = make_example(project)
    other = make_example(project, signature=fingerprint(example.prompt, example.completion))
    page = saved(ana_client, example)
    assert "Very like another example." in page and f"/examples/{other.pk}/" in page


def drafted(project, **texts):
    example = make_example(project, **texts)
    Trace.objects.keep([example])
    return example


def test_nearly_equal_drafts_are_found_anywhere_in_the_project(ana_client, project):
    text = "Bisoprolol 2.5 mg was started once daily in the morning and the next visit is in {} weeks at the clinic."
    example = drafted(project, completion=text.format("six"))
    drafted(make_project(), completion=text.format("two"))
    assert "Very like another example." not in saved(ana_client, example, completion=text.format("six"))
    other = drafted(project, completion=text.format("two"))
    page = saved(ana_client, example, completion=text.format("six"))
    assert "Very like another example." in page and f"/examples/{other.pk}/" in page
    assert "Very like" not in saved(ana_client, example, completion="No medicine was changed at all during this visit.")


@pytest.mark.parametrize(
    ("words", "state", "said"),
    [(10, None, "10 of 20 tokens"), (18, "near", "near the limit"), (26, "over", "over the limit by 6")],
)
def test_tokens_are_counted_exactly_with_each_save(ana_client, project, words, state, said):
    type(project).objects.filter(pk=project.pk).update(completion_tokens=20)
    page = saved(ana_client, make_example(project), completion=" dose" * words)
    counter = page.partition('id="count-completion"')[2].partition("</p>")[0]
    assert said in counter and f"{words} of 20 tokens" in counter
    assert (f'data-state="{state}"' in counter) is bool(state)
    assert ("Over the limit by 6 tokens." in page) is (state == "over")


def test_a_text_is_measured_as_browsers_measure_it(ana_client, project):
    page = saved(ana_client, make_example(project), completion="😀 fine")
    assert 'data-length="7"' in page.partition('id="count-completion"')[2].partition("</p>")[0]


def test_the_doubts_that_a_draft_came_with_are_told_until_it_is_changed(ana_client, project):
    rows = [{"check": "quote_not_in_source", "blocks": False, "values": {"words": "in two weeks", "count": 1}}]
    example = make_example(project, findings=rows)
    told = "What the model quoted is not in the source: “in two weeks”."
    assert told in ana_client.get(url(example)).content.decode()
    assert told not in post(ana_client, example, "draft", completion="Bisoprolol 2.5 mg.").content.decode()
