"""Fills the database of `bench/queue.py`: `_queue_jobs.py COUNT PEOPLE` in the product's environment.

Prints a session of each person: signing two hundred in would measure the cost of checking passwords.
"""

import json
import random
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

sys.path[0] = str(Path(__file__).resolve().parent.parent)  # not beside queue.py, which the standard library has too

import django  # noqa: E402

django.setup()

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.db.models import Model  # noqa: E402

from curation.accounts.models import User  # noqa: E402
from curation.accounts.sessions import SessionStore  # noqa: E402
from curation.documents.models import Document, Page, Passage  # noqa: E402
from curation.examples.migrations._triggers import FILL_WORDS  # noqa: E402
from curation.examples.models import Event, Example, Version  # noqa: E402
from curation.examples.states import Action, Decision  # noqa: E402
from curation.projects.models import Guideline, Membership, Project  # noqa: E402
from curation.projects.roles import Role  # noqa: E402
from tests.factories import join, make_document, make_example, make_label, make_passage, make_project  # noqa: E402

PER_DOCUMENT, PER_PASSAGE = 100, 4  # examples
TEMPLATES = 50  # documents written word by word; the others are copies of these
LINES, PER_LINE = 40, 10  # of a page
STATUSES = """CASE i % 50 WHEN 0 THEN 'flagged' WHEN 1 THEN 'disputed' WHEN 2 THEN 'rejected'
ELSE CASE i % 3 WHEN 0 THEN 'submitted' ELSE 'final' END END"""  # of what is settled
SIZE = (1654, 2339)  # A4 at 200 dpi
SPOKEN = """patient seen clinic today with mild pain after walking and reports better sleep since the dose of bisoprolol
was raised to five milligrams once daily in the morning blood pressure was normal heart rate regular no swelling of the
ankles return in six weeks for a review with results please call us before if symptoms come back or get worse"""
WORDS = SPOKEN.split()
dice = random.Random(7)


def main(count: int, people: int) -> None:
    """Half of the examples are settled, as in the middle of the work: the queue begins behind them."""
    project = make_project(slug="bench", name="Bench")
    for label in ("Fact", "Definition", "Instruction"):
        make_label(project, label)
    manager = join(project, User.objects.create_user("manager"), Role.MANAGER)
    annotators = add_people(project, people)
    print(json.dumps([session_of(person) for person in annotators]))
    Guideline.objects.create(project=project, number=1, text="Doses keep their unit. " * 20, author=manager)
    with transaction.atomic(), words_at_the_end():
        fill(project, manager, count)
        settle(count // 2, annotators)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":  # what it does by itself within minutes, amid the measuring
            cursor.execute("VACUUM ANALYZE")
            cursor.execute("CHECKPOINT")
        else:
            cursor.execute("ANALYZE")


@contextmanager
def words_at_the_end() -> Iterator[None]:
    """Keeping the words of a million examples one by one takes many times as long as of all at once."""
    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE examples_example DISABLE TRIGGER keep_new_words")
        cursor.execute("DROP INDEX examples_by_words")
        yield
        for statement in FILL_WORDS["postgresql"]:
            cursor.execute(statement)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # no ALTER TABLE before they are checked
        cursor.execute("ALTER TABLE examples_example ENABLE TRIGGER keep_new_words")


def add_people(project: Project, count: int) -> list[User]:
    people = User.objects.bulk_create(User(username=f"person-{n}", password="!") for n in range(count))
    Membership.objects.bulk_create(Membership(project=project, user=one, role=Role.ANNOTATOR) for one in people)
    return people


def session_of(person: User) -> str:
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = "curation.accounts.backends.NameOrEmailBackend"
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.create()
    return str(session.session_key)


def fill(project: Project, owner: User, count: int) -> None:
    """Drafted examples, spread over the documents as reading them would: one document after the other."""
    documents = [make_document(project, uploaded_by=owner, page_count=1) for _ in range(TEMPLATES)]
    Page.objects.all().delete()
    Page.objects.bulk_create(page(of) for of in documents)
    passages = [make_passage(of, text=" ".join(dice.choices(WORDS, k=200))) for of in documents]
    first = make_example(passage=passages[0], drafter="bench", evidence=[{"page": 1, "start": 60, "end": 300}])
    sha = (
        "substr(md5(i || 'x') || md5(i || 'y'), 1, 64)" if connection.vendor == "postgresql" else "hex(randomblob(32))"
    )
    more = max(1, count // PER_DOCUMENT)
    copied, cut = highest(Document), highest(Passage)
    like = f"{documents[0].pk} + i % {TEMPLATES}"
    copy(Document, more, like, sha256=sha, name="'letter-' || i || '.pdf'")
    copy(Page, more, f"{Page.objects.order_by('pk')[0].pk} + i % {TEMPLATES}", document_id=f"{copied} + 1 + i")
    of = f"{copied} + 1 + i / {PER_DOCUMENT // PER_PASSAGE}"
    copy(Passage, count // PER_PASSAGE, f"{passages[0].pk} + i % {TEMPLATES}", document_id=of, ordinal="i")
    said = " ".join(WORDS[:40])
    texts = {"prompt": "'What was said in part ' || i || '?'", "completion": f"'{said} ' || i"}
    done = {"status": case(count // 2, STATUSES, "'drafted'")}
    done |= {name: case(count // 2, f"'{said}'", "''") for name in ("final_prompt", "final_completion")}
    places = {"passage_id": f"{cut} + 1 + i / {PER_PASSAGE}", "document_id": f"{copied} + 1 + i / {PER_DOCUMENT}"}
    copy(Example, count, str(first.pk), ordinal=f"i % {PER_PASSAGE}", **texts, **places, **done)
    first.delete()


def case(settled: int, before: str, after: str) -> str:
    return f"CASE WHEN i < {settled} THEN {before} ELSE {after} END"


def settle(count: int, people: list[User]) -> None:
    """A version and an event of each settled example, the last of them a moment ago."""
    first, author = Example.objects.earliest("pk"), f"{people[0].pk} + i % {len(people)}"
    ago = (
        f"now() - ({count} - i) * interval '10 seconds'"
        if connection.vendor == "postgresql"
        else f"datetime('now', '-' || (({count} - i) * 10) || ' seconds')"
    )
    like = Version.objects.create(example=first, author=people[0], live=False, decision=Decision.SUBMIT)
    texts = {"prompt": "'What was said?'", "completion": f"'{' '.join(WORDS[:40])}'"}
    told = {"author_id": author, "decided_at": ago, "live": "TRUE"} | texts
    copy(Version, count, str(like.pk), example_id=f"{first.pk} + i", **told)
    first.record(Action.SUBMITTED, by=people[0])
    event = first.events.get()
    copy(Event, count, str(event.pk), example_id=f"{first.pk} + i", actor_id=author, at=ago)


def highest(model: type[Model]) -> int:
    return model.objects.latest("pk").pk


def copy(model: type[Model], count: int, like: str, **changes: str) -> None:
    """`count` rows like the one whose id the SQL `like` gives, in which `i` is the row's number, with `changes`."""
    names = [field.column for field in model._meta.concrete_fields if not field.primary_key]
    values = ", ".join(changes.get(name, f'"like"."{name}"') for name in names)
    table, columns = model._meta.db_table, ", ".join(f'"{name}"' for name in names)
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < {count}) "
            f"INSERT INTO {table} ({columns}) SELECT {values} "
            f'FROM n JOIN {table} "like" ON "like".id = {like} ORDER BY i'
        )


def page(document: Document) -> Page:
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
        document=document, number=1, state="read", method="ocr", text=text, words=words, confidence=91,
        width=SIZE[0], height=SIZE[1], engine="tesseract", dpi=200,
        blocks=[["paragraph", 0, len(text), 0]],
    )  # fmt: skip


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
