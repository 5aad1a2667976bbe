"""A word put right on its page: the texts made of it follow, and what people have opened is left for them to change."""

import pytest
from django.urls import reverse

from curation.documents.models import Correction, Document
from curation.documents.states import State
from curation.examples import suggesting
from curation.examples.states import Action, Status
from curation.intake import asking_again
from curation.projects.roles import Role
from tests.factories import join, make_user
from tests.intake.correcting import TEXT, draft, make_its_passage, make_letter, new_reading, opened, put_right

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def document():
    return make_letter()


@pytest.fixture
def passage(document):
    return make_its_passage(document)


def evidence_of(example):
    example.refresh_from_db()
    pages = dict(example.document.pages.values_list("number", "text"))
    return [pages[row["page"]][row["start"] : row["end"]] for row in example.evidence]


def test_the_page_says_the_right_word_and_keeps_what_was_read(document):
    put_right(document, 4, "woman,")
    page = document.pages.get(number=1)
    assert page.text == TEXT.replace("wornan,", "woman,")
    assert page.text[slice(*page.words[-1][:2])] == "bisoprolol."
    kept = Correction.objects.get()
    assert (kept.machine, kept.text, kept.confidence, kept.author) == ("wornan,", "woman,", 54, document.uploaded_by)
    assert document.events.get(action=Action.CORRECTED).note == "1: wornan, → woman,"


def test_taking_it_back_leaves_the_page_as_it_was_read(document):
    before = document.pages.get(number=1)
    put_right(document, 4, "lady,")
    put_right(document, 4, "woman,")
    assert Correction.objects.get().machine == "wornan,"
    put_right(document, 4, "wornan,")
    after = document.pages.get(number=1)
    assert (after.text, after.words, after.blocks) == (before.text, before.words, before.blocks)
    assert not Correction.objects.exists()


def test_passages_hold_the_right_word_and_still_point_to_their_pages(document, passage):
    put_right(document, 4, "young woman,")
    passage.refresh_from_db()
    assert passage.text == "See this young woman, aged 54.\nThe wornan takes bisoprolol.\n\nSecond page."
    pages = dict(document.pages.values_list("number", "text"))
    for number, start, end, at in passage.spans:
        assert passage.text[at : at + end - start] == pages[number][start:end]


def test_drafts_that_nobody_opened_are_put_right_with_it_and_stay_unopened(document, passage):
    example = draft(passage)
    followed = put_right(document, 4, "woman,")
    assert (followed.patched, followed.marked) == (1, 0)
    assert evidence_of(example) == ["See this woman, aged 54."]
    assert (example.prompt, example.source_changed) == ("Who is the woman?", False)
    assert not example.events.exists()


@pytest.mark.parametrize("status", [Status.DRAFTED, Status.FLAGGED, Status.SUBMITTED])
def test_what_people_have_opened_is_marked_and_its_texts_stay_theirs(document, passage, status):
    example = opened(passage, status=status)
    assert put_right(document, 4, "woman,").marked == 1
    assert evidence_of(example) == ["See this woman, aged 54."]
    version = example.versions.get()
    assert example.source_changed and example.prompt == "Who is the wornan?" and version.prompt == "Who is this wornan?"
    change = suggesting.change(example, version.author, {"prompt": version.prompt, "completion": version.completion})
    assert [part.after for part in change.parts] == ["Who is this woman?", "A woman of 54."]


@pytest.mark.parametrize(
    "fields", [{"status": Status.REJECTED}, {"evidence": [{"page": 2, "start": 0, "end": 6}], "prompt": "x"}]
)
def test_what_is_settled_or_comes_from_elsewhere_is_not_marked(document, passage, fields):
    example = draft(passage, **fields)
    example.versions.create(author=make_user(), prompt="Mine", completion="Also mine.")
    assert put_right(document, 4, "woman,").marked == 0
    example.refresh_from_db()
    assert not example.source_changed


def test_a_final_example_keeps_its_words_and_its_evidence_moves_along(document, passage):
    example = draft(
        passage, status=Status.FINAL, final_prompt="a", final_completion="b",
        evidence=[{"page": 1, "start": 39, "end": len(TEXT)}],
    )  # fmt: skip
    put_right(document, 4, "young woman,")
    assert evidence_of(example) == ["The wornan takes bisoprolol."]
    assert not example.source_changed


def test_a_heading_put_right_reaches_what_stands_under_it(document, passage):
    example = opened(passage, prompt="What does the Heart clinlc say?", evidence=[{"page": 1, "start": 39, "end": 60}])
    put_right(document, 1, "clinic")
    passage.refresh_from_db()
    assert passage.heading_path == ["Heart clinic"]
    texts = {"prompt": example.prompt, "completion": example.completion}
    [part] = suggesting.change(example, make_user(), texts).parts
    assert part.after == "What does the Heart clinic say?"


def test_of_two_like_words_the_one_that_was_put_right_is_suggested(document, passage):
    example = opened(passage, evidence=[{"page": 1, "start": 13, "end": len(TEXT)}])
    put_right(document, 8, "lady")
    texts = {"prompt": "Is this wornan well?", "completion": "The wornan takes bisoprolol."}
    [part] = suggesting.change(example, make_user(), texts).parts
    assert (part.name, part.after) == ("completion", "The lady takes bisoprolol.")


def test_a_run_that_drafts_from_the_old_words_begins_again(document, passage):
    Document.objects.update(state=State.READING)
    Document.objects.claim(document.pk, waiting=State.READING, working=State.DRAFTING)
    put_right(document, 4, "woman,")
    document.refresh_from_db()
    assert (document.state, document.token) == (State.READING, None)


# --- read again ------------------------------------------------------------------------------------------------------
def test_a_correction_stays_when_the_page_is_read_again_with_the_same_mistake(document):
    put_right(document, 4, "woman,")
    lost = asking_again.accept(document, [new_reading(document, TEXT.replace("clinlc", "clinic"))], by=make_user())
    page = document.pages.get(number=1)
    assert page.text == TEXT.replace("clinlc", "clinic").replace("wornan,", "woman,")
    assert (lost, Correction.objects.get().machine) == ([], "wornan,")


def test_a_correction_without_a_place_in_the_new_reading_ends_and_is_named(document):
    put_right(document, 4, "woman,")
    reading = new_reading(document, TEXT.replace("this wornan,", "that wombat,"))
    lost = asking_again.accept(document, [reading], by=make_user())
    assert [each.text for each in lost] == ["woman,"]
    assert not Correction.objects.exists()


# --- the other engine ------------------------------------------------------------------------------------------------
def use_other(client, document, **fields):
    address = reverse("intake:use_other", args=[document.project.slug, document.pk, 1])
    return client.post(address, {"revision": document.pages.get(number=1).revision} | fields, follow=True)


def test_where_two_engines_disagree_the_other_can_be_used_and_given_back(client, document, person):
    document.pages.filter(number=1).update(alternative=TEXT.replace("wornan,", "woman,").replace("\n", " "))
    address = reverse("documents:detail", args=[document.project.slug, document.pk])
    assert "A second engine read 1 place differently" in client.get(address).content.decode()
    use_other(client, document)
    page = document.pages.get(number=1)
    assert (page.text, page.alternative) == (TEXT.replace("wornan,", "woman,"), TEXT)
    use_other(client, document)
    assert document.pages.get(number=1).text == TEXT


def test_the_other_reading_of_a_page_read_anew_meanwhile_is_refused(client, document, person):
    document.pages.filter(number=1).update(alternative="Heart clinic")
    assert use_other(client, document, revision=77).status_code == 409
    assert document.pages.get(number=1).text == TEXT


# --- the address -----------------------------------------------------------------------------------------------------
@pytest.fixture
def person(client, document):
    person = join(document.project, make_user(first_name="Ana"), Role.UPLOADER)
    client.force_login(person)
    return person


def post(client, document, text, *, word=4, seen="wornan,", page=1, headers=HTMX, **fields):
    sent = {"word": word, "seen": seen, "text": text, "revision": document.pages.get(number=1).revision}
    address = reverse("intake:correct_word", args=[document.project.slug, document.pk, page])
    return client.post(address, sent | fields, headers=headers)


def test_the_panel_shows_the_word_put_right_and_what_was_read(client, document, passage, person):
    opened(passage)
    response = post(client, document, " woman, ")
    page = response.content.decode()
    assert "data-corrected" in page and "read as “wornan,”" in page and "<html" not in page
    assert "1 example that people have opened suggests the change." in response.headers["HX-Trigger"].encode().decode(
        "unicode_escape"
    )


def test_without_scripts_the_same_form_stands_on_the_page(client, document, person):
    address = reverse("documents:detail", args=[document.project.slug, document.pk])
    page = client.get(address, {"page": 1, "tab": "text", "word": 4}).content.decode()
    assert 'name="seen" value="wornan,"' in page
    response = post(client, document, "woman,", headers={})
    assert response.status_code == 302
    assert "woman, aged" in client.get(response.url).content.decode().replace("</span>", "")


def test_of_two_corrections_of_one_word_the_later_is_shown_both_texts(client, document, person):
    put_right(document, 4, "woman,")
    response = post(client, document, "lady,")
    page = response.content.decode()
    assert response.status_code == 409
    assert 'value="lady,"' in page and 'name="seen" value="woman,"' in page
    assert document.pages.get(number=1).text == TEXT.replace("wornan,", "woman,")
    assert post(client, document, "lady,", seen="woman,").status_code == 200
    assert "this lady," in document.pages.get(number=1).text


def test_another_word_put_right_meanwhile_is_no_conflict(client, document, person):
    revision = document.pages.get(number=1).revision
    put_right(document, 1, "clinic of the heart")
    assert post(client, document, "woman,", revision=revision).status_code == 200


@pytest.mark.parametrize("fields", [{"revision": 77}, {"word": 500}])
def test_a_page_read_anew_meanwhile_is_a_conflict(client, document, person, fields):
    assert post(client, document, "woman,", **fields).status_code == 409
    assert not Correction.objects.exists()


@pytest.mark.parametrize("text", ["", "   ", "x" * 201])
def test_an_empty_word_is_asked_for_again(client, document, person, text):
    assert post(client, document, text).status_code == 422
    assert not Correction.objects.exists()


def test_a_page_that_is_not_there_has_no_words_and_one_read_once_no_other_reading(client, document, person):
    assert post(client, document, "woman,", page=9).status_code == 404
    assert use_other(client, document).status_code == 404


def test_who_may_only_look_corrects_nothing(client, document):
    client.force_login(join(document.project, make_user(), Role.ANNOTATOR))
    assert post(client, document, "woman,").status_code == 403
