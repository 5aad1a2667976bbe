"""A correction taken back takes back what it suggested; and what it suggests reaches the turns of a conversation."""

import pytest

from curation.examples import suggesting
from curation.examples.models import Suggestion
from curation.examples.texts import fields_of_turns
from curation.intake import asking_again
from curation.projects.models import Kind
from tests.factories import make_user
from tests.intake.correcting import TEXT, draft, make_its_passage, make_letter, new_reading, opened, put_right

pytestmark = pytest.mark.django_db


@pytest.fixture
def document():
    return make_letter()


@pytest.fixture
def passage(document):
    return make_its_passage(document)


def test_a_correction_taken_back_takes_its_suggestion_and_its_mark_with_it(document, passage):
    example = opened(passage)
    put_right(document, 4, "lady,")
    put_right(document, 8, "woman")
    put_right(document, 4, "woman,")
    assert marked(example)
    put_right(document, 8, "wornan")
    assert [each.new for each in Suggestion.objects.all()] == ["lady", "woman"] and marked(example)
    assert put_right(document, 4, "wornan,").marked == 0
    assert not Suggestion.objects.exists() and not marked(example)


def test_who_took_a_correction_is_told_when_it_is_taken_back(document, passage):
    example = opened(passage)
    put_right(document, 4, "woman,")
    example.versions.update(prompt="Who is this woman?")
    assert put_right(document, 4, "wornan,").marked == 1
    person = example.versions.get().author
    [part] = suggesting.change(example, person, {"prompt": "Who is this woman?", "completion": "A wornan of 54."}).parts
    assert part.after == "Who is this wornan?" and marked(example)


def test_a_mark_that_another_reading_of_the_page_made_stays(document, passage):
    example = opened(passage)
    put_right(document, 4, "woman,")
    asking_again.accept(document, [new_reading(document, TEXT.replace("clinlc", "clinic"))], by=make_user())
    put_right(document, 4, "wornan,")
    assert marked(example)


def test_a_mark_that_was_there_before_the_correction_stays(document, passage):
    example = opened(passage, source_changed=True)
    put_right(document, 4, "woman,")
    put_right(document, 4, "wornan,")
    assert marked(example) and not Suggestion.objects.exists()


def marked(example):
    example.refresh_from_db()
    return example.source_changed


def test_the_turns_of_a_conversation_get_their_suggestion_as_drafted_and_as_edited(document, passage):
    turns = [["user", "Is this wornan well?"], ["assistant", "Yes."]]
    example = draft(passage, kind=Kind.CONVERSATION, context=turns, prompt="How old?", completion="54.", evidence=[])
    mine = [["system", "Be brief."], ["user", "Is it this wornan?"]]
    version = example.versions.create(author=make_user(), prompt="How old?", completion="54.", context=mine)
    assert put_right(document, 4, "woman,").marked == 1
    fields = {"prompt": "How old?", "completion": "54."}
    for turns, told in ((example.context, "Turn 1, User"), (version.turns, "Turn 2, User")):
        both = fields_of_turns(example.kind, turns) | fields
        [part] = suggesting.change(example, version.author, both, turns).parts
        assert (part.called, part.after) == (told, part.before.replace("wornan", "woman"))
