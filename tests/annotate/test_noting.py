from curation.annotate import noting
from tests.annotate.posting import HTMX, post, url
from tests.factories import make_example

FIELD = 'name="reason_note" maxlength="2000" list="notes"'


def offered(page):
    """The notes that the field of the dialog offers; it never begins with one."""
    assert FIELD in page or "hx-swap-oob" in page
    notes = page.split('<datalist id="notes"')[1].split("</datalist>")[0]
    return [piece.split('"')[0] for piece in notes.split('value="')[1:]]


def test_a_note_is_offered_again_with_the_next_example_and_on_every_page_after(ana_client, project):
    first, second, third = (make_example(project) for _ in range(3))
    assert offered(ana_client.get(url(first)).content.decode()) == []
    answer = post(ana_client, first, "decide", decision="reject", reason="wrong", reason_note="Old letter")
    assert offered(answer.content.decode()) == ["Old letter"]
    post(ana_client, second, "decide", decision="flag", reason="unsure", reason_note="Two doses")
    assert offered(ana_client.get(url(third)).content.decode()) == ["Two doses", "Old letter"]


def test_an_example_that_was_fetched_in_advance_is_offered_it_too(ana_client, project):
    first, second = make_example(project), make_example(project)
    ana_client.get(url(first))
    assert FIELD in ana_client.get(url(first, "peek"), headers=HTMX).content.decode()
    rejected = {"decision": "reject", "reason": "wrong", "reason_note": "Old letter"}
    answer = post(ana_client, first, "decide", ahead=second.pk, **rejected).content.decode()
    assert "<textarea" not in answer and offered(answer) == ["Old letter"]


def test_the_last_few_are_offered_each_once_and_none_to_others(ana_client, ben, project):
    for n in [1, 2, 3, 4, 5, 6, 5]:
        rejected = {"decision": "reject", "reason": "wrong", "reason_note": f"Note {n}"}
        post(ana_client, make_example(project), "decide", **rejected)
    page = ana_client.get(url(make_example(project))).content.decode()
    assert offered(page) == ["Note 5", "Note 6", "Note 4", "Note 3", "Note 2"] and noting.MOST == 5
    ana_client.force_login(ben)
    assert offered(ana_client.get(url(make_example(project))).content.decode()) == []
