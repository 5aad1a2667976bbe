"""A letter that was read with mistakes, for the tests of what follows when a word is put right."""

from curation.documents.models import Page, Rereading
from curation.documents.models.rereading import Progress
from curation.intake.correcting import Wanted, correct
from curation.pipeline import types, wire
from tests.factories import make_document, make_example, make_passage, make_project, make_user

TEXT = "Heart clinlc\nSee this wornan, aged 54.\nThe wornan takes bisoprolol."


def read(text=TEXT):
    words, at = [], 0
    for line in text.split("\n"):
        for word in line.split(" "):
            words.append(types.Word(at, at + len(word), at, 0, 10, 10, 54))
            at += len(word) + 1
    heading = types.Block(types.BlockKind.HEADING, 0, text.index("\n"), 1)
    return types.Page(
        1, text, types.Method.OCR, words=tuple(words), blocks=(heading,), width=800, height=600, engine="tesseract 5"
    )


def make_letter():
    document = make_document(make_project(), pages=[TEXT, "Second page."], has_pictures=True)
    Page.objects.filter(document=document, number=1).first().replace(read(), seen=0)
    return document


def make_its_passage(document):
    """Both lines under the heading, and the next page."""
    text = TEXT[13:] + "\n\nSecond page."
    return make_passage(
        document, text=text, spans=[[1, 13, len(TEXT), 0], [2, 0, 12, len(TEXT) - 11]], heading_path=["Heart clinlc"]
    )


def draft(passage, **fields):
    values = {
        "evidence": [{"page": 1, "start": 13, "end": 38}],
        "prompt": "Who is the wornan?",
        "completion": "She is 54.",
    }
    return make_example(passage=passage, **values | fields)


def opened(passage, **fields):
    example = draft(passage, **fields)
    example.versions.create(author=make_user(), prompt="Who is this wornan?", completion="A wornan of 54.")
    return example


def put_right(document, word, text, *, by=None):
    page = document.pages.get(number=1)
    seen = page.text[slice(*page.words[word][:2])]
    return correct(document, Wanted(1, word, page.revision, seen, text), by=by or document.uploaded_by)


def new_reading(document, text):
    page = document.pages.get(number=1)
    return Rereading.objects.create(
        page=page, state=Progress.DONE, result=wire.from_page(read(text)), seen_revision=page.revision,
        asked_by=document.uploaded_by,
    )  # fmt: skip
