"""Words of the search box, looked up in the index that the database keeps of the texts."""

import pytest

from curation.examples import listing, wording
from curation.examples.models import Example
from curation.examples.search import parse
from curation.examples.states import Status
from tests.factories import make_example, make_project, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture(params=["few", "many"])
def project(request, monkeypatch):
    """Found through the index, or among so many that the newest are walked through."""
    if request.param == "many":
        monkeypatch.setattr(wording, "FEW", 0)
    return make_project()


def found(project, query):
    return sorted(listing.found(project, parse(query)).values_list("ordinal", flat=True))


def test_a_word_is_found_by_its_beginning_whatever_its_case_and_accents(project):
    make_example(project, ordinal=1, prompt="¿Qué dosis?", completion="BISOPROLOL 2,5 mg, corazón y riñón.")
    make_example(project, ordinal=2, prompt="Which dose?", completion="Nothing for the heart")
    assert found(project, "bisop") == found(project, "CORAZON") == found(project, "dosis") == [1]
    assert found(project, "do") == [1, 2]
    assert found(project, "do heart") == [2]
    assert found(project, "olol") == found(project, "dosis heart") == []


def test_words_in_quotation_marks_follow_each_other(project):
    make_example(project, ordinal=1, completion="It is taken once daily.")
    make_example(project, ordinal=2, completion="Taken daily, once a week off.")
    assert found(project, '"once daily"') == found(project, '"once dai') == [1]
    assert found(project, "once daily") == [1, 2]


@pytest.mark.parametrize("written", ["2.5", "mg/ml", "follow-up", "ana@example.org", "HF_2207", "10:30", "a<b"])
def test_what_is_written_together_is_found_whole_and_by_its_parts(project, written):
    make_example(project, ordinal=1, prompt="x", completion=f"see {written}, please")
    last = "".join(letter if letter.isalnum() else " " for letter in written).split()[-1]
    assert found(project, f'"{written}"') == found(project, f'"{last}"') == [1]


@pytest.mark.parametrize("sign", ["%", "_", "!", "¿?", "' || '", "*", "NOT", '"\\"', "#1", ":*"])
def test_signs_mean_nothing_but_themselves(project, sign):
    make_example(project, ordinal=1, prompt="Which dose?", completion="Two tablets")
    assert found(project, sign) == found(project, f"dose {sign}") == []


def test_the_index_follows_every_change_of_a_text(project):
    example = make_example(project, ordinal=1, prompt="before", completion="x")
    Example.objects.filter(pk=example.pk).update(prompt="after")
    assert (found(project, "before"), found(project, "after")) == ([], [1])
    make_example(project, ordinal=2, prompt="after", completion="all").delete()
    assert found(project, "after") == [1]
    example.make_final("settled", "text", [], by=make_user())
    assert found(project, "after settled") == [1]


def test_words_of_another_project_are_not_found_even_after_a_move(project):
    other = make_project()
    example = make_example(other, ordinal=1, completion="bisoprolol")
    assert (found(project, "bisoprolol"), found(other, "bisoprolol")) == ([], [1])
    Example.objects.filter(pk=example.pk).update(project=project)
    assert (found(project, "bisoprolol"), found(other, "bisoprolol")) == ([1], [])


def test_words_and_filters_narrow_together(project):
    for n, status in enumerate([Status.FLAGGED, Status.DRAFTED]):
        make_example(project, ordinal=n, prompt="x", completion="bisoprolol", status=status)
    make_example(project, ordinal=2, prompt="x", completion="ramipril", status=Status.FLAGGED)
    assert found(project, "biso status:flagged") == [0]


def test_a_text_longer_than_an_index_holds_is_kept_whole_and_found_by_how_it_begins(project):
    text = " ".join(f"word{n}" for n in range(200_000))
    make_example(project, ordinal=1, completion=text)
    assert found(project, "word17") == [1]
    assert len(Example.objects.get().completion) == len(text)
