"""`manage.py demo`: something to try the product on, and somebody to be while trying."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from curation.accounts.models import User
from curation.intake import demo


class Command(BaseCommand):
    help = "Load the demonstration projects and a person for each role, into an installation without people."

    def handle(self, *args: Any, **options: Any) -> None:
        if User.objects.exists():
            raise CommandError("There are people in this installation already: the demonstration needs an empty one.")
        people = demo.load()
        self.stdout.write("Demonstration projects: " + ", ".join(plan.name for plan in demo.PLANS))
        self.stdout.write("Sign in as one of these. The passwords are not shown again.\n\n")
        self.stdout.write(f"  {'User name':<15}{'Role':<15}Password\n")
        for person in people:
            self.stdout.write(f"  {person.username:<15}{person.role:<15}{person.password}\n")
        self.stdout.write("\n")
