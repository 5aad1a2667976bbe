import pytest

from curation.pipeline.patching import Hunk, Patch, hunks, patch

SOURCE = "See this wornan, aged 54.\nBisoprolol 2.6 mg in the morning, ramipril 2.6 mg at night."
ALL = [(0, len(SOURCE))]


def made(word, new, *, within=ALL, which=0):
    start = -1
    for _ in range(which + 1):
        start = SOURCE.index(word, start + 1)
    return patch(SOURCE, start, start + len(word), new, within=within)


@pytest.mark.parametrize(
    ("found", "text", "after"),
    [
        (made("wornan,", "woman,"), "Who is the wornan? A wornan.", "Who is the woman? A woman."),
        (made("wornan,", "woman,"), "wornanly", "wornanly"),
        (made("wornan,", "woman."), "the wornan, who", "the woman. who"),
        (made("54.", "45."), "She is 54.", "She is 45."),
        (made("54.", "45."), "It cost 54.50 in 1954.", "It cost 54.50 in 1954."),
        (made("2.6", "2.5"), "Bisoprolol 2.6 mg; ramipril 2.6 mg", "Bisoprolol 2.5 mg; ramipril 2.6 mg"),
        (made("2.6", "7.5", which=1), "Bisoprolol 2.6 mg; ramipril 2.6 mg", "Bisoprolol 2.6 mg; ramipril 7.5 mg"),
        (made("2.6", "2.5", within=[(0, 50)]), "2.6, then 2.6", "2.5, then 2.5"),
        (made("wornan,", "woman,"), "The woman is 54.", "The woman is 54."),
        (Patch("", "word"), "text", "text"),
    ],
)
def test_a_word_is_put_right_where_it_was_taken_from_that_place(found, text, after):
    assert found.applied_to(text) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("See this wornan.", "See this woman."),
        ("wornan and wornan and wornan", "woman and wornan and wornan"),
        ("2.6 mg, then 2.6 mg", "2.6 mg, then 2.5 mg"),
        ("nothing", "nothing"),
    ],
)
def test_changes_are_named_so_that_each_has_one_place(before, after):
    found = hunks(before, after)
    assert all(before.count(hunk.find) == 1 for hunk in found)
    for hunk in found:
        before = before.replace(hunk.find, hunk.replace)
    assert before == after


def test_a_change_can_be_made_in_a_text_that_was_edited_elsewhere():
    assert hunks("See this wornan.", "See this woman.") == [Hunk("wornan", "woman")]
