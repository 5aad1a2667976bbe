"""`manage.py build_dataset PROJECT --out FOLDER`: what the screens do, in this process."""

import json
from argparse import ArgumentParser
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from curation.datasets.building import build
from curation.datasets.checking import ERRORS
from curation.datasets.choosing import examples
from curation.datasets.models import DatasetVersion
from curation.datasets.states import PARTS, State
from curation.datasets.words import problem_sentence
from curation.datasets.writing_out import write_out
from curation.pipeline.formats.options import Options
from curation.pipeline.formats.registry import FORMATS
from curation.projects.models import Project

LEAVE_OUT = sorted(check for checks in ERRORS.values() for check in checks)


def shares(text: str) -> dict[str, int]:
    """80/10/10: what goes into train, validation and test."""
    numbers = text.split("/")
    if len(numbers) != len(PARTS) or not all(number.isdecimal() for number in numbers):
        raise CommandError(f"--split takes three whole numbers such as 80/10/10, not {text!r}.")
    given = dict(zip(PARTS, map(int, numbers), strict=True))
    if not given["train"] or sum(given.values()) != 100:
        raise CommandError(f"--split {text} must add up to 100, with something for train.")
    return given


def known(option: str, given: Iterable[str], allowed: Iterable[str]) -> list[str]:
    """What was given, each once; a name that is not allowed ends the command."""
    names = list(dict.fromkeys(given))
    for name in names:
        if name not in allowed:
            raise CommandError(f"{option} cannot be {name!r}; choose from {', '.join(allowed)}.")
    return names


class Command(BaseCommand):
    help = "Build a frozen dataset version and write its files to a folder."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("project", help="the project's address, as in /p/ADDRESS/")
        parser.add_argument("--format", action="append", metavar="FORMAT", help=f"{', '.join(FORMATS)}")
        parser.add_argument("--split", default="80/10/10", help="train/validation/test, in percent")
        parser.add_argument("--seed", type=int, default=42, help="another seed deals the documents differently")
        parser.add_argument("--leave-out", action="append", metavar="CHECK", help=f"{', '.join(LEAVE_OUT)}")
        parser.add_argument("--out", type=Path, required=True, metavar="FOLDER", help="where the files go")
        parser.add_argument("--json", action="store_true", help="print one object")

    def handle(self, *args: Any, **options: Any) -> None:
        version = self._built(self._plan(options))
        try:
            write_out(version, options["out"])
        except OSError as error:
            raise CommandError(f"The files could not be written to {options['out']}: {error.strerror}.") from error
        self.stdout.write(as_json(version) if options["json"] else as_lines(version, options["out"]))

    def _plan(self, options: dict[str, Any]) -> DatasetVersion:
        project = Project.objects.filter(slug=options["project"]).first()
        if project is None:
            raise CommandError(f"There is no project {options['project']}.")
        if not 0 <= options["seed"] < 2**31:
            raise CommandError("The seed must be a whole number from 0 to 2147483647.")
        leave_out = known("--leave-out", options["leave_out"] or (), LEAVE_OUT)
        return DatasetVersion(
            project=project,
            choice={"labels": [], "documents": [], "leave_out": sorted(leave_out)},
            shares=shares(options["split"]),
            seed=options["seed"],
            formats=known("--format", options["format"] or ["openai-chat"], FORMATS),
            options=asdict(Options()),
        )

    def _built(self, plan: DatasetVersion) -> DatasetVersion:
        if not examples(plan).exists():
            raise CommandError(f"{plan.project} has no final examples yet.")
        version = DatasetVersion.objects.start(plan)
        with suppress(OSError):  # the row tells it, in a sentence
            build(version.pk)
        version.refresh_from_db()
        if version.state != State.READY:
            raise CommandError(problem_sentence(version))
        return version


def as_json(version: DatasetVersion) -> str:
    return json.dumps(
        {
            "project": version.project.slug,
            "version": version.number,
            "contents": version.contents,
            "counts": version.counts,
            "checks": [row for row in version.checks if row["count"]],
            "files": list(version.files.values("format", "part", "name", "lines", "size", "sha256")),
        }
    )


def as_lines(version: DatasetVersion, out: Path) -> str:
    files = [f"{out / file.name}: {file.lines} lines" for file in version.files.all()]
    return "\n".join([f"Version v{version.number}: {version.counts['examples']} examples", *files])
