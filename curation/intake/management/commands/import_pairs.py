"""`manage.py import_pairs PROJECT FILE [--status drafted|final]`: pairs written elsewhere, as examples."""

from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db.models import QuerySet

from curation.accounts.models import User
from curation.examples.importing import BadRowsError, Delivery, import_pairs
from curation.examples.states import Status
from curation.pipeline.formats.parsing import Row, parse_csv, parse_jsonl
from curation.projects.models import Project
from curation.projects.roles import Role

TABLES = {".csv", ".tsv"}


def rows_of(path: Path) -> Iterator[Row]:
    if path.suffix.lower() in TABLES:
        yield from parse_csv(path.read_text(encoding="utf-8-sig"))
        return
    with path.open("rb") as lines:
        yield from parse_jsonl(lines)


class Command(BaseCommand):
    help = "Import pairs from JSONL (prompt and completion, or messages) or CSV. Repeats of an import are not doubled."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("project", help="the project's address, as in /p/ADDRESS/")
        parser.add_argument("file", type=Path, metavar="FILE", help="*.csv is read as CSV, anything else as JSONL")
        parser.add_argument("--status", default=Status.DRAFTED.value, help="drafted (someone decides) or final")
        parser.add_argument("--by", default="", metavar="USERNAME", help="who approves; else the first manager")
        parser.add_argument("--skip-bad", action="store_true", help="import the good lines all the same")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["status"] not in (Status.DRAFTED, Status.FINAL):
            raise CommandError(f"--status is drafted or final, not {options['status']!r}.")
        project = Project.objects.filter(slug=options["project"]).first()
        if project is None:
            raise CommandError(f"There is no project {options['project']}.")
        path = options["file"]
        delivery = Delivery(project, path.name, approver(project, options["by"]), Status(options["status"]))
        try:
            done = import_pairs(delivery, rows_of(path), on_bad=self.tell, skip_bad=options["skip_bad"])
        except BadRowsError:
            raise CommandError(
                "Nothing was imported. Correct these lines, or leave them out with --skip-bad."
            ) from None
        except OSError as error:
            raise CommandError(f"{path} cannot be read: {error.strerror}.") from error
        except UnicodeDecodeError as error:
            raise CommandError(f"{path} is not UTF-8 text. Save it as UTF-8 and try again.") from error
        left_out = f" {done.bad} bad lines were left out." if done.bad else ""
        known = f" {done.repeated} were here already." if done.repeated else ""
        self.stdout.write(f"{done.added} examples imported as {options['status']}.{known}{left_out}")

    def tell(self, row: Row) -> None:
        self.stderr.write(f"Line {row.number}: {row.reason}")


def approver(project: Project, name: str) -> User:
    """The user named, else the project's first manager."""
    people = User.objects.filter(username=name) if name else _managers(project)
    user = people.first()
    if user is None:
        raise CommandError(f"There is no user called {name}." if name else "Name who imports with --by USERNAME.")
    return user


def _managers(project: Project) -> QuerySet[User]:
    return User.objects.filter(memberships__project=project, memberships__role=Role.MANAGER).order_by("memberships__pk")
