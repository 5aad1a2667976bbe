"""Fills the database of `bench/queue.py`: `_queue_jobs.py COUNT PEOPLE` in the product's environment."""

import random
import sys
from pathlib import Path

sys.path[0] = str(Path(__file__).resolve().parent.parent)  # not beside queue.py, which the standard library has too

import django  # noqa: E402

django.setup()

from django.db import connection  # noqa: E402

from bench._browsing import PASSWORD  # noqa: E402
from curation.accounts.models import User  # noqa: E402
from curation.documents.models import Document, Page, Passage  # noqa: E402
from curation.examples.models import Example  # noqa: E402
from curation.projects.models import Guideline, Project  # noqa: E402
from curation.projects.roles import Role  # noqa: E402
from tests.factories import join, make_document, make_label, make_project  # noqa: E402

DOCUMENTS, PAGES = 200, 10
LINES, PER_LINE = 40, 10  # of a page
PER_PASSAGE = 4  # examples
SIZE = (1654, 2339)  # A4 at 200 dpi
SPOKEN = """patient seen clinic today with mild pain after walking and reports better sleep since the dose of bisoprolol
was raised to five milligrams once daily in the morning blood pressure was normal heart rate regular no swelling of the
ankles return in six weeks for a review with results please call us before if symptoms come back or get worse"""
WORDS = SPOKEN.split()
dice = random.Random(7)


def main(count: int, people: int) -> None:
    project = make_project(slug="bench", name="Bench")
    for label in ("Fact", "Definition", "Instruction"):
        make_label(project, label)
    users = [User.objects.create_user(f"person-{n}", password=PASSWORD) for n in range(people)]
    annotators = [join(project, user, Role.ANNOTATOR) for user in users]
    Guideline.objects.create(project=project, number=1, text="Doses keep their unit. " * 20, author=annotators[0])
    documents = [make_document(project, uploaded_by=annotators[0], page_count=PAGES) for _ in range(DOCUMENTS)]
    Page.objects.all().delete()
    Page.objects.bulk_create((page(of, number) for of in documents for number in range(1, PAGES + 1)), batch_size=200)
    fill(project, documents, count)
    if connection.vendor == "postgresql":
        connection.cursor().execute("ANALYZE")  # which it does by itself within a minute


def page(document: Document, number: int) -> Page:
    """A scanned page: each word has a place in the text, a box and a confidence."""
    text, words = "", []
    for row in range(LINES):
        left = 150
        for word in dice.choices(WORDS, k=PER_LINE):
            width = 22 * len(word)
            words.append([len(text), len(text) + len(word), left, 150 + 50 * row, width, 34, dice.randint(60, 99)])
            text, left = f"{text}{word} ", left + width + 20
        text = text[:-1] + "\n"
    return Page(
        document=document, number=number, state="read", method="ocr", text=text, words=words, confidence=91,
        width=SIZE[0], height=SIZE[1], engine="tesseract", dpi=200,
        blocks=[["paragraph", 0, len(text), 0]],
    )  # fmt: skip


def fill(project: Project, documents: list[Document], count: int) -> None:
    """Drafted examples, spread over the documents as reading them would: one document after the other."""
    each = count // len(documents)
    for document in documents:
        text = " ".join(dice.choices(WORDS, k=200))
        passages = Passage.objects.bulk_create(
            Passage(document=document, recipe="bench", ordinal=n, text=text, spans=[[n % PAGES + 1, 0, len(text), 0]])
            for n in range(-(-each // PER_PASSAGE))
        )
        Example.objects.bulk_create(example(project, passages[n // PER_PASSAGE], n) for n in range(each))


def example(project: Project, passage: Passage, n: int) -> Example:
    start = 60 * (n % 20)
    return Example(
        project=project, document_id=passage.document_id, passage=passage, kind=project.kind, drafter="bench",
        ordinal=n % PER_PASSAGE, evidence=[{"page": passage.ordinal % PAGES + 1, "start": start, "end": start + 240}],
        prompt=f"What was said in part {n} of document {passage.document_id}?", completion=passage.text[:240],
    )  # fmt: skip


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
