"""`manage.py ingest PROJECT PATH... [--create KIND] [--wait] [--json]`: files and folders, as if uploaded."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from curation.intake.headless import actor, find_files, find_project, ingest
from curation.intake.progress import watch
from curation.projects.models import Kind


class Command(BaseCommand):
    help = "Read documents into a project: the same store, queue and reading as an upload."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("project", help="the project's address, as in /p/ADDRESS/")
        parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="files, or folders to read whole")
        parser.add_argument("--create", choices=Kind.values, metavar="KIND", help=f"make it: {', '.join(Kind.values)}")
        parser.add_argument("--language", default="en", choices=["en", "es"], help="of a project that is made")
        parser.add_argument("--by", default="", help="user name of the uploader")
        parser.add_argument("--wait", action="store_true", help="stay until everything is read")
        parser.add_argument("--json", action="store_true", help="print one object per document and line")

    def handle(self, *args: Any, **options: Any) -> None:
        by = actor(options["by"])
        project = find_project(options["project"], create=options["create"], language=options["language"], by=by)
        outcomes = [ingest(project, path, name, by=by) for path, name in find_files(options["paths"])]
        if not outcomes:
            raise CommandError("There are no files in the paths given.")
        if options["wait"]:
            watch(outcomes, say=self.stderr.write, quiet=options["json"] or not sys.stderr.isatty())
        for outcome in outcomes:
            outcome.refresh()
            self.stdout.write(outcome.as_json() if options["json"] else outcome.as_line())
        if any(outcome.failed for outcome in outcomes):
            sys.exit(1)
