"""`manage.py draft PROJECT [--drafter NAME] [--model] [--dry-run] [--json]`: draft where the settings have changed."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from curation.intake import telling
from curation.intake.headless import actor
from curation.projects.models import Project


class Command(BaseCommand):
    help = "Draft from a project's documents by its settings, as they are now. What somebody has opened stays."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("project", help="the project's address, as in /p/ADDRESS/")
        parser.add_argument("--drafter", default="", metavar="NAME", help="this one alone, even if it is switched off")
        parser.add_argument("--model", action="store_true", help="ask the language model instead, if it is switched on")
        parser.add_argument("--dry-run", action="store_true", help="store nothing; print what would be drafted")
        parser.add_argument("--json", action="store_true", help="print one object per draft and line")
        parser.add_argument("--by", default="", metavar="USERNAME", help="who asks for it")

    def handle(self, *args: Any, **options: Any) -> None:
        project = Project.objects.filter(slug=options["project"]).first()
        if project is None:
            raise CommandError(f"There is no project {options['project']}.")
        plan = telling.plan_of(project, options["drafter"])
        if options["model"] and (options["dry_run"] or options["drafter"]):
            raise CommandError("--model stores what it is paid for: it goes without --dry-run and --drafter.")
        if options["model"]:
            all_told = telling.asked(project, by=actor(options["by"]))
        elif options["dry_run"]:
            all_told = telling.tried(project, plan)
        else:
            all_told = telling.stored(project, plan, by=actor(options["by"]))
        for told in all_told:
            for line in told.as_lines() if options["json"] else [told.as_line()]:
                self.stdout.write(line)
