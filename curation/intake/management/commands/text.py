"""`manage.py text PROJECT DOCUMENT [--page N]`: print what was read."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db.models import Q

from curation.documents.models import Document
from curation.documents.states import PageState


class Command(BaseCommand):
    help = "Print the text that was read from a document: pages in order, separated by form feeds."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("project", help="the project's address")
        parser.add_argument("document", help="the document's number or name")
        parser.add_argument("--page", type=int, help="only this page")

    def handle(self, *args: Any, **options: Any) -> None:
        wanted = options["document"]
        named = Q(name=wanted) | (Q(pk=int(wanted)) if wanted.isdecimal() else Q())
        document = Document.objects.filter(named, project__slug=options["project"]).order_by("-pk").first()
        if document is None:
            raise CommandError(f"There is no document {wanted} in the project {options['project']}.")
        pages = document.pages.filter(state=PageState.READ)
        if options["page"]:
            pages = pages.filter(number=options["page"])
        texts = list(pages.values_list("text", flat=True))
        if not texts:
            raise CommandError(f"Nothing was read. {document.problem_sentence}".strip())
        self.stdout.write("\f".join(texts))
